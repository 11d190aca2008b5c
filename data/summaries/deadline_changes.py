"""Control dates that were set or moved in the days of a summary."""

from dataclasses import dataclass
from datetime import date

import aiosqlite

from data.summaries.summaries import Period


@dataclass(frozen=True, slots=True)
class DeadlineChange:
    """The latest decision on a day of an activity's deadline; `party_id` is the side that decided alone, None for all."""

    activity_id: int
    day: date
    reason: str
    party_id: int | None


async def select_deadline_changes(
    connection: aiosqlite.Connection, roadmap_id: int, period: Period
) -> tuple[DeadlineChange, ...]:
    """Loads them, oldest first; of several decisions on one day of a deadline the last one."""
    rows = await connection.execute_fetchall(
        "SELECT activity_id, day, reason, party_id, max(moves.id) FROM deadline_moves AS moves"
        " JOIN activities ON activities.id = moves.activity_id"
        " WHERE roadmap_id = ? AND decided_at >= ? AND decided_at < ?"
        " GROUP BY activity_id, nominal ORDER BY max(moves.id)",
        (roadmap_id, period.since, period.until),
    )
    return tuple(
        DeadlineChange(row["activity_id"], date.fromisoformat(row["day"]), row["reason"], row["party_id"])
        for row in rows
    )
