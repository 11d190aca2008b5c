"""The journal of who changed what, for administrators: page by page, and as a file."""

from datetime import datetime

from aiogram import Router
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from bot.access import Permission, needs
from bot.callbacks.roadmap import OpenJournal, SendJournal
from bot.screens.people.journal import ROWS, JournalPage, journal_rows, journal_screen
from bot.settings import Settings
from bot.telegram.rendering import answer, show
from data.audit import (
    AuditAction,
    AuditChange,
    AuditContext,
    AuditSubject,
    insert_audit,
    select_audit,
    select_audit_size,
)
from data.database import Database
from data.people.members import select_directory
from data.people.rights import Right, require
from data.spreadsheet import csv_file


def router() -> Router:
    router = Router(name="journal")
    router.callback_query.register(open_journal, OpenJournal.filter(), flags=needs(Permission.ADMIN))
    router.callback_query.register(send_journal, SendJournal.filter(), flags=needs(Permission.ADMIN))
    return router


async def open_journal(
    query: CallbackQuery, callback_data: OpenJournal, settings: Settings, db: Database
) -> None:
    size = await select_audit_size(db.reader)
    page = min(callback_data.page, max(0, (size - 1) // ROWS))
    entries = await select_audit(db.reader, limit=ROWS, offset=page * ROWS)
    directory = await select_directory(db.reader)
    await show(query, journal_screen(JournalPage(entries, page, size), directory, settings.zone))


async def send_journal(
    query: CallbackQuery, settings: Settings, db: Database, audit: AuditContext, now: datetime
) -> None:
    """Taking it out is itself a row of it."""
    async with db.writing() as connection:
        await require(connection, audit, Right.READ_JOURNAL)
        change = AuditChange(AuditAction.EXPORTED, AuditSubject.EXPORT, query.from_user.id, None, None)
        await insert_audit(connection, audit, change)
    rows = journal_rows(await select_audit(db.reader), await select_directory(db.reader), settings.zone)
    name = f"journal-{now.astimezone(settings.zone):%Y-%m-%d}.csv"
    await answer(query)
    if isinstance(query.message, Message):
        await query.message.answer_document(BufferedInputFile(csv_file(rows), name))
