"""An administrator replaces the production calendar, and is asked for a year that is not known."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from aiogram import Bot
from aiogram.types import Document

from bot.screens.roadmap.calendar import missing_calendar_screen
from bot.services.messages.kinds import MessageKind
from bot.services.messages.notifier import Notifier, Queued
from bot.settings import Settings
from data.audit import AuditContext
from data.database import Database
from data.messaging.outbox import select_batch
from data.people.admissions import select_reachable
from data.people.rights import Right, require
from data.primitives.fingerprint import require_seen
from data.primitives.refusal import Refused
from data.primitives.working_days import WorkingCalendar, WorkingYears, select_working_years
from data.reminders.choices import Hours
from data.roadmap.calendars import LARGEST, CalendarProblem, replace_calendar

HOURS: Final = Hours()


async def put_calendar(db: Database, sent: WorkingYears, audit: AuditContext, seen: int | None = None) -> int:
    """Puts these years into force, or the calendar that ships when there are none.

    Returns how many control dates moved by it. Raises `NotAllowed` unless the actor may manage people, and `Outdated` where
    the calendar is not the one of the fingerprint `seen`; without it the years are put in whatever there is.
    """
    async with db.writing() as connection:
        await require(connection, audit, Right.MANAGE_PEOPLE)
        before = WorkingCalendar(await select_working_years(connection))
        if seen is not None and before.sent != sent:
            require_seen(seen, before.fingerprint)
        moved = await replace_calendar(connection, sent, audit)
    await db.renew_calendar()
    return moved


async def downloaded(bot: Bot, document: Document) -> bytes:
    """Returns the file; raises `Refused` for one that is too large, `DownloadFailed` when Telegram does not give it."""
    if (document.file_size or 0) > LARGEST:
        raise Refused(CalendarProblem.SIZE)
    file = await bot.download(document)
    return file.read() if file else b""


@dataclass(frozen=True, slots=True)
class CalendarJob:
    """Asks the administrators for the working days of a year that are not known; `wake` wakes the outbox."""

    db: Database
    notifier: Notifier
    settings: Settings
    wake: Callable[[], None]

    async def ask_for_year(self, now: datetime) -> None:
        """A job of `bot.scheduler`: each administrator is told once a year, on a working day in working hours."""
        local = now.astimezone(self.settings.zone)
        year = self.db.calendar.missing_year(local.date())
        open_now = self.db.calendar.is_working_day(local.date()) and HOURS.opens <= local.hour < HOURS.closes
        if year is None or not open_now:
            return
        reached = await select_reachable(self.db.reader)
        admins = [admin for admin in await self.notifier.administrators() if admin in reached]
        keys = {admin: f"calendar:{year}:{admin}" for admin in admins}
        unasked = {admin: key for admin, key in keys.items() if not await select_batch(self.db.reader, key)}
        if not unasked:
            return
        async with self.db.writing() as connection:
            for admin, key in unasked.items():
                way = Queued(connection, key, int(now.timestamp()), silent=True)
                screen = partial(missing_calendar_screen, year)
                await self.notifier.to_person(admin, MessageKind.CALENDAR_MISSING, screen, way)
        self.wake()
