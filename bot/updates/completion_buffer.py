"""Batches "update finished" writes, so that a tap needs no commit of its own."""

import asyncio
import logging
import sqlite3
import time
from typing import Final

import aiosqlite

from data.database import Database, may_pass
from data.messaging.inbox import UpdateState, delete_old_updates, upsert_finished

FLUSH_SECONDS: Final = 1.0
RETRY_SECONDS: Final = 5.0
PRUNE_SECONDS: Final = 3600.0

log = logging.getLogger(__name__)


class CompletionBuffer:
    """Finished updates not stored as finished yet. Losing them in a crash means handling a press once more."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._finished: dict[int, UpdateState] = {}
        self._filled = asyncio.Event()
        self._pruned = time.monotonic()

    def __contains__(self, update_id: int) -> bool:
        return update_id in self._finished

    def add(self, update_id: int, state: UpdateState) -> None:
        self._finished[update_id] = state
        self._filled.set()

    async def write(self, connection: aiosqlite.Connection) -> dict[int, UpdateState]:
        """Writes within the caller's transaction; hand what it returns to `confirm` after the commit."""
        finished = dict(self._finished)
        if finished:
            await upsert_finished(connection, finished)
        return finished

    def confirm(self, finished: dict[int, UpdateState]) -> None:
        for update_id in finished:
            self._finished.pop(update_id, None)
        if not self._finished:
            self._filled.clear()

    async def flush(self) -> bool:
        """False when the database cannot be written; they are kept, and handled again only after a crash."""
        if not self._finished:
            return True
        try:
            async with self._db.writing() as connection:
                finished = await self.write(connection)
        except sqlite3.Error as error:
            log.error("the ends of %d updates could not be stored: %s", len(self._finished), error)  # noqa: TRY400 - the sentence says it all
            return not may_pass(error) and await self._flush_singly()
        self.confirm(finished)
        return True

    async def _flush_singly(self) -> bool:
        """Drops the one that the database refuses each time: the others must not wait for it for ever."""
        for update_id, state in list(self._finished.items()):
            try:
                async with self._db.writing() as connection:
                    await upsert_finished(connection, {update_id: state})
            except sqlite3.Error as error:
                if may_pass(error):
                    return False
                log.exception("the end of update %d is not stored", update_id)
            self.confirm({update_id: state})
        return True

    async def run(self) -> None:
        """Runs until cancelled: writes what was gathered, deletes what is old."""
        while True:
            await self._filled.wait()
            await asyncio.sleep(FLUSH_SECONDS)
            if not await self.flush():
                await asyncio.sleep(RETRY_SECONDS)
            elif time.monotonic() - self._pruned > PRUNE_SECONDS:
                await self._prune()

    async def _prune(self) -> None:
        self._pruned = time.monotonic()
        try:
            async with self._db.writing() as connection:
                await delete_old_updates(connection, time.time())
        except sqlite3.Error as error:
            log.warning("old updates could not be removed: %s", error)
