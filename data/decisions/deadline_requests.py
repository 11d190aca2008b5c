"""Requests to move a deadline: asked by an agency, decided by the coordinators of every side."""

import sqlite3
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

import aiosqlite

REQUEST: Final = (
    "SELECT r.id, r.activity_id, a.roadmap_id, r.agency_id, r.wording, r.nominal, r.current_day, r.day, r.reason,"
    " r.asked_by, r.asked_at, r.state FROM move_requests AS r JOIN all_activities AS a ON a.id = r.activity_id"
)


class RequestState(StrEnum):
    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Vote:
    """What was decided for a side; `at` in Unix seconds."""

    party_id: int
    agreed: bool
    reason: str
    voted_by: int
    at: int


@dataclass(frozen=True, slots=True)
class MoveRequest:
    """`nominal` is the day of the wording to be moved and `current` the control date then, None where there was none."""

    id: int
    activity_id: int
    roadmap_id: int
    agency_id: int | None
    wording: str
    nominal: date | None
    current: date | None
    day: date
    reason: str
    asked_by: int
    asked_at: int
    state: RequestState
    votes: tuple[Vote, ...]

    @property
    def agreed(self) -> tuple[int, ...]:
        """The ids of the sides that agreed."""
        return tuple(vote.party_id for vote in self.votes if vote.agreed)

    @property
    def refusal(self) -> Vote | None:
        """The vote that ended the request, None when no side has refused."""
        return next((vote for vote in self.votes if not vote.agreed), None)


async def insert_request(connection: aiosqlite.Connection, request: MoveRequest) -> MoveRequest | None:
    """Stores the request under a new id; returns None when another one about the activity is open."""
    rows = await connection.execute_fetchall(
        "INSERT INTO move_requests (activity_id, agency_id, wording, nominal, current_day, day, reason, asked_by,"
        " asked_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id",
        (
            *(request.activity_id, request.agency_id, request.wording, _iso(request.nominal)),
            *(_iso(request.current), _iso(request.day), request.reason, request.asked_by, request.asked_at),
        ),
    )
    request_id = next((key for (key,) in rows), None)
    return await select_request(connection, request_id) if request_id else None


async def select_request(connection: aiosqlite.Connection, request_id: int) -> MoveRequest | None:
    """Loads a request with its votes; None for an unknown id."""
    return await _first(connection, " WHERE r.id = ?", request_id)


async def select_open_request(connection: aiosqlite.Connection, activity_id: int) -> MoveRequest | None:
    """Loads the request about the activity that is not decided yet: there is at most one."""
    return await _first(connection, " WHERE r.activity_id = ? AND r.state = 'open'", activity_id)


async def insert_vote(connection: aiosqlite.Connection, request_id: int, vote: Vote) -> bool:
    """False when the side has agreed before; a refusal stands in place of an agreement."""
    cursor = await connection.execute(
        "INSERT INTO move_votes (request_id, party_id, agreed, reason, voted_by, voted_at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (request_id, party_id) DO UPDATE SET agreed = 0, reason = excluded.reason,"
        " voted_by = excluded.voted_by, voted_at = excluded.voted_at WHERE excluded.agreed = 0",
        (request_id, vote.party_id, vote.agreed, vote.reason, vote.voted_by, vote.at),
    )
    return cursor.rowcount == 1


async def update_request_ended(
    connection: aiosqlite.Connection, request_id: int, state: RequestState, now: int
) -> None:
    """Ends an open request at `now` (Unix seconds); one that is ended already stays as it is."""
    await connection.execute(
        "UPDATE move_requests SET state = ?, ended_at = ? WHERE id = ? AND state = 'open'",
        (state, now, request_id),
    )


async def _first(connection: aiosqlite.Connection, where: str, key: int) -> MoveRequest | None:
    rows = list(await connection.execute_fetchall(REQUEST + where, (key,)))
    if not rows:
        return None
    votes = await connection.execute_fetchall(
        "SELECT party_id, agreed, reason, voted_by, voted_at AS at FROM move_votes WHERE request_id = ?"
        " ORDER BY voted_at, party_id",
        (rows[0]["id"],),
    )
    return _request(rows[0], tuple(Vote(**{**vote, "agreed": bool(vote["agreed"])}) for vote in votes))


def _request(row: sqlite3.Row, votes: tuple[Vote, ...]) -> MoveRequest:
    return MoveRequest(
        id=row["id"],
        activity_id=row["activity_id"],
        roadmap_id=row["roadmap_id"],
        agency_id=row["agency_id"],
        wording=row["wording"],
        nominal=_read(row["nominal"]),
        current=_read(row["current_day"]),
        day=date.fromisoformat(row["day"]),
        reason=row["reason"],
        asked_by=row["asked_by"],
        asked_at=row["asked_at"],
        state=RequestState(row["state"]),
        votes=votes,
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _read(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None
