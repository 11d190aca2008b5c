"""The schedules of a roadmap's summaries in the record: what held since when."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import aiosqlite

from data.summaries.schedule import parse_rule
from data.summaries.timetable import Schedule


async def select_schedules(connection: aiosqlite.Connection, roadmap_id: int, now: int) -> list[Schedule]:
    """Loads them, oldest first; one that began after `now` (Unix seconds) was written by a clock that was wrong."""
    rows = await connection.execute_fetchall(
        "SELECT since, rule, zone, is_on FROM summary_schedules WHERE roadmap_id = ? AND since <= ? ORDER BY since",
        (roadmap_id, now),
    )
    return [schedule_of(row["since"], row["rule"], row["zone"], is_on=bool(row["is_on"])) for row in rows]


async def record_schedule(connection: aiosqlite.Connection, roadmap_id: int, schedule: Schedule) -> None:
    """Puts it into force since its moment, in place of what a clock that was ahead wrote down."""
    since = int(schedule.since.timestamp())
    await connection.execute(
        "DELETE FROM summary_schedules WHERE roadmap_id = ? AND since > ?", (roadmap_id, since)
    )
    await connection.execute(
        "INSERT INTO summary_schedules (roadmap_id, since, rule, zone, is_on) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (roadmap_id, since) DO UPDATE SET rule = excluded.rule, zone = excluded.zone,"
        " is_on = excluded.is_on",
        (roadmap_id, since, str(schedule.rule), schedule.zone.key, int(schedule.is_on)),
    )


def schedule_of(since: int, rule: str, zone: str, *, is_on: bool) -> Schedule:
    """Returns what a row says; `since` in Unix seconds."""
    return Schedule(datetime.fromtimestamp(since, UTC), parse_rule(rule), ZoneInfo(zone), is_on)
