"""The control dates in force: those of the wording on working days, then what people decided instead."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import aiosqlite

from data.primitives.working_days import WorkingCalendar, select_working_years
from data.roadmap.models import ControlDate, Deadline, DeadlineKind

Days = dict[
    tuple[int, str], tuple[str, int]
]  # by activity and day of the wording: the day in force, by hand or not

OF_ROADMAP: Final = "activity_id IN (SELECT id FROM activities WHERE roadmap_id = ?)"
# What is decided about a day holds as long as the signed wording means that day, whatever its letters; about a wording
# without a day, as long as it gives none. Of one day the latest decision holds.
MOVES: Final = (
    "SELECT max(m.id) AS id, m.activity_id, m.nominal, m.day, m.reason, m.party_id, m.request_id, m.decided_by, m.decided_at"
    " FROM deadline_moves AS m JOIN deadlines AS signed ON signed.activity_id = m.activity_id WHERE m.ended_at IS NULL"
    " AND CASE WHEN signed.kind IN ('by_schedule', 'unknown') THEN m.nominal IS NULL"
    " ELSE EXISTS (SELECT 1 FROM control_dates AS given"
    " WHERE given.activity_id = m.activity_id AND given.nominal = m.nominal) END"
)


@dataclass(frozen=True, slots=True)
class DeadlineMove:
    """A control date that was decided. `nominal` is the day of the wording it replaces, None where that gives none.

    `party_id` is the side whose coordinator set it, None when all sides agreed to a request. `at` in Unix seconds.
    """

    id: int
    activity_id: int
    nominal: date | None
    day: date
    reason: str
    party_id: int | None
    request_id: int | None
    decided_by: int
    at: int


def working_day_of(kind: DeadlineKind, nominal: date, calendar: WorkingCalendar) -> date:
    """Returns the working day of a day of a wording: the day itself, else the one before it.

    A report never falls due before the time it reports on has ended: then it is the working day after.
    """
    day = calendar.previous_working_day(nominal)
    end = reported_until(kind, nominal)
    return calendar.next_working_day(nominal) if end and day < end else day


def reported_until(kind: DeadlineKind, nominal: date) -> date | None:
    """Returns the last day of the time on which word is due by that day; None where the day is the end itself."""
    if kind in (DeadlineKind.MONTHLY, DeadlineKind.QUARTERLY, DeadlineKind.HALF_YEAR):
        return nominal.replace(day=1) - timedelta(days=1)
    if kind in (DeadlineKind.ONGOING, DeadlineKind.ANNUAL_MONTH):
        return date(nominal.year - 1, 12, 31)
    return None


def control_date_in_force(deadline: Deadline, today: date) -> ControlDate | None:
    """Returns the next one, the last one when all have passed, None when there is none."""
    last = deadline.control_dates[-1] if deadline.control_dates else None
    return deadline.next_control_date(today) or last


async def select_moved_day(
    connection: aiosqlite.Connection, activity_id: int, deadline: Deadline, today: date
) -> date | None:
    """Returns the day of the wording that a decision taken today is about; None when the wording gives no day."""
    when = control_date_in_force(deadline, today)
    added = [move for move in await select_moves(connection, activity_id) if move.nominal is None]
    return None if when is None or added else when.nominal


async def insert_move(connection: aiosqlite.Connection, move: DeadlineMove, wording: str) -> bool:
    """Stores the move and puts it into force; False when its request was decided before. `move.id` is not looked at."""
    nominal = move.nominal.isoformat() if move.nominal else None
    cursor = await connection.execute(
        "INSERT INTO deadline_moves (activity_id, wording, nominal, day, reason, party_id, request_id, decided_by,"
        " decided_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (request_id) DO NOTHING",
        (
            *(move.activity_id, wording, nominal, move.day.isoformat(), move.reason),
            *(move.party_id, move.request_id, move.decided_by, move.at),
        ),
    )
    if cursor.rowcount != 1:
        return False
    ((roadmap_id,),) = await connection.execute_fetchall(
        "SELECT roadmap_id FROM activities WHERE id = ?", (move.activity_id,)
    )
    # Read in the same transaction: a calendar sent meanwhile must not be overwritten by the days of the one before.
    calendar = WorkingCalendar(await select_working_years(connection))
    await renew_control_dates(connection, roadmap_id, calendar)
    return True


async def select_moves(connection: aiosqlite.Connection, activity_id: int) -> list[DeadlineMove]:
    """Loads the decisions in force on an activity, by the day of the wording."""
    rows = await connection.execute_fetchall(
        MOVES + " AND m.activity_id = ? GROUP BY m.nominal ORDER BY m.nominal", (activity_id,)
    )
    return [_move(row) for row in rows]


async def renew_control_dates(
    connection: aiosqlite.Connection, roadmap_id: int, calendar: WorkingCalendar
) -> int:
    """Works the days of a roadmap out anew and returns how many of them changed."""
    before = await _days(connection, roadmap_id)
    rows = await connection.execute_fetchall(
        MOVES + f" AND m.{OF_ROADMAP} GROUP BY m.activity_id, m.nominal", (roadmap_id,)
    )
    kinds = await _kinds(connection, roadmap_id)
    after = days_in_force(before, kinds, [_move(row) for row in rows], calendar)
    changed = {key: day for key, day in after.items() if before.get(key) != day}
    gone = before.keys() - after.keys()
    await connection.executemany("DELETE FROM control_dates WHERE activity_id = ? AND nominal = ?", gone)
    await connection.executemany(
        "INSERT INTO control_dates (activity_id, nominal, day, by_hand) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (activity_id, nominal) DO UPDATE SET day = excluded.day, by_hand = excluded.by_hand",
        [(*key, *day) for key, day in changed.items()],
    )
    if changed or gone:
        await connection.execute("UPDATE roadmaps SET revision = revision + 1 WHERE id = ?", (roadmap_id,))
    return len(changed.keys() | gone)


def days_in_force(
    stored: Days, kinds: Mapping[int, DeadlineKind], moves: Sequence[DeadlineMove], calendar: WorkingCalendar
) -> Days:
    """Returns each day of a wording on a working day, or where its move put it; days of no wording from their moves alone.

    `kinds` are those of the deadlines, by activity.
    """
    added = {move.activity_id for move in moves if move.nominal is None}
    days = {
        key: (working_day_of(kinds[key[0]], date.fromisoformat(key[1]), calendar).isoformat(), 0)
        for key in stored
        if key[0] not in added
    }
    for move in moves:
        key = (move.activity_id, (move.nominal or move.day).isoformat())
        if move.nominal is None or key in days:
            days[key] = (move.day.isoformat(), 1)
    return days


async def _days(connection: aiosqlite.Connection, roadmap_id: int) -> Days:
    rows = await connection.execute_fetchall(
        f"SELECT activity_id, nominal, day, by_hand FROM control_dates WHERE {OF_ROADMAP}",  # noqa: S608 - a constant
        (roadmap_id,),
    )
    return {(row["activity_id"], row["nominal"]): (row["day"], row["by_hand"]) for row in rows}


async def _kinds(connection: aiosqlite.Connection, roadmap_id: int) -> dict[int, DeadlineKind]:
    rows = await connection.execute_fetchall(
        f"SELECT activity_id, kind FROM deadlines WHERE {OF_ROADMAP}",  # noqa: S608 - a constant
        (roadmap_id,),
    )
    return {row["activity_id"]: DeadlineKind(row["kind"]) for row in rows}


def _move(row: sqlite3.Row) -> DeadlineMove:
    return DeadlineMove(
        id=row["id"],
        activity_id=row["activity_id"],
        nominal=date.fromisoformat(row["nominal"]) if row["nominal"] else None,
        day=date.fromisoformat(row["day"]),
        reason=row["reason"],
        party_id=row["party_id"],
        request_id=row["request_id"],
        decided_by=row["decided_by"],
        at=row["decided_at"],
    )
