"""Reads and exports the journal for administrators, and records refused attempts in it."""

from dataclasses import dataclass

from bot.access import UserContext
from bot.screens.paging import page_window
from bot.screens.people.journal import ROWS, JournalPage, journal_rows, journal_screen
from bot.telegram.screen import Screen
from data.audit import (
    AuditAction,
    AuditChange,
    AuditContext,
    AuditSubject,
    insert_attempt,
    insert_audit,
    select_audit,
    select_audit_size,
)
from data.database import Database
from data.people.journal_names import select_journal_names
from data.people.rights import Right, require
from data.spreadsheet import csv_file


@dataclass(frozen=True, slots=True)
class Journal:
    db: Database
    user: UserContext

    async def screen(self, page: int) -> Screen:
        """Returns the page, the last one when there are fewer."""
        size = await select_audit_size(self.db.reader)
        window = page_window(page, size, ROWS)
        entries = await select_audit(self.db.reader, limit=window.size, offset=window.offset)
        names = await select_journal_names(self.db.reader, entries)
        return journal_screen(JournalPage(entries, window), names, self.user.zone)

    async def export(self) -> tuple[str, bytes]:
        """Returns the file's name and the CSV; the export is itself a row of the journal. Raises `NotAllowed`."""
        async with self.db.writing() as connection:
            await require(connection, self.user.audit, Right.READ_JOURNAL)
            exported_by = self.user.person.user_id
            change = AuditChange(AuditAction.EXPORTED, AuditSubject.EXPORT, exported_by, None, None)
            await insert_audit(connection, self.user.audit, change)
        entries = await select_audit(self.db.reader)
        names = await select_journal_names(self.db.reader, entries)
        return f"journal-{self.user.today}.csv", csv_file(journal_rows(entries, names, self.user.zone))


@dataclass(frozen=True, slots=True)
class Attempts:
    db: Database
    audit: AuditContext

    async def record(self, right: str) -> None:
        """Writes a row for the right that was tried, at most once an hour for each person."""
        async with self.db.writing() as connection:
            await insert_attempt(connection, self.audit, right)
