"""Decided control dates in the database: across new editions and another calendar."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.services.roadmap.calendars import put_calendar
from data.audit import AuditContext
from data.database import Database
from data.documents.names import Names
from data.editions.edition_store import SHIPPED, import_shipped_if_empty, prepare_edition, store_edition
from data.roadmap.calendars import read_calendar, replace_calendar
from data.roadmap.control_dates import DeadlineMove, insert_move, select_moved_day, select_moves
from data.roadmap.models import Activity, SignedRoadmap
from data.roadmap.roadmap import select_content
from tests.data.documents.document_fixtures import read_document

TODAY = date(2026, 11, 24)
DATED, UNDATED = "1.1", "3.1"


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    database = await Database.open(tmp_path / "roadmap.db")
    await import_shipped_if_empty(database)
    yield database
    await database.close()


async def activity(db: Database, number: str) -> Activity:
    content = await select_content(db.reader, 1)
    assert content
    return next(activity for activity in content.activities if activity.number == number)


async def decide(db: Database, number: str, day: date) -> None:
    about = await activity(db, number)
    async with db.writing() as connection:
        nominal = await select_moved_day(connection, about.id, about.deadline, TODAY)
        move = DeadlineMove(0, about.id, nominal, day, "решение", None, None, 1, 1)
        assert await insert_move(connection, move, about.deadline.wording)


async def days(db: Database, number: str) -> list[tuple[date, bool]]:
    return [(when.day, when.by_hand) for when in (await activity(db, number)).deadline.control_dates]


def reworded(signed: SignedRoadmap, number: str, wording: str) -> SignedRoadmap:
    spheres = [
        replace(
            sphere,
            activities=tuple(
                replace(activity, deadline=wording) if activity.number == number else activity
                for activity in sphere.activities
            ),
        )
        for sphere in signed.spheres
    ]
    return replace(signed, spheres=tuple(spheres))


async def test_a_new_edition_keeps_a_decision_while_the_wording_stays(db: Database) -> None:
    """Another item's new wording leaves it in force; its own new wording is followed again."""
    await decide(db, DATED, date(2027, 2, 15))
    signed = read_document(next(SHIPPED.glob("*.txt")))
    async with db.writing() as connection:
        await store_edition(
            connection,
            prepare_edition(reworded(signed, "1.2", "до 1 июня 2026 года"), Names(), db.calendar),
            0,
        )
    assert await days(db, DATED) == [(date(2027, 2, 15), True)]
    async with db.writing() as connection:
        await store_edition(
            connection,
            prepare_edition(reworded(signed, DATED, "до 1 июня 2026 года"), Names(), db.calendar),
            0,
        )
    assert await days(db, DATED) == [(date(2026, 6, 1), False)]
    assert await select_moves(db.reader, (await activity(db, DATED)).id) == []


async def test_a_wording_without_a_day_gets_one_and_another(db: Database) -> None:
    """A second decision takes the place of the first, also from one to a later day."""
    assert await days(db, UNDATED) == []
    await decide(db, UNDATED, date(2026, 12, 15))
    await decide(db, UNDATED, date(2027, 3, 1))
    assert await days(db, UNDATED) == [(date(2027, 3, 1), True)]


async def test_another_calendar_moves_all_but_what_was_decided(db: Database) -> None:
    """30 December becomes a day off: computed dates go to the 29th, the decided one stays; reopened it is the same."""
    await decide(db, DATED, date(2026, 12, 30))
    sent = read_calendar(b'{"2026": {"days_off": ["2026-12-30", "2026-12-31"], "working_weekends": []}}')
    async with db.writing() as connection:
        moved = await replace_calendar(connection, sent, AuditContext(None, 1))
    assert moved > 20
    assert await days(db, DATED) == [(date(2026, 12, 30), True)]
    assert await days(db, "1.2") == [(date(2026, 12, 29), False)]
    async with db.writing() as connection:
        assert await replace_calendar(connection, sent, AuditContext(None, 1)) == 0
        assert await replace_calendar(connection, {}, AuditContext(None, 1)) == moved
    assert await days(db, "1.2") == [(date(2026, 12, 30), False)]


async def test_a_calendar_belongs_to_its_database(db: Database, tmp_path: Path) -> None:
    """One that was sent is in force at once and after a restart, and another database of the process keeps its own."""
    eve, day = date(2026, 12, 29), date(2026, 12, 30)
    sent = read_calendar(b'{"2026": {"days_off": ["2026-12-30", "2026-12-31"], "working_weekends": []}}')
    other = await Database.open(tmp_path / "other.db")
    before = db.calendar.working_days_left(eve, day)
    await put_calendar(db, sent, AuditContext(None, 1))
    reopened = await Database.open(db.path)
    calendars = [opened.calendar for opened in (db, reopened, other)]
    await reopened.close()
    await other.close()
    assert [calendar.is_working_day(day) for calendar in calendars] == [False, False, True]
    assert (before, [calendar.working_days_left(eve, day) for calendar in calendars]) == (1, [0, 0, 1])
