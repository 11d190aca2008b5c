"""The control dates in force: those of the wording on working days, then what people decided instead."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import aiosqlite

from data.primitives.working_days import WorkingCalendar, select_working_years
from data.roadmap.models import WITHOUT_DAY, ControlDate, Deadline, DeadlineKind

# By activity and day of the wording: the day in force, 1 when it was decided, the working day of the wording, and the day
# that binds all sides where one alone has set another.
Days = dict[tuple[int, str], tuple[str, int, str | None, str | None]]

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


async def select_moved_day(
    connection: aiosqlite.Connection, activity_id: int, deadline: Deadline, today: date
) -> date | None:
    """Returns the day of the wording that a decision taken today is about; None when the wording gives no day."""
    when = deadline.in_force(today)
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
    return [move_of(row) for row in rows]


async def renew_control_dates(
    connection: aiosqlite.Connection, roadmap_id: int, calendar: WorkingCalendar
) -> int:
    """Works the days of a roadmap out anew and returns how many of them changed."""
    before = await _days(connection, roadmap_id)
    kinds = await _kinds(connection, roadmap_id)
    after = days_in_force(before, kinds, await _moves(connection, roadmap_id), calendar)
    changed = {key: day for key, day in after.items() if before.get(key) != day}
    gone = before.keys() - after.keys()
    await connection.executemany("DELETE FROM control_dates WHERE activity_id = ? AND nominal = ?", gone)
    await connection.executemany(
        "INSERT INTO control_dates (activity_id, nominal, day, by_hand, signed, binding) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (activity_id, nominal) DO UPDATE SET day = excluded.day, by_hand = excluded.by_hand,"
        " signed = excluded.signed, binding = excluded.binding",
        [(*key, *day) for key, day in changed.items()],
    )
    if changed or gone:
        await connection.execute("UPDATE roadmaps SET revision = revision + 1 WHERE id = ?", (roadmap_id,))
    return len(changed.keys() | gone)


def days_in_force(
    stored: Days, kinds: Mapping[int, DeadlineKind], moves: Sequence[DeadlineMove], calendar: WorkingCalendar
) -> Days:
    """Returns each day of a wording on a working day, or where its move put it; days of no wording from their moves alone.

    `kinds` are those of the deadlines, by activity. Of one day the latest of `moves` holds, and until all sides have
    agreed to it the day before it binds: the last agreed one, else that of the wording.
    """
    added = {move.activity_id for move in moves if move.nominal is None}
    days: Days = {}
    for key in stored:
        if key[0] not in added:
            signed = working_day_of(kinds[key[0]], date.fromisoformat(key[1]), calendar).isoformat()
            days[key] = (signed, 0, signed, None)
    for move, agreed in _latest(moves):
        key = (move.activity_id, (move.nominal or move.day).isoformat())
        if move.nominal is None or key in days:
            when = _decided(move, agreed, date.fromisoformat(days[key][0]) if key in days else None)
            signed_day, binding = (day.isoformat() if day else None for day in (when.signed, when.binding))
            days[key] = (when.day.isoformat(), 1, signed_day, binding)
    return days


def dates_with(deadline: Deadline, moves: Sequence[DeadlineMove]) -> tuple[ControlDate, ...]:
    """Returns the control dates of a deadline with these decisions on it, oldest first, and no others."""
    decided = {move.nominal: (move, agreed) for move, agreed in _latest(moves)}
    if deadline.kind in WITHOUT_DAY:
        return tuple(_decided(*pair, None) for nominal, pair in decided.items() if nominal is None)
    dates = [
        _decided(*decided[when.nominal], when.signed)
        if when.nominal in decided
        else ControlDate(when.signed or when.day, when.nominal, signed=when.signed)
        for when in deadline.control_dates
    ]
    return tuple(sorted(dates, key=lambda when: (when.day, when.nominal)))


def _latest(moves: Iterable[DeadlineMove]) -> Iterator[tuple[DeadlineMove, DeadlineMove | None]]:
    """Yields of each day of a wording the latest decision, and the latest that all sides agreed to."""
    found: dict[tuple[int, date | None], list[DeadlineMove]] = {}
    for move in moves:
        found.setdefault((move.activity_id, move.nominal), []).append(move)
    for decided in found.values():
        agreed = [move for move in decided if move.party_id is None]
        yield decided[-1], agreed[-1] if agreed else None


def _decided(move: DeadlineMove, agreed: DeadlineMove | None, signed: date | None) -> ControlDate:
    """Returns the day that was decided; one that a side set alone binds no side, also where there was none before."""
    before = agreed.day if agreed else signed or date.max
    return ControlDate(move.day, move.nominal or move.day, True, signed, before if move.party_id else None)


async def select_moves_before(
    connection: aiosqlite.Connection, roadmap_id: int, at: int
) -> dict[int, list[DeadlineMove]]:
    """Loads the decisions that were in force at that moment (Unix seconds), oldest first, by activity."""
    rows = await connection.execute_fetchall(
        "SELECT m.id, m.activity_id, m.nominal, m.day, m.reason, m.party_id, m.request_id, m.decided_by, m.decided_at"
        " FROM deadline_moves AS m JOIN all_activities AS a ON a.id = m.activity_id WHERE a.roadmap_id = :id"
        " AND m.decided_at < :at AND (m.ended_at IS NULL OR m.ended_at >= :at) ORDER BY m.id",
        {"id": roadmap_id, "at": at},
    )
    found: dict[int, list[DeadlineMove]] = {}
    for move in map(move_of, rows):
        found.setdefault(move.activity_id, []).append(move)
    return found


async def _moves(connection: aiosqlite.Connection, roadmap_id: int) -> list[DeadlineMove]:
    """Loads the decisions in force of a roadmap, of each day the latest and, before it, the latest that all agreed to."""
    agreed, latest = [
        list(
            await connection.execute_fetchall(
                MOVES + f" AND m.{OF_ROADMAP}{only} GROUP BY m.activity_id, m.nominal", (roadmap_id,)
            )
        )
        for only in (" AND m.party_id IS NULL", "")
    ]
    held = {row["id"]: move_of(row) for row in (*agreed, *latest)}
    return [held[key] for key in sorted(held)]


async def _days(connection: aiosqlite.Connection, roadmap_id: int) -> Days:
    rows = await connection.execute_fetchall(
        f"SELECT activity_id, nominal, day, by_hand, signed, binding FROM control_dates WHERE {OF_ROADMAP}",  # noqa: S608 - a constant
        (roadmap_id,),
    )
    return {
        (row["activity_id"], row["nominal"]): (row["day"], row["by_hand"], row["signed"], row["binding"])
        for row in rows
    }


async def _kinds(connection: aiosqlite.Connection, roadmap_id: int) -> dict[int, DeadlineKind]:
    rows = await connection.execute_fetchall(
        f"SELECT activity_id, kind FROM deadlines WHERE {OF_ROADMAP}",  # noqa: S608 - a constant
        (roadmap_id,),
    )
    return {row["activity_id"]: DeadlineKind(row["kind"]) for row in rows}


def move_of(row: sqlite3.Row) -> DeadlineMove:
    """Reads a row of `deadline_moves`."""
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
