"""An administrator replaces the production calendar."""

from aiogram import Bot
from aiogram.types import Document

from data.audit import AuditContext
from data.database import Database
from data.people.rights import Right, require
from data.primitives.fingerprint import require_seen
from data.primitives.refusal import Refused
from data.primitives.working_days import WorkingCalendar, WorkingYears, select_working_years
from data.roadmap.calendars import LARGEST, CalendarProblem, replace_calendar


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
