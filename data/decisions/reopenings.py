"""Reopenings of closed activities; what the sides had declared before no longer counts."""

from dataclasses import dataclass

import aiosqlite


@dataclass(frozen=True, slots=True)
class Reopening:
    """`last_note` is the newest number of the roadmap's notes then; `at` in Unix seconds."""

    id: int
    activity_id: int
    party_id: int | None
    last_note: int
    reason: str
    reopened_by: int
    at: int


async def insert_reopening(
    connection: aiosqlite.Connection, activity_id: int, party_id: int, reason: str, by: tuple[int, int]
) -> Reopening:
    """Stores a reopening; `by` is the person's Telegram id and the time in Unix seconds."""
    rows = await connection.execute_fetchall(
        "INSERT INTO reopenings (activity_id, party_id, last_note, reason, reopened_by, reopened_at)"
        " SELECT id, ?, (SELECT coalesce(max(number), 0) FROM notes WHERE roadmap_id = activities.roadmap_id), ?, ?, ?"
        " FROM activities WHERE id = ? RETURNING id, activity_id, party_id, last_note, reason, reopened_by, reopened_at AS at",
        (party_id, reason, *by, activity_id),
    )
    [made] = [Reopening(**row) for row in rows]
    return made


async def select_last_voided(connection: aiosqlite.Connection, activity_id: int) -> int:
    """Loads the number of the roadmap's newest note whose «done» counts no more; 0 when it was never reopened."""
    [[number]] = await connection.execute_fetchall(
        "SELECT coalesce(max(last_note), 0) FROM reopenings WHERE activity_id = ?", (activity_id,)
    )
    return int(number)


async def select_last_reopening(connection: aiosqlite.Connection, activity_id: int) -> Reopening | None:
    """Loads the newest reopening of the activity; None when it was never reopened."""
    rows = await connection.execute_fetchall(
        "SELECT id, activity_id, party_id, last_note, reason, reopened_by, reopened_at AS at FROM reopenings"
        " WHERE activity_id = ? ORDER BY id DESC LIMIT 1",
        (activity_id,),
    )
    return next((Reopening(**row) for row in rows), None)
