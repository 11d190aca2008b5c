"""The file: its transactions and its schema."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from data.database import IMPATIENCE, PATIENCE, Database
from data.schema import SchemaProblem, SchemaRefused, migrations


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    database = await Database.open(tmp_path / "roadmap.db")
    yield database
    await database.close()


async def count(db: Database) -> int:
    async with db.reader.execute("SELECT count(*) FROM questions") as cursor:
        row = await cursor.fetchone()
    assert row is not None
    return int(row[0])


async def ask(db: Database, *texts: str) -> None:
    """All in one transaction."""
    async with db.writing() as connection:
        for text in texts:
            await connection.execute("INSERT INTO questions (text, asked_at) VALUES (?, 0)", (text,))


async def patience(db: Database) -> int:
    """Milliseconds that the writer waits for another process."""
    ((milliseconds,),) = await db._writer.execute_fetchall("PRAGMA busy_timeout")
    return int(milliseconds)


async def test_what_is_written_is_read_by_the_other_connection(db: Database) -> None:
    """A committed row is seen by the reader at once."""
    await ask(db, "спорт")
    assert await count(db) == 1


async def test_a_failed_block_leaves_nothing(db: Database) -> None:
    """An error inside the block rolls everything back, and the next transaction works."""

    async def twice() -> None:
        async with db.writing() as connection:
            for _ in range(2):
                await connection.execute("INSERT INTO questions (text, asked_at) VALUES ('спорт', 0)")

    with pytest.raises(sqlite3.IntegrityError):
        await twice()
    assert await count(db) == 0
    await ask(db, "туризм")
    assert await count(db) == 1


async def test_the_reader_cannot_write(db: Database) -> None:
    """The reading connection refuses to change anything."""
    with pytest.raises(sqlite3.OperationalError):
        await db.reader.execute("INSERT INTO questions (text, asked_at) VALUES ('спорт', 0)")


async def test_twenty_writers_and_cancelled_ones_leave_whole_transactions_only(db: Database) -> None:
    """Writers cancelled at any moment are rolled back or committed whole; the others all get through."""

    async def two_rows(number: int) -> None:
        async with db.writing() as connection:
            for half in "ab":
                await connection.execute(
                    "INSERT INTO questions (text, asked_at) VALUES (?, 0)", (f"{number}{half}",)
                )

    doomed = [asyncio.create_task(two_rows(number)) for number in range(100, 120)]
    kept = [asyncio.create_task(two_rows(number)) for number in range(20)]
    for moment, task in enumerate(doomed):
        for _ in range(moment):
            await asyncio.sleep(0)
        task.cancel()
    await asyncio.gather(*kept)
    await asyncio.gather(*doomed, return_exceptions=True)
    async with db.reader.execute("SELECT text FROM questions") as cursor:
        texts = {text for (text,) in await cursor.fetchall()}
    assert {f"{number}{half}" for number in range(20) for half in "ab"} <= texts
    assert all(text[:-1] + half in texts for text in texts for half in "ab")


async def test_whoever_comes_after_a_wait_in_vain_waits_little(db: Database) -> None:
    """While another process holds the file the first writer waits, the others are told at once, until one gets through."""
    await db._wait_at_most(1)
    holder = sqlite3.connect(db.path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    for _ in range(2):
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            await ask(db, "Вопрос")
        assert await patience(db) == IMPATIENCE
    holder.execute("ROLLBACK")
    holder.close()
    await ask(db, "Вопрос")
    assert await patience(db) == PATIENCE
    assert await count(db) == 1


async def test_a_full_disk_leaves_nothing_half_written(db: Database) -> None:
    """When no page can be added the transaction is rolled back whole, and the next one works once there is room."""
    ((pages,),) = await db._writer.execute_fetchall("PRAGMA page_count")
    await db._writer.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(sqlite3.OperationalError, match="full"):
        await ask(db, "Первый", "Второй " * 100_000)
    assert await count(db) == 0
    await db._writer.execute("PRAGMA max_page_count = 1000000")
    await ask(db, "Первый", "Второй " * 100_000)
    assert await count(db) == 2


async def test_the_file_is_its_owners_only(db: Database) -> None:
    """Nobody else on the machine may read the database or its journal."""
    for part in db.path.parent.glob("roadmap.db*"):
        assert part.stat().st_mode & 0o077 == 0


async def test_a_newer_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    """A database of a later version is refused with the remedy in the message."""
    path = tmp_path / "roadmap.db"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    with pytest.raises(SchemaRefused, match=SchemaProblem.NEWER):
        await Database.open(path)


@pytest.mark.parametrize(
    "content",
    [b"not a database at all, but long enough to be read" * 40, b"SQLite format 3\0" + b"\xff" * 5000],
)
async def test_a_damaged_file_is_refused(tmp_path: Path, content: bytes) -> None:
    """Something else under that name, or a broken file, is refused and not overwritten."""
    path = tmp_path / "roadmap.db"
    path.write_bytes(content)
    with pytest.raises(SchemaRefused, match=SchemaProblem.DAMAGED):
        await Database.open(path)
    assert path.read_bytes() == content


async def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """A path in a folder that is not there is refused in a sentence."""
    with pytest.raises(SchemaRefused, match=SchemaProblem.UNREADABLE):
        await Database.open(tmp_path / "nowhere" / "roadmap.db")


async def test_a_failing_migration_changes_nothing_and_a_copy_was_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A migration that breaks half-way is undone whole; the copy made before it opens."""
    path = tmp_path / "roadmap.db"
    await (await Database.open(path)).close()
    known = migrations()
    broken = "CREATE TABLE halfway (id INTEGER) STRICT; SELECT no_such_function();"
    monkeypatch.setattr("data.schema.migrations", lambda: [*known, broken])
    with pytest.raises(SchemaRefused):
        await Database.open(path)
    monkeypatch.undo()
    again = await Database.open(path)
    assert await count(again) == 0
    await again.close()
    assert (tmp_path / f"roadmap.db.v{len(known)}.backup").exists()


def test_each_migration_says_why() -> None:
    """Every migration has its reason on top."""
    assert all(script.startswith("-- Reason: ") for script in migrations())
