"""The parts of a stored roadmap that an edition names again, gone ones among them: known by what they mean."""

import json
from collections.abc import Callable, Hashable, Iterable
from typing import Any

import aiosqlite

from data.documents.agency_names import agency_key
from data.editions.edition import Edition
from data.editions.edition_rows import Ids
from data.editions.id_matching import StoredActivity
from data.regions.regions import territory_of, words_of

# What is in force comes first: a gone part is taken only where no other one has the same name.
PARTIES = "SELECT id, name FROM all_parties WHERE roadmap_id = ? ORDER BY gone_at IS NOT NULL, gone_at DESC, position"
SPHERES = (
    "SELECT id, number, title, gone_at FROM all_spheres WHERE roadmap_id = ?"
    " ORDER BY gone_at IS NOT NULL, gone_at DESC, position"
)
AGENCIES = (
    "SELECT a.id, a.party_id, a.name, p.name AS party FROM all_agencies AS a JOIN all_parties AS p ON p.id = a.party_id"
    " WHERE p.id IN (SELECT value FROM json_each(?)) ORDER BY a.gone_at IS NOT NULL, a.gone_at DESC, a.position"
)
GONE_ACTIVITIES = (
    "SELECT id, number, title FROM all_activities WHERE roadmap_id = ? AND gone_at IS NOT NULL"
    " ORDER BY gone_at DESC, position"
)


async def select_known_parties(
    connection: aiosqlite.Connection, edition: Edition, roadmap_id: int | None
) -> Ids:
    """Returns the ids of the edition's parties that are stored, by their names."""
    rows = await connection.execute_fetchall(PARTIES, (roadmap_id,))
    return _known(rows, lambda row: row["name"], [party.name for party in edition.parties])


async def select_known_spheres(
    connection: aiosqlite.Connection, edition: Edition, roadmap_id: int | None
) -> Ids:
    """Returns the ids of the edition's spheres that are stored: of the same title, else of the same number."""
    rows = list(await connection.execute_fetchall(SPHERES, (roadmap_id,)))
    titled = _known(rows, lambda row: _words(row["title"]), [_words(s.title) for s in edition.spheres])
    left = [row for row in rows if row["gone_at"] is None and row["id"] not in titled]
    numbered = {row["number"]: row["id"] for row in left}
    return tuple(
        numbered.get(sphere.number) if key is None else key
        for key, sphere in zip(titled, edition.spheres, strict=True)
    )


async def select_known_agencies(connection: aiosqlite.Connection, edition: Edition, parties: Ids) -> Ids:
    """Returns the ids of the edition's agencies that are stored, however their names were spelled."""
    known_parties = json.dumps([key for key in parties if key is not None])
    rows = await connection.execute_fetchall(AGENCIES, (known_parties,))
    return _known(
        rows,
        lambda row: (row["party_id"], agency_key(row["name"], territory_of(row["party"]))),
        [(parties[agency.party], agency.key) for agency in edition.agencies],
    )


async def select_gone_activities(
    connection: aiosqlite.Connection, roadmap_id: int | None
) -> list[StoredActivity]:
    """Loads the activities that an edition left out, the latest of them first."""
    rows = await connection.execute_fetchall(GONE_ACTIVITIES, (roadmap_id,))
    return [StoredActivity(**row) for row in rows]


def _known(rows: Iterable[Any], key_of: Callable[[Any], Hashable], wanted: Iterable[Hashable]) -> Ids:
    """Returns for each wanted key the first row with it; a row is given once."""
    left: dict[Hashable, int] = {}
    for row in rows:
        left.setdefault(key_of(row), row["id"])
    return tuple(left.pop(key, None) for key in wanted)


def _words(title: str) -> str:
    return " ".join(words_of(title))
