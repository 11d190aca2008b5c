"""A database in use has its deadlines read anew when the rules have changed, and what was decided stays."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import pytest

from data.database import Database
from data.documents.deadlines import READING_RULES, read_deadline
from data.editions.renewed_readings import renew_readings
from data.primitives.working_days import WorkingCalendar
from data.roadmap.models import Deadline
from data.roadmap.roadmap import select_activity, select_revision
from data.schema import migrations
from tests.data.documents.deadline_wordings import WORDINGS

IN_USE: Final = Path(__file__).with_name("version_10.sql")
BEGINNING: Final = "с 1 января 2025 года"  # read as that day once, so overdue from the first day
READINGS: Final = "bd4a46aaea5f4570"  # a digest of what all wordings of the tests mean


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    """As an earlier version left it: 1.2 and 1.4 begin in 2025 and were read as that day; 1.2 was moved by both sides."""
    file = tmp_path / "roadmap.db"
    scripts = migrations()
    with closing(sqlite3.connect(file, isolation_level=None)) as opened:
        opened.executescript("\n".join(["BEGIN;", *scripts[:10], IN_USE.read_text("utf-8"), "COMMIT;"]))
        for key, number in ((4, "1.4"), (5, "1.5")):
            opened.execute(
                "INSERT INTO activities VALUES (?, 1, 1, ?, ?, 'Выставка ' || ?1)", (key, key, number)
            )
            opened.execute(
                "INSERT INTO deadlines VALUES (?, ?, 'date', 0, 0, '[1]', '[2025]')", (key, BEGINNING)
            )
            opened.execute("INSERT INTO control_dates VALUES (?, '2025-01-01', '2024-12-28', 0)", (key,))
        opened.execute("UPDATE deadlines SET wording = ? WHERE activity_id IN (1, 2)", (BEGINNING,))
        opened.execute("UPDATE deadline_moves SET wording = ?", (BEGINNING,))
        opened.execute("UPDATE deadlines SET kind = 'by_schedule' WHERE activity_id = 5")
        opened.execute("DELETE FROM control_dates WHERE activity_id = 5")
        opened.execute("PRAGMA user_version = 10")
    made = await Database.open(file)
    yield made
    await made.close()


async def deadline_of(db: Database, activity_id: int) -> Deadline:
    activity = await select_activity(db.reader, activity_id)
    assert activity
    return activity.deadline


async def test_an_older_database_is_read_by_the_rules_of_today(db: Database) -> None:
    """The beginning lasts to the end of the period, dates of people stay, and it is done once."""
    before = {key: await deadline_of(db, key) for key in (1, 2, 3)}
    revision = await select_revision(db.reader, 1) or 0
    assert (await deadline_of(db, 4)).is_over(date(2026, 1, 1))
    assert await renew_readings(db) == 2
    for key in (4, 5):
        read = await deadline_of(db, key)
        assert (read.wording, [when.nominal for when in read.control_dates]) == (
            BEGINNING,
            [date(2027, 12, 31)],
        )
        assert read == read_deadline(BEGINNING, 2025, 2027, db.calendar)
    after = {key: await deadline_of(db, key) for key in before}
    decided = [when for deadline in after.values() for when in deadline.control_dates]
    assert [when.is_one_sided for when in decided] == [True, False, False]
    assert [replace(when, binding=None) for when in decided] == [
        when for deadline in before.values() for when in deadline.control_dates
    ]
    assert [after[key].wording for key in after] == [before[key].wording for key in before]
    assert [before[key].control_dates[0].by_hand for key in (1, 2, 3)] == [True, True, False]
    renewed = await select_revision(db.reader, 1)
    assert renewed
    assert renewed > revision
    assert await renew_readings(db) == 0
    assert await select_revision(db.reader, 1) == renewed


async def test_a_kill_half_way_changes_nothing(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails in the middle is done whole at the next start."""

    async def failing(*_: Any) -> int:
        raise InterruptedError

    with monkeypatch.context() as broken:
        broken.setattr("data.editions.renewed_readings.renew_control_dates", failing)
        with pytest.raises(InterruptedError):
            await renew_readings(db)
    assert (await deadline_of(db, 4)).is_over(date(2026, 1, 1))
    assert await renew_readings(db) == 2


def test_what_wordings_mean_changes_with_the_number_of_the_rules() -> None:
    """Where a rule changes `READING_RULES` grows, so that stored deadlines are read anew; a new wording renews the digest."""
    calendar = WorkingCalendar()
    read = [repr(read_deadline(wording, 2024, 2026, calendar)) for wording, *_ in WORDINGS]
    assert (READING_RULES, sha256("".join(read).encode()).hexdigest()[:16]) == (1, READINGS)
