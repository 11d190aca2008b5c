"""Control dates set by one side: who has agreed to them, and how they are given back."""

import sqlite3

import aiosqlite

from data.primitives.working_days import WorkingCalendar, select_working_years
from data.roadmap.control_dates import DeadlineMove, move_of, renew_control_dates

MOVE = (
    "SELECT id, activity_id, nominal, day, reason, party_id, request_id, decided_by, decided_at FROM deadline_moves"
    " WHERE ended_at IS NULL AND "
)


async def select_standing_moves(
    connection: aiosqlite.Connection, activity_id: int, nominal: str | None
) -> list[DeadlineMove]:
    """Loads the decisions on a day of the wording (ISO 8601, None where it gives none) that have not ended, oldest first."""
    rows = await connection.execute_fetchall(
        MOVE + "activity_id = ? AND nominal IS ? ORDER BY id", (activity_id, nominal)
    )
    return [move_of(row) for row in rows]


async def select_one_sided(connection: aiosqlite.Connection, move_id: int) -> DeadlineMove | None:
    """Loads a day that one side has set, while it is the latest decision; None once it has ended or all have agreed."""
    rows = await connection.execute_fetchall(MOVE + "id = ?", (move_id,))
    move = next(map(move_of, rows), None)
    if move is None or move.party_id is None:
        return None
    nominal = move.nominal.isoformat() if move.nominal else None
    return move if (await select_standing_moves(connection, move.activity_id, nominal))[-1] == move else None


async def insert_date_agreement(
    connection: aiosqlite.Connection, move_id: int, party_id: int, by: tuple[int, int, bool]
) -> bool:
    """Stores that a side agrees; `by` is the person, the time (Unix seconds) and whether they stand in for the side.

    False when the side had agreed before.
    """
    cursor = await connection.execute(
        "INSERT INTO date_agreements (move_id, party_id, agreed_by, agreed_at, stands_in) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        (move_id, party_id, *by),
    )
    return cursor.rowcount == 1


async def select_date_votes(connection: aiosqlite.Connection, move: DeadlineMove) -> dict[int, int]:
    """Loads the side each person has spoken for, who set the day among them, by the person's id."""
    rows = await connection.execute_fetchall(
        "SELECT agreed_by, party_id FROM date_agreements WHERE move_id = ?", (move.id,)
    )
    setting = {move.decided_by: move.party_id} if move.party_id else {}
    return {**setting, **{row["agreed_by"]: row["party_id"] for row in rows}}


async def end_moves(
    connection: aiosqlite.Connection, move: DeadlineMove, at: int, restored_by: int | None
) -> None:
    """Ends every decision on the day of the wording that `move` is about, so that the calculated date holds again."""
    nominal = move.nominal.isoformat() if move.nominal else None
    await connection.execute(
        "UPDATE deadline_moves SET ended_at = ?1, restored_by = iif(id = ?2, ?3, NULL)"
        " WHERE activity_id = ?4 AND nominal IS ?5 AND ended_at IS NULL",
        (at, move.id, restored_by, move.activity_id, nominal),
    )
    if move.nominal is None:
        await connection.execute(
            "DELETE FROM control_dates WHERE activity_id = ? AND by_hand = 1", (move.activity_id,)
        )
    [row] = await _roadmap(connection, move.activity_id)
    calendar = WorkingCalendar(await select_working_years(connection))
    await renew_control_dates(connection, row["roadmap_id"], calendar)


async def _roadmap(connection: aiosqlite.Connection, activity_id: int) -> list[sqlite3.Row]:
    return list(
        await connection.execute_fetchall(
            "SELECT roadmap_id FROM all_activities WHERE id = ?", (activity_id,)
        )
    )
