"""The database: one file, one writing and one reading connection; all transactions begin and end here."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import aiosqlite

from data.primitives.working_days import WorkingCalendar, select_working_years
from data.schema import SecuredFile, migrate

PATIENCE: Final = 5000  # milliseconds that a writer waits for another process
IMPATIENCE: Final = (
    100  # while the last one waited in vain: those queued behind it fail at once, not one after another
)
PRIMARY_CODE: Final = 0xFF  # SQLite's extended codes keep the primary one in the lowest byte
PASSING: Final = frozenset(
    {
        *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR),
        *(sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT),
        *(sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_PERM),
    }
)

WRITER_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {PATIENCE}",
    "PRAGMA trusted_schema = OFF",
)
READER_PRAGMAS = (
    "PRAGMA query_only = ON",
    f"PRAGMA busy_timeout = {PATIENCE}",
    "PRAGMA trusted_schema = OFF",
)


class Database:
    """The record of everything. Read from `reader`; change it inside `writing()` only.

    `calendar` are the working days in force; `renew_calendar` reads them again when others were sent.
    """

    def __init__(
        self,
        path: Path,
        writer: aiosqlite.Connection,
        reader: aiosqlite.Connection,
        calendar: WorkingCalendar,
    ) -> None:
        self.path = path
        self.reader = reader
        self.calendar = calendar
        self._writer = writer
        self._turn = asyncio.Lock()
        self._patience = PATIENCE

    @classmethod
    async def open(cls, path: Path) -> "Database":
        """Opens the file, making or migrating it first; raises `SchemaRefused` with the remedy in its message."""
        await asyncio.to_thread(migrate, SecuredFile(path))
        writer = await _connect(path, "rw", WRITER_PRAGMAS)
        try:
            reader = await _connect(path, "ro", READER_PRAGMAS)
            return cls(path, writer, reader, WorkingCalendar(await select_working_years(reader)))
        except BaseException:
            await writer.close()
            raise

    async def renew_calendar(self) -> None:
        """Takes the working days from the record, where another process may have put them."""
        sent = await select_working_years(self.reader)
        if sent != self.calendar.sent:
            self.calendar = WorkingCalendar(sent)

    async def close(self) -> None:
        """Waits for the transaction under way, then closes both connections."""
        async with self._turn:
            await self.reader.close()
            await self._writer.close()

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[aiosqlite.Connection]:
        """One transaction: committed when the block ends, rolled back when it raises or is cancelled.

        Never hold it across a call to Telegram. Raises `sqlite3.OperationalError` when the file is locked
        for more than five seconds, read-only, or the disk is full; then nothing was written. After a wait in vain
        the following ones are short until one succeeds.
        """
        async with self._turn:
            ended = False
            try:
                await self._begin()
                yield self._writer
                await asyncio.shield(self._writer.commit())
                ended = True
            finally:
                if not ended:
                    # Queued behind whatever a cancelled statement left running, so the next turn starts clean.
                    await asyncio.shield(self._writer.rollback())

    async def _begin(self) -> None:
        try:
            await self._writer.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            await self._wait_at_most(IMPATIENCE)
            raise
        await self._wait_at_most(PATIENCE)

    async def _wait_at_most(self, milliseconds: int) -> None:
        if milliseconds != self._patience:
            await self._writer.execute(f"PRAGMA busy_timeout = {milliseconds}")
            self._patience = milliseconds


def may_pass(error: sqlite3.Error) -> bool:
    """True for a busy, full or unreadable file, False for a statement or a value that is refused each time."""
    return (getattr(error, "sqlite_errorcode", 0) & PRIMARY_CODE) in PASSING


async def _connect(path: Path, mode: str, pragmas: tuple[str, ...]) -> aiosqlite.Connection:
    opened = await aiosqlite.connect(_uri(path, mode), uri=True, isolation_level=None)
    opened.row_factory = sqlite3.Row
    try:
        for pragma in pragmas:
            await opened.execute(pragma)
    except sqlite3.Error:
        await opened.close()
        raise
    return opened


def _uri(path: Path, mode: str) -> str:
    return f"{path.absolute().as_uri()}?mode={mode}"
