"""An administrator replaces the production calendar."""

from aiogram import Bot
from aiogram.types import Document

from data.audit import AuditContext
from data.database import Database
from data.people.rights import Right, require
from data.primitives.refusal import Refused
from data.primitives.working_days import WorkingYears
from data.roadmap.calendars import LARGEST, CalendarProblem, replace_calendar


async def put_calendar(db: Database, sent: WorkingYears, audit: AuditContext) -> int:
    """Puts these years into force, or the calendar that ships when there are none.

    Returns how many control dates moved by it. Raises `NotAllowed` unless the actor may manage people.
    """
    async with db.writing() as connection:
        await require(connection, audit, Right.MANAGE_PEOPLE)
        moved = await replace_calendar(connection, sent, audit)
    await db.renew_calendar()
    return moved


async def downloaded(bot: Bot, document: Document) -> bytes:
    """Returns the file; raises `Refused` for one that is too large, `DownloadFailed` when Telegram does not give it."""
    if (document.file_size or 0) > LARGEST:
        raise Refused(CalendarProblem.SIZE)
    file = await bot.download(document)
    return file.read() if file else b""
