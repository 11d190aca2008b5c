"""Attempts without the right, which the journal keeps."""

from dataclasses import dataclass

from data.audit import AuditContext, insert_attempt
from data.database import Database


@dataclass(frozen=True, slots=True)
class Attempts:
    db: Database
    audit: AuditContext

    async def record(self, right: str) -> None:
        """Writes a row for the right that was tried, at most once an hour for each person."""
        async with self.db.writing() as connection:
            await insert_attempt(connection, self.audit, right)
