"""One side a person in each roadmap: what a coordinator may hold, and which side counts where several are stored."""

import json
import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any, Final

import aiosqlite

from data.people.problems import PeopleProblem
from data.primitives.refusal import Refused

SIDES: Final = (
    "SELECT roadmap_id, id AS party_id, region, id IN (SELECT value FROM json_each(?1)) AS coordinates FROM parties"
    " WHERE coordinates OR id IN (SELECT party_id FROM agencies WHERE id IN (SELECT value FROM json_each(?2)))"
    " ORDER BY roadmap_id, coordinates DESC, position"
)
# For `person_parties AS held` with its `parties`: the first of its roadmap counts where a database holds several.
COUNTED: Final = (
    "NOT EXISTS (SELECT 1 FROM person_parties AS other JOIN parties AS earlier ON earlier.id = other.party_id"
    " WHERE other.user_id = held.user_id AND earlier.roadmap_id = parties.roadmap_id"
    " AND earlier.position < parties.position)"
)
COORDINATED: Final = (
    "SELECT held.user_id, parties.roadmap_id, parties.region FROM person_parties AS held"
    " JOIN parties ON parties.id = held.party_id ORDER BY held.user_id, parties.roadmap_id, parties.position"
)


@dataclass(frozen=True, slots=True)
class HeldSide:
    """A side a person acts for: as its coordinator (`coordinates`), or else for an agency of it."""

    roadmap_id: int
    party_id: int
    region: str
    coordinates: bool


@dataclass(frozen=True, slots=True)
class SideConflict:
    """A coordinator of several sides of a roadmap: `counted` is the one they decide for, `others` do not count."""

    user_id: int
    counted: str
    others: tuple[str, ...]


Held = tuple[Collection[int], Collection[int]]  # ids of sides, ids of agencies


async def require_one_side(connection: aiosqlite.Connection, before: Held, after: Held) -> None:
    """Raises `Refused` when a coordinator of a side would come to act for another side of its roadmap.

    What an older database holds already may stay or become less.
    """
    earlier = _conflicts(await _sides(connection, before))
    for roadmap_id, sides in _conflicts(await _sides(connection, after)).items():
        known = {side.party_id for side in earlier.get(roadmap_id, ())}
        if not {side.party_id for side in sides} <= known:
            raise Refused(PeopleProblem.TWO_SIDES, sides=", ".join(side.region for side in sides))


async def select_counted_parties(
    connection: aiosqlite.Connection, parties: Collection[int]
) -> frozenset[int]:
    """Returns those of a coordinator's sides that count: one of each roadmap."""
    if len(parties) < 2:
        return frozenset(parties)
    return frozenset(sides[0].party_id for sides in _by_roadmap(await _sides(connection, (parties, ()))))


async def select_side_conflicts(connection: aiosqlite.Connection) -> list[SideConflict]:
    """Loads the coordinators of several sides of one roadmap: an administrator has to leave them one."""
    return _conflicts_of(await connection.execute_fetchall(COORDINATED))


def read_side_conflicts(opened: sqlite3.Connection) -> list[SideConflict]:
    """Reads the same from a database file."""
    cursor = opened.execute(COORDINATED)
    names = [column[0] for column in cursor.description]
    return _conflicts_of(dict(zip(names, row, strict=True)) for row in cursor)


async def _sides(connection: aiosqlite.Connection, held: Held) -> list[HeldSide]:
    parties, agencies = held
    if not parties:
        return []
    ids = (json.dumps(sorted(parties)), json.dumps(sorted(agencies)))
    rows = await connection.execute_fetchall(SIDES, ids)
    return [
        HeldSide(row["roadmap_id"], row["party_id"], row["region"], bool(row["coordinates"])) for row in rows
    ]


def _by_roadmap(sides: Iterable[HeldSide]) -> list[list[HeldSide]]:
    return [list(group) for _, group in groupby(sides, key=attrgetter("roadmap_id"))]


def _conflicts(sides: Iterable[HeldSide]) -> dict[int, list[HeldSide]]:
    return {
        group[0].roadmap_id: group for group in _by_roadmap(sides) if group[0].coordinates and len(group) > 1
    }


def _conflicts_of(rows: Iterable[Any]) -> list[SideConflict]:
    grouped = groupby(rows, key=itemgetter("user_id", "roadmap_id"))
    held = [(user_id, [row["region"] for row in group]) for (user_id, _), group in grouped]
    return [SideConflict(user_id, first, tuple(others)) for user_id, (first, *others) in held if others]
