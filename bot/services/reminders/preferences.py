"""Stores one person's choices about reminders: kinds, hours, zone, absence, repetition, inquiries."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from bot.screens.people.appointment import person_name
from bot.screens.reminders.absence import deputised_screen
from bot.screens.reminders.settings import Panel
from bot.services.messages.kinds import MessageKind
from bot.services.messages.notifier import Notifier, OfUpdate
from bot.services.reminders.loading import load_inputs, own_calendar, own_zone
from bot.services.roadmap.cache import RoadmapCache
from bot.settings import Settings
from data.audit import AuditContext
from data.database import Database
from data.people.members import Member, select_directory, select_member
from data.people.rights import Right, may
from data.regions.zones import ZoneChoice
from data.reminders.absences import choose_deputy, leave_until
from data.reminders.choices import (
    Hours,
    ReminderKind,
    delete_absence,
    select_choices,
    update_hours,
    update_kind,
    update_zone,
)
from data.reminders.inquiries import ask_agency
from data.reminders.passing import PassingOn, passing_on
from data.reminders.reminder_log import REMINDER_WINDOW, update_again
from data.roadmap.lookup import StaleButton
from data.roadmap.roadmap import select_agency, select_roadmaps


@dataclass(frozen=True, slots=True)
class ReminderPreferences:
    """`audit` says who and when; its actor is a person; `wake` wakes the outbox after each commit."""

    db: Database
    audit: AuditContext
    roadmaps: RoadmapCache
    settings: Settings
    notifier: Notifier
    now: datetime
    wake: Callable[[], None]

    @property
    def user_id(self) -> int:
        """The person's Telegram id; raises `LookupError` when the console or the bot acts."""
        return self.audit.person_id

    async def panel(self) -> Panel:
        """Loads what the person chose and what holds for them now."""
        member = await self._member()
        choices = await select_choices(self.db.reader, self.user_id)
        contents = [
            await self.roadmaps.content(roadmap.id) for roadmap in await select_roadmaps(self.db.reader)
        ]
        zone = own_zone(member, choices, contents, self.settings.zone)
        deputy_id = choices.absence.deputy_id if choices.absence else None
        directory = await select_directory(self.db.reader)
        held = member.appointment
        coordinates = may(held, Right.COORDINATE) and bool(held.parties)
        deputy = person_name(deputy_id, directory) if deputy_id else ""
        calendar = own_calendar(member, contents)
        return Panel(choices, self.now.astimezone(zone), coordinates, deputy, calendar)

    async def repeat(self, day: date) -> date | None:
        """The reminder of that day once more on the next working day, which is returned; None when it is too old."""
        panel = await self.panel()
        today = panel.now.date()
        again_on = (panel.calendar or self.db.calendar).next_working_day(today)
        if today - day >= REMINDER_WINDOW:
            return None
        async with self.db.writing() as connection:
            stored = await update_again(connection, self.user_id, day, again_on)
        return again_on if stored else None

    async def leave(self, until: date, since: date | None = None) -> None:
        """Stores an absence up to and including that day, from `since` or from now on; raises `Refused` with a `ReminderProblem`."""
        today = (await self.panel()).now.date()
        async with self.db.writing() as connection:
            await leave_until(connection, self.user_id, until, today, since)

    async def deputise(self, deputy_id: int | None) -> None:
        """Names the deputy of the absence, who gets a message; raises `Refused` with a `ReminderProblem`."""
        async with self.db.writing() as connection:
            first_admins = self.audit.first_admins
            absence = await choose_deputy(connection, self.user_id, deputy_id, first_admins)
            if deputy_id:
                name = person_name(self.user_id, await select_directory(connection))
                screen = partial(deputised_screen, name, absence.until)
                way = OfUpdate(connection, self.audit)
                await self.notifier.to_person(deputy_id, MessageKind.DEPUTY_CHOSEN, screen, way)
        self.wake()

    async def want(self, kind: ReminderKind, *, wanted: bool) -> None:
        """Switches one kind of reminder on or off."""
        async with self.db.writing() as connection:
            await update_kind(connection, self.user_id, kind, wanted=wanted)

    async def choose_hours(self, hours: Hours) -> None:
        """Stores between which hours the person may be reminded."""
        async with self.db.writing() as connection:
            await update_hours(connection, self.user_id, hours)

    async def choose_zone(self, zone: ZoneChoice | None) -> None:
        """None is the zone of the person's side."""
        async with self.db.writing() as connection:
            await update_zone(connection, self.user_id, zone)

    async def ask_agency(self, agency_id: int) -> PassingOn:
        """Asks an agency that has not reported, and returns when its people get the question.

        Raises `NotAllowed`, and `Refused` with a `ReminderProblem`.
        """
        async with self.db.writing() as connection:
            await ask_agency(connection, agency_id, self.audit)
        inputs = await load_inputs(self.db, self.roadmaps, self.settings, self.now)
        agency = await select_agency(self.db.reader, agency_id)
        if agency is None:
            raise StaleButton
        return passing_on(agency, inputs, self.now)

    async def come_back(self) -> None:
        """Ends the absence."""
        async with self.db.writing() as connection:
            await delete_absence(connection, self.user_id)

    async def _member(self) -> Member:
        member = await select_member(self.db.reader, self.user_id, self.audit.first_admins)
        if member is None:
            raise StaleButton
        return member
