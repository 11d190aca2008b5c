"""The schedules of summaries in the record, and what an older database says of them."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from data.database import Database
from data.primitives.working_days import WorkingCalendar
from data.schema import migrations
from data.summaries.schedule import parse_rule
from data.summaries.schedules import record_schedule, select_schedules
from data.summaries.timetable import Schedule

BEFORE = 10  # the last schema in which a change of the schedule left no trace
MOSCOW = ZoneInfo("Europe/Moscow")
CALENDAR = WorkingCalendar()


async def test_an_older_database_owes_from_where_its_schedule_began(tmp_path: Path) -> None:
    """The moment of binding, or of switching on again, is where the history begins; a choice that is off stays off."""
    path = tmp_path / "roadmap.db"
    with closing(sqlite3.connect(path)) as old, old:
        for script in migrations()[:BEFORE]:
            old.executescript(script)
        old.execute(f"PRAGMA user_version = {BEFORE}")
        for number, bound in ((1, 100), (2, 200), (3, 300)):
            old.execute(
                "INSERT INTO roadmaps (id, title, digest, first_year, last_year) VALUES (?, ?, '', 2024, 2026)",
                (number, str(number)),
            )
            old.execute(
                "INSERT INTO bound_chats (roadmap_id, chat_id, bound_at) VALUES (?, ?, ?)",
                (number, -number, bound),
            )
        old.execute("INSERT INTO summary_rules VALUES (2, 'fri 16:00', 1, 0, 250), (3, NULL, 0, 1, 0)")
    db = await Database.open(path)
    try:
        found = {number: await select_schedules(db.reader, number, 1_000, CALENDAR) for number in (1, 2, 3)}
    finally:
        await db.close()
    assert [
        [(int(one.since.timestamp()), str(one.rule), one.is_on) for one in found[n]] for n in (1, 2, 3)
    ] == [
        [(100, "mon 10:00", True)],
        [(250, "fri 16:00", True)],
        [(300, "mon 10:00", False)],
    ]


async def test_what_a_clock_that_was_ahead_wrote_is_forgotten(db: Database) -> None:
    """A change recorded a year ahead neither holds now nor comes into force in a year."""
    async with db.writing() as connection:
        for since, rule in ((100, "mon 10:00"), (900, "fri 16:00"), (200, "tue 09:00")):
            at = datetime.fromtimestamp(since, UTC)
            await record_schedule(connection, 1, Schedule(at, parse_rule(rule), MOSCOW))
    kept = await select_schedules(db.reader, 1, 1_000, CALENDAR)
    assert [str(schedule.rule) for schedule in kept] == ["mon 10:00", "tue 09:00"]
