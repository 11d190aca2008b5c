"""Deletes in time what people typed and did not use: messages outside a form, decisions that were not taken, editions."""

from dataclasses import dataclass
from datetime import datetime

from data.database import Database
from data.decisions.decision_drafts import delete_expired_decisions, has_expired_decisions
from data.editions.proposed_files import delete_expired_files, has_expired_files
from data.notes.unassigned import delete_expired_unassigned, has_expired_unassigned


@dataclass(frozen=True, slots=True)
class RetentionJob:
    """A job of the scheduler; what is kept for how long stands in OPERATIONS.md."""

    db: Database

    async def delete_expired(self, now: datetime) -> None:
        """Deletes what has been kept for longer than 14 days; writes only when there is something."""
        at = int(now.timestamp())
        if await self._has_expired(at):
            async with self.db.writing() as connection:
                await delete_expired_unassigned(connection, at)
                await delete_expired_decisions(connection, at)
                await delete_expired_files(connection, at)

    async def _has_expired(self, at: int) -> bool:
        reader = self.db.reader
        return (
            await has_expired_unassigned(reader, at)
            or await has_expired_decisions(reader, at)
            or await has_expired_files(reader, at)
        )
