"""Requests to move a deadline: asked by an agency, decided by the coordinators of every side."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

import aiosqlite

from data.roadmap.models import WITHOUT_DAY, Deadline

LASTING: Final = timedelta(
    days=30
)  # what the sides have not decided by then is asked for anew, or not at all
REQUEST: Final = (
    "SELECT r.id, r.activity_id, a.roadmap_id, r.agency_id, r.wording, r.nominal, r.current_day, r.day, r.reason,"
    " r.asked_by, r.asked_at, coalesce(r.ending, r.state) AS state, r.number, r.title FROM move_requests AS r"
    " JOIN all_activities AS a ON a.id = r.activity_id"
)


class RequestState(StrEnum):
    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"
    EXPIRED = "expired"  # not decided in time
    SUPERSEDED = "superseded"  # the date was set by hand meanwhile, or the wording is another one
    WITHDRAWN = "withdrawn"  # by the person who asked


UNDECIDED: Final = frozenset({RequestState.EXPIRED, RequestState.SUPERSEDED, RequestState.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Vote:
    """What was decided for a side; `at` in Unix seconds.

    `stands_in` is True of an administrator who decided for a side without coordinators.
    """

    party_id: int
    agreed: bool
    reason: str
    voted_by: int
    at: int
    stands_in: bool = False


@dataclass(frozen=True, slots=True)
class MoveRequest:
    """`nominal` is the day of the wording to be moved and `current` the control date then, None where there was none.

    `number` and `title` are the activity's when it was asked.
    """

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
    number: str = ""
    title: str = ""

    @property
    def agreed(self) -> tuple[int, ...]:
        """The ids of the sides that agreed."""
        return tuple(vote.party_id for vote in self.votes if vote.agreed)

    @property
    def voters(self) -> dict[int, int]:
        """The side each person has voted for, by the person's id."""
        return {vote.voted_by: vote.party_id for vote in self.votes}

    def applies_to(self, deadline: Deadline) -> bool:
        """True while the deadline still gives the day that is to be moved, or still gives none."""
        days = {when.nominal for when in deadline.control_dates}
        if self.nominal is None:
            return deadline.kind in WITHOUT_DAY
        return self.wording == deadline.wording or self.nominal in days

    def is_over(self, today: date, now: int) -> bool:
        """True when it can be granted no more: its day has passed, or it has waited too long; `now` in Unix seconds."""
        return self.day < today or self.asked_at + LASTING.total_seconds() <= now

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


async def select_open_requests(
    connection: aiosqlite.Connection, roadmap_id: int | None = None
) -> list[MoveRequest]:
    """Loads the requests that are not decided yet, oldest first.

    Those of a roadmap's activities in force, or all, also of activities that are gone.
    """
    rows = await connection.execute_fetchall(
        REQUEST
        + " WHERE r.state = 'open' AND (?1 IS NULL OR a.roadmap_id = ?1 AND a.gone_at IS NULL) ORDER BY r.id",
        (roadmap_id,),
    )
    return [_request(row, await _votes(connection, row["id"])) for row in rows]


async def select_unasked(
    connection: aiosqlite.Connection, request_id: int, people: list[int], today: date
) -> list[int]:
    """Returns those of the people who can be written to and whom no question about the request has reached.

    One is not tried twice a day.
    """
    prefix = asked_key(request_id) + ":"
    rows = await connection.execute_fetchall(
        "SELECT asked.value AS user_id FROM json_each(?1) AS asked"
        " LEFT JOIN people ON people.user_id = asked.value WHERE coalesce(people.reachable, 1) = 1"
        " AND NOT EXISTS (SELECT 1 FROM outbox WHERE group_key BETWEEN ?2 AND ?2 || '~' AND chat_id = asked.value"
        "  AND (state IN ('pending', 'sending', 'sent') OR group_key LIKE ?2 || ?3 || ':%'))",
        (json.dumps(people), prefix, today.isoformat()),
    )
    return [int(row["user_id"]) for row in rows]


@dataclass(frozen=True, slots=True)
class Letter:
    """A question about a request in a person's chat, or on its way there; `row_id` is of the outbox."""

    row_id: int
    user_id: int
    message_ids: tuple[int, ...]


def asked_key(request_id: int) -> str:
    """Returns what the outbox keys of the questions about a request begin with."""
    return f"asked:{request_id}"


async def select_letters(connection: aiosqlite.Connection, request_id: int) -> list[Letter]:
    """Loads the questions about a request that are in a chat or on their way."""
    rows = await connection.execute_fetchall(
        "SELECT id, chat_id, message_ids FROM outbox WHERE group_key BETWEEN ?1 AND ?1 || '~'"
        " AND state IN ('pending', 'sending', 'sent') ORDER BY id",
        (asked_key(request_id) + ":",),
    )
    return [Letter(row["id"], row["chat_id"], tuple(json.loads(row["message_ids"]))) for row in rows]


async def insert_vote(connection: aiosqlite.Connection, request_id: int, vote: Vote) -> bool:
    """False when the side has agreed before; a refusal stands in place of an agreement."""
    cursor = await connection.execute(
        "INSERT INTO move_votes (request_id, party_id, agreed, reason, voted_by, voted_at, stands_in)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (request_id, party_id) DO UPDATE SET agreed = 0, reason = excluded.reason,"
        " voted_by = excluded.voted_by, voted_at = excluded.voted_at, stands_in = excluded.stands_in"
        " WHERE excluded.agreed = 0",
        (request_id, vote.party_id, vote.agreed, vote.reason, vote.voted_by, vote.at, vote.stands_in),
    )
    return cursor.rowcount == 1


async def update_request_ended(
    connection: aiosqlite.Connection, request_id: int, state: RequestState, now: int
) -> bool:
    """Ends an open request at `now` (Unix seconds); returns False when it is ended already, and leaves it as it is."""
    ending = state if state in UNDECIDED else None
    cursor = await connection.execute(
        "UPDATE move_requests SET state = ?, ending = ?, ended_at = ? WHERE id = ? AND state = 'open'",
        (RequestState.REFUSED if ending else state, ending, now, request_id),
    )
    return cursor.rowcount == 1


async def _first(connection: aiosqlite.Connection, where: str, key: int) -> MoveRequest | None:
    rows = list(await connection.execute_fetchall(REQUEST + where, (key,)))
    if not rows:
        return None
    return _request(rows[0], await _votes(connection, rows[0]["id"]))


async def _votes(connection: aiosqlite.Connection, request_id: int) -> tuple[Vote, ...]:
    rows = await connection.execute_fetchall(
        "SELECT party_id, agreed, reason, voted_by, voted_at AS at, stands_in FROM move_votes WHERE request_id = ?"
        " ORDER BY voted_at, party_id",
        (request_id,),
    )
    flags = ("agreed", "stands_in")
    return tuple(Vote(**{**row, **{flag: bool(row[flag]) for flag in flags}}) for row in rows)


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
        number=row["number"],
        title=row["title"],
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _read(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None
