"""The schedules of a roadmap's summaries in the record: what held since when."""

import sqlite3
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import aiosqlite

from data.primitives.working_days import WorkingCalendar
from data.summaries.schedule import parse_rule
from data.summaries.timetable import Schedule


async def select_schedules(
    connection: aiosqlite.Connection, roadmap_id: int, now: int, calendar: WorkingCalendar
) -> list[Schedule]:
    """Loads them, oldest first; one that began after `now` (Unix seconds) was written by a clock that was wrong."""
    rows = await connection.execute_fetchall(
        "SELECT since, rule, zone, is_on, working_days FROM summary_schedules WHERE roadmap_id = ? AND since <= ? ORDER BY since",
        (roadmap_id, now),
    )
    return [schedule_of(row, calendar) for row in rows]


async def record_schedule(connection: aiosqlite.Connection, roadmap_id: int, schedule: Schedule) -> None:
    """Puts it into force since its moment, in place of what a clock that was ahead wrote down."""
    since = int(schedule.since.timestamp())
    await connection.execute(
        "DELETE FROM summary_schedules WHERE roadmap_id = ? AND since > ?", (roadmap_id, since)
    )
    await connection.execute(
        "INSERT INTO summary_schedules (roadmap_id, since, rule, zone, is_on, working_days)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (roadmap_id, since) DO UPDATE SET rule = excluded.rule,"
        " zone = excluded.zone, is_on = excluded.is_on, working_days = excluded.working_days",
        (
            *(roadmap_id, since, str(schedule.rule), schedule.zone.key),
            *(int(schedule.is_on), int(schedule.calendar is not None)),
        ),
    )


def schedule_of(row: sqlite3.Row, calendar: WorkingCalendar) -> Schedule:
    """Returns what a row says: `since` in Unix seconds, `rule`, `zone`, `is_on`, `working_days`."""
    return Schedule(
        datetime.fromtimestamp(row["since"], UTC),
        parse_rule(row["rule"]),
        ZoneInfo(row["zone"]),
        bool(row["is_on"]),
        calendar if row["working_days"] else None,
    )
