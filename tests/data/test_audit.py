"""The journal: what it keeps and what it never lets happen."""

import sqlite3
from pathlib import Path

import pytest

from data.audit import AuditAction, AuditChange, AuditSubject, insert_audit, select_audit, select_audit_size
from data.database import Database
from data.people.appointments import select_appointment
from data.schema import migrations
from tests.data.people.people_fixtures import ANNA, BUILDING, CHIEF, NOW, SPORT, by


async def write(db: Database, number: int = 5) -> int:
    async with db.writing() as connection:
        change = AuditChange(
            AuditAction.BOUND, AuditSubject.CHAT, number, None, {"topic": number, "слово": "да"}
        )
        return await insert_audit(connection, by(CHIEF, update_id=number), change)


async def test_a_row_says_who_what_when_and_by_which_update(db: Database) -> None:
    """What is written is read back whole, states as they were."""
    number = await write(db)
    [entry] = await select_audit(db.reader)
    assert (entry.id, entry.at, entry.actor_id, entry.update_id) == (number, NOW, CHIEF, 5)
    assert (entry.action, entry.subject, entry.subject_id) == (AuditAction.BOUND, AuditSubject.CHAT, 5)
    assert (entry.before, entry.after) == (None, {"topic": 5, "слово": "да"})


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor_id = 2",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit (id, at, action, subject, subject_id) VALUES (1, 0, 'bound', 'chat', 1)",
        "REPLACE INTO audit (id, at, action, subject, subject_id) VALUES (1, 0, 'bound', 'chat', 1)",
        "UPDATE OR REPLACE audit SET id = 2",
        "INSERT INTO audit (id, at, action, subject, subject_id) VALUES (-1, 0, 'bound', 'chat', 1)",
    ],
)
async def test_nothing_written_can_be_changed(db: Database, statement: str) -> None:
    """No statement changes, removes or overwrites a row, or takes a number that would block the next ones."""
    await write(db)
    before = await select_audit(db.reader)

    async def tamper() -> None:
        async with db.writing() as connection:
            await connection.execute(statement)

    with pytest.raises(sqlite3.IntegrityError):
        await tamper()
    assert await select_audit(db.reader) == before
    assert await write(db) == 2


async def test_the_journal_pages_from_the_newest(db: Database) -> None:
    """Pages follow each other without a gap or a repetition."""
    for number in range(1, 8):
        await write(db, number)
    pages = [await select_audit(db.reader, limit=3, offset=offset) for offset in (0, 3, 6)]
    assert [entry.subject_id for page in pages for entry in page] == [7, 6, 5, 4, 3, 2, 1]
    assert await select_audit_size(db.reader) == 7


async def test_a_change_that_fails_leaves_no_row(db: Database) -> None:
    """The journal and the change it tells of are one transaction."""

    async def fail() -> None:
        async with db.writing() as connection:
            change = AuditChange(AuditAction.BOUND, AuditSubject.CHAT, 1, None, {})
            await insert_audit(connection, by(CHIEF), change)
            raise KeyError

    with pytest.raises(KeyError):
        await fail()
    assert await select_audit_size(db.reader) == 0


async def test_what_an_edition_leaves_out_stays_with_people_and_cannot_be_deleted(db: Database) -> None:
    """A person keeps an agency and a side that are gone, so that both are theirs again when they return."""
    async with db.writing() as connection:
        await connection.execute("INSERT INTO people (user_id, role) VALUES (?, 'coordinator')", (ANNA,))
        await connection.executemany(
            "INSERT INTO person_agencies (user_id, agency_id, position) VALUES (?, ?, 'министр')",
            [(ANNA, BUILDING), (ANNA, SPORT)],
        )
        await connection.executemany(
            "INSERT INTO person_parties (user_id, party_id) VALUES (?, ?)", [(ANNA, 1), (ANNA, 2)]
        )
        before = await select_appointment(connection, ANNA)
        await connection.execute("UPDATE all_agencies SET gone_at = 1 WHERE id = ?", (SPORT,))
        await connection.execute("UPDATE all_parties SET gone_at = 1 WHERE id = 1")
        assert await select_appointment(connection, ANNA) == before
        for table in ("all_agencies", "all_parties", "all_spheres", "all_activities", "roadmaps"):
            with pytest.raises(sqlite3.IntegrityError, match="never deleted"):
                await connection.execute(f"DELETE FROM {table}")
    assert before.agencies == {BUILDING: "министр", SPORT: "министр"}
    assert before.parties == {1, 2}
    assert await select_audit(db.reader) == []


@pytest.mark.parametrize("shared", [1087968824, 136817688, 777000, 0, -100123])
async def test_no_id_of_many_people_becomes_a_person(db: Database, shared: int) -> None:
    """The database itself refuses ids that are not one person's."""

    async def admit() -> None:
        async with db.writing() as connection:
            await connection.execute("INSERT INTO people (user_id, locale) VALUES (?, 'ru')", (shared,))

    with pytest.raises(sqlite3.IntegrityError, match="not one person"):
        await admit()


async def test_people_admitted_before_the_migration_stay_admitted(tmp_path: Path) -> None:
    """Readers of an older database are among the people of the new one."""
    path = tmp_path / "old.db"
    with sqlite3.connect(path) as old:
        for script in migrations()[:3]:
            old.executescript(script)
        old.execute("INSERT INTO people (user_id, role) VALUES (101, 'reader'), (102, NULL)")
        old.execute("PRAGMA user_version = 3")
    old.close()
    db = await Database.open(path)
    rows = await db.reader.execute_fetchall("SELECT user_id FROM people WHERE admitted_at IS NOT NULL")
    assert [user_id for (user_id,) in rows] == [101]
    await db.close()
