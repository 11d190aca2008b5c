"""Reminding by the calendar: decided from the inputs, claimed in the database, sent by the outbox."""

import logging
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Final

from bot.screens.reminders.message import reminder_screen
from bot.services.messages.kinds import MessageKind
from bot.services.messages.notifier import Notifier, Queued
from bot.services.reminders.loading import load_inputs
from bot.services.roadmap.cache import RoadmapCache
from bot.settings import Settings
from data.audit import AuditContext
from data.database import Database
from data.notes.last_reports import select_last_version
from data.people.members import select_directory
from data.people.problems import PeopleProblem
from data.people.rights import NotAllowed
from data.reminders.choices import ReminderKind
from data.reminders.due import Reminder, due, due_to
from data.reminders.inputs import ReminderInputs
from data.reminders.no_reports import SideList, side_lists
from data.reminders.reminder_log import (
    cancel_reminder,
    claim_reminder,
    select_waiting,
    update_reminder_expiry,
)

log = logging.getLogger(__name__)
DATED: Final = frozenset({ReminderKind.BEFORE_DATE, ReminderKind.AFTER_DATE, ReminderKind.INSTRUCTION})


class ReminderJob:
    """Claims the reminders that are due and queues their messages; `wake` wakes the outbox after each commit."""

    def __init__(
        self,
        db: Database,
        roadmaps: RoadmapCache,
        settings: Settings,
        notifier: Notifier,
        wake: Callable[[], None],
    ) -> None:
        self._db = db
        self._roadmaps = roadmaps
        self._settings = settings
        self._notifier = notifier
        self._wake = wake

    async def remind(self, now: datetime) -> None:
        """A job of `bot.scheduler`; `now` is aware."""
        await self._db.renew_calendar()
        inputs = await load_inputs(self._db, self._roadmaps, self._settings, now)
        await self._withdraw(inputs, now)
        for reminder in due(inputs, now):
            try:
                await self._send(reminder, inputs, now)
            except Exception:  # one person's trouble is not another's; the next run tries again
                log.exception("person %d: the reminder failed", reminder.user_id)

    async def sides(self, audit: AuditContext, now: datetime) -> list[SideList]:
        """Returns the agencies without reports and without people, by the coordinator's sides; raises `NotAllowed`."""
        inputs = await load_inputs(self._db, self._roadmaps, self._settings, now)
        person = next((one for one in inputs.recipients if one.user_id == audit.actor_id), None)
        if person is None or not person.coordinated:
            raise NotAllowed("ask", PeopleProblem.NOT_COORDINATOR)
        return list(side_lists(person, inputs, now))

    async def _withdraw(self, inputs: ReminderInputs, now: datetime) -> None:
        """Cancels the messages that wait in the outbox and would not be sent as things stand now."""
        for user_id, day in await select_waiting(self._db.reader):
            if not _still_holds(user_id, day, inputs, now):
                async with self._db.writing() as connection:
                    await cancel_reminder(connection, user_id, day)

    async def _send(self, reminder: Reminder, inputs: ReminderInputs, now: datetime) -> None:
        directory = await select_directory(self._db.reader)
        key = f"reminder:{reminder.user_id}:{reminder.day.isoformat()}"
        only = reminder.lines[0].activity.id if len(reminder.lines) == 1 else None
        async with self._db.writing() as connection:
            if await select_last_version(connection) != inputs.version:
                return  # a note has just been published: the next round decides anew
            if await claim_reminder(connection, reminder.user_id, reminder.reminded, key):
                way = Queued(connection, key, int(now.timestamp()), only, silent=not _is_loud(reminder))
                calendar = inputs.calendar_of_user(reminder.user_id)
                screen = partial(reminder_screen, reminder, directory, calendar)
                await self._notifier.to_person(reminder.user_id, MessageKind.REMINDER, screen, way)
                await update_reminder_expiry(connection, key, reminder.until.timestamp())
        self._wake()


def _still_holds(user_id: int, day: date, inputs: ReminderInputs, now: datetime) -> bool:
    """The same lines are due now: it is that day still, and no note on them was published since."""
    queued = next((reminded for reminded in inputs.past_of(user_id).reminded if reminded.day == day), None)
    anew = due_to(user_id, inputs.forgetting(user_id, day), now)
    if queued is None or anew is None or anew.day != day:
        return False
    return set(queued.lines) <= set(anew.reminded.lines) and queued.inquiries <= anew.reminded.inquiries


def _is_loud(reminder: Reminder) -> bool:
    """Only control dates and a coordinator's question make a sound."""
    return bool(reminder.inquiries) or any(due_line.line.kind in DATED for due_line in reminder.lines)
