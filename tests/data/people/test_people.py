"""What is remembered of people."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from data.database import Database
from data.editions.edition_store import import_shipped_if_empty
from data.people.access_requests import (
    AccessRequest,
    claim_access_request,
    insert_access_request,
    select_access_request,
    select_access_requests,
)
from data.people.people import (
    Person,
    Role,
    select_admin_ids,
    select_person,
    upsert_locale,
    upsert_roadmap_choice,
)
from data.search.questions import RETENTION, insert_question, select_question, upsert_unanswered


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await Database.open(tmp_path / "roadmap.db")
    await import_shipped_if_empty(opened)
    yield opened
    await opened.close()


async def test_somebody_unknown_has_only_an_id(db: Database) -> None:
    """No row, no role and no choices; and ADMIN_IDS count without a row."""
    assert await select_person(db.reader, 5) == Person(5)
    assert await select_person(db.reader, 5, {5}) == Person(5, Role.ADMIN)


async def test_choices_leave_each_other_alone(db: Database) -> None:
    """Choosing a language or a roadmap gives no role and forgets nothing."""
    async with db.writing() as connection:
        await upsert_locale(connection, 5, "en")
        await upsert_roadmap_choice(connection, 5, 1)
        await upsert_locale(connection, 5, "ru")
    assert await select_person(db.reader, 5) == Person(5, None, "ru", 1)


async def test_administrators_are_listed(db: Database) -> None:
    """Those who were made one since, besides those of the settings."""
    async with db.writing() as connection:
        await connection.execute(
            "INSERT INTO people (user_id, role) VALUES (9, 'admin'), (7, 'reader'), (8, 'admin')"
        )
    assert await select_admin_ids(db.reader) == [8, 9]


async def test_a_person_asks_once_and_is_decided_once(db: Database) -> None:
    """A second request changes nothing while the first one waits; the one who takes it first decides it."""
    async with db.writing() as connection:
        assert await insert_access_request(connection, AccessRequest(5, "Борис", 10))
        assert not await insert_access_request(connection, AccessRequest(5, "Другой", 20))
        await insert_access_request(connection, AccessRequest(6, "Анна", 5))
    assert [request.name for request in await select_access_requests(db.reader)] == ["Анна", "Борис"]
    assert await select_access_request(db.reader, 5) == AccessRequest(5, "Борис", 10)
    async with db.writing() as connection:
        assert await claim_access_request(connection, 5)
        assert not await claim_access_request(connection, 5)
    assert await select_access_request(db.reader, 5) is None


async def test_the_same_question_has_the_same_id(db: Database) -> None:
    """However often it is asked, it is kept once, and found by its id."""
    async with db.writing() as connection:
        first = await insert_question(connection, "минстрой", 0)
        assert await insert_question(connection, "минстрой", 1) == first
        assert await insert_question(connection, "спорт", 1) != first
    assert await select_question(db.reader, first) == "минстрой"
    assert await select_question(db.reader, 10**9) is None


async def test_questions_are_forgotten_after_half_a_year(db: Database) -> None:
    """Those not asked for 180 days are pruned when another one comes; those asked again since stay."""
    async with db.writing() as connection:
        old = await insert_question(connection, "старый", 0)
        kept = await insert_question(connection, "повторный", 0)
        await upsert_unanswered(connection, "непонятный", 0)
        await insert_question(connection, "повторный", RETENTION)
        await insert_question(connection, "новый", RETENTION + 1)
        await upsert_unanswered(connection, "свежий", RETENTION + 1)
    assert await select_question(db.reader, old) is None
    assert await select_question(db.reader, kept) == "повторный"
    rows = await db.reader.execute_fetchall("SELECT question FROM unanswered_questions")
    assert [row[0] for row in rows] == ["свежий"]
