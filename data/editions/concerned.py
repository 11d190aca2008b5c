"""Whom a new edition concerns, and which decisions about deadlines end with it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import aiosqlite

from data.decisions.deadline_requests import RequestState, update_request_ended
from data.roadmap.control_dates import MOVES

PEOPLE: Final = (
    "SELECT people.user_id, people.name, held.agency_id FROM person_agencies AS held JOIN people USING (user_id)"
    " WHERE held.agency_id IN (SELECT value FROM json_each(?)) ORDER BY people.user_id, held.agency_id"
)
COORDINATORS: Final = (
    "SELECT DISTINCT held.user_id FROM person_parties AS held JOIN all_parties AS p ON p.id = held.party_id"
    " JOIN people USING (user_id) WHERE p.roadmap_id = ? AND people.role IN ('coordinator', 'admin') ORDER BY 1"
)
HAS_PEOPLE: Final = (
    "SELECT EXISTS (SELECT 1 FROM person_agencies JOIN all_agencies AS a ON a.id = agency_id"
    " JOIN all_parties AS p ON p.id = a.party_id WHERE p.roadmap_id = ?1)"
    " OR EXISTS (SELECT 1 FROM person_parties JOIN all_parties AS p ON p.id = party_id WHERE p.roadmap_id = ?1)"
)
OF_LISTED: Final = (
    " AND m.activity_id IN (SELECT value FROM json_each(?)) GROUP BY m.activity_id, m.nominal ORDER BY 1"
)
OPEN_REQUESTS: Final = (
    "SELECT r.id, r.activity_id, r.nominal, r.day, r.asked_by FROM move_requests AS r"
    " WHERE r.state = 'open' AND r.activity_id IN (SELECT value FROM json_each(?)) ORDER BY r.id"
)
VOTERS: Final = "SELECT voted_by FROM move_votes WHERE request_id = ?"


class EndedKind(StrEnum):
    MOVE = "move"  # a control date by hand, or agreed by the sides
    REQUEST = "request"  # one that is not decided yet


@dataclass(frozen=True, slots=True)
class EndedDecision:
    """A decision about a deadline that the edition gives other days; `day` is YYYY-MM-DD.

    `people` are the Telegram ids of those who asked, agreed or decided.
    """

    kind: EndedKind
    id: int
    activity_id: int
    day: str
    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ConcernedPerson:
    """A person of a body that goes, is renamed, or answers for other activities than before."""

    user_id: int
    name: str
    agency_id: int


async def select_people_of(
    connection: aiosqlite.Connection, agencies: set[int]
) -> tuple[ConcernedPerson, ...]:
    """Loads the people of these agencies."""
    rows = await connection.execute_fetchall(PEOPLE, (json.dumps(sorted(agencies)),))
    return tuple(ConcernedPerson(**row) for row in rows)


async def select_all_coordinators(connection: aiosqlite.Connection, roadmap_id: int) -> tuple[int, ...]:
    """Loads the Telegram ids of the coordinators of every side."""
    rows = await connection.execute_fetchall(COORDINATORS, (roadmap_id,))
    return tuple(int(user_id) for (user_id,) in rows)


async def has_people(connection: aiosqlite.Connection, roadmap_id: int) -> bool:
    """True when a person is appointed to one of the roadmap's bodies or sides."""
    [(found,)] = await connection.execute_fetchall(HAS_PEOPLE, (roadmap_id,))
    return bool(found)


async def select_ended(
    connection: aiosqlite.Connection, days: Mapping[int, tuple[str, ...] | None]
) -> tuple[EndedDecision, ...]:
    """Loads the decisions that end: `days` are what the edition gives each stored activity, None where it leaves it out."""
    listed = json.dumps(sorted(days))
    moves = await connection.execute_fetchall(MOVES + OF_LISTED, (listed,))
    ended = [
        EndedDecision(EndedKind.MOVE, row["id"], row["activity_id"], row["day"], (row["decided_by"],))
        for row in moves
        if not _holds(row["nominal"], days[row["activity_id"]])
    ]
    for row in await connection.execute_fetchall(OPEN_REQUESTS, (listed,)):
        if not _holds(row["nominal"], days[row["activity_id"]]):
            voters = [user_id for (user_id,) in await connection.execute_fetchall(VOTERS, (row["id"],))]
            people = tuple(dict.fromkeys((row["asked_by"], *voters)))
            ended.append(EndedDecision(EndedKind.REQUEST, row["id"], row["activity_id"], row["day"], people))
    return tuple(ended)


async def update_ended(connection: aiosqlite.Connection, ended: tuple[EndedDecision, ...], at: int) -> None:
    """Ends them since `at`, in Unix seconds: they do not come back with another edition."""
    for decision in ended:
        if decision.kind is EndedKind.MOVE:
            await connection.execute(
                "UPDATE deadline_moves SET ended_at = ?1 WHERE ended_at IS NULL AND activity_id ="
                " (SELECT activity_id FROM deadline_moves WHERE id = ?2)"
                " AND nominal IS (SELECT nominal FROM deadline_moves WHERE id = ?2)",
                (at, decision.id),
            )
        else:
            await update_request_ended(connection, decision.id, RequestState.SUPERSEDED, at)


def _holds(nominal: str | None, days: tuple[str, ...] | None) -> bool:
    if days is None:
        return False
    return nominal in days if nominal else not days
