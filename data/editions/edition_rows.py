"""The rows of one edition of a roadmap: what is new comes in, what is known keeps its id, the rest is marked as gone."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import aiosqlite

from data.documents.deadlines import READING_RULES
from data.editions.edition import Edition, EditionAlias
from data.editions.revisions import insert_revisions, select_wordings_of
from data.primitives.working_days import WorkingCalendar, select_working_years
from data.roadmap.control_dates import renew_control_dates
from data.roadmap.models import Deadline

Ids = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class ImportTarget:
    """The roadmap an edition is written over, if any, and the ids its parts have there already, gone ones among them.

    Each tuple is in the edition's order; None stands for a part that is new.
    """

    roadmap_id: int | None
    parties: Ids
    spheres: Ids
    agencies: Ids
    activities: Ids


# Every part of the roadmap is gone until the edition names it; what was gone before stays so since then.
MARK_AS_GONE = (
    (
        "UPDATE all_agencies SET gone_at = :at WHERE gone_at IS NULL"
        " AND party_id IN (SELECT id FROM all_parties WHERE roadmap_id = :roadmap)"
    ),
    "UPDATE all_parties SET gone_at = :at WHERE gone_at IS NULL AND roadmap_id = :roadmap",
    "UPDATE all_activities SET gone_at = :at WHERE gone_at IS NULL AND roadmap_id = :roadmap",
    "UPDATE all_spheres SET gone_at = :at WHERE gone_at IS NULL AND roadmap_id = :roadmap",
)
UPSERT_PARTY = (
    "INSERT INTO all_parties (id, roadmap_id, position, name, region, signatory_position, signatory_name)"
    " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET position = excluded.position, name = excluded.name,"
    " region = excluded.region, signatory_position = excluded.signatory_position,"
    " signatory_name = excluded.signatory_name, gone_at = NULL RETURNING id"
)
UPSERT_SPHERE = (
    "INSERT INTO all_spheres (id, roadmap_id, position, number, title) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (id) DO UPDATE SET position = excluded.position, number = excluded.number, title = excluded.title,"
    " gone_at = NULL RETURNING id"
)
UPSERT_AGENCY = (
    "INSERT INTO all_agencies (id, party_id, position, name, appeared_at) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (id) DO UPDATE SET position = excluded.position, name = excluded.name, appeared_at ="
    " CASE WHEN gone_at < excluded.appeared_at THEN excluded.appeared_at ELSE appeared_at END,"  # gone before this edition
    " gone_at = NULL RETURNING id"
)
UPSERT_ACTIVITY = (
    "INSERT INTO all_activities (id, roadmap_id, sphere_id, position, number, title) VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (id) DO UPDATE SET sphere_id = excluded.sphere_id, position = excluded.position,"
    " number = excluded.number, title = excluded.title, gone_at = NULL RETURNING id"
)
# Nothing points at these rows: they are written anew with every edition; those of activities that are gone stay.
DELETE_DETAILS = (
    "DELETE FROM all_responsibilities WHERE activity_id IN (SELECT value FROM json_each(:activities))",
    (
        "DELETE FROM aliases WHERE origin <> 'admin' AND ("
        " party_id IN (SELECT id FROM all_parties WHERE roadmap_id = :roadmap)"
        " OR sphere_id IN (SELECT id FROM all_spheres WHERE roadmap_id = :roadmap)"
        " OR agency_id IN (SELECT a.id FROM all_agencies AS a JOIN all_parties AS p ON p.id = a.party_id"
        " WHERE p.roadmap_id = :roadmap))"
    ),
)
DELETE_DEADLINES = (
    "DELETE FROM deadlines WHERE activity_id IN (SELECT value FROM json_each(:activities))",
    "DELETE FROM control_dates WHERE activity_id IN (SELECT value FROM json_each(:activities))",
)
INSERT_ROADMAP = "INSERT INTO roadmaps (title, digest, first_year, last_year, reading_rules) VALUES (?, ?, ?, ?, ?) RETURNING id"
UPDATE_ROADMAP = (
    "UPDATE roadmaps SET title = ?, digest = ?, first_year = ?, last_year = ?, reading_rules = ?,"
    " revision = revision + 1"
    " WHERE id = ? RETURNING id"
)
INSERT_DEADLINE = "INSERT INTO deadlines (activity_id, wording, kind, recurring, assumed, months, years) VALUES (?, ?, ?, ?, ?, ?, ?)"
INSERT_RESPONSIBILITY = (
    "INSERT INTO all_responsibilities (activity_id, agency_id, position, wording) VALUES (?, ?, ?, ?)"
)
INSERT_ALIAS = (
    "INSERT INTO aliases (party_id, sphere_id, agency_id, text, matching, origin) VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT DO NOTHING"
)


async def upsert_edition(
    connection: aiosqlite.Connection, edition: Edition, digest: str, target: ImportTarget, at: int
) -> int:
    """Writes the edition over a stored roadmap, or as a new one, and returns the id.

    What `target` knows keeps its id, and is in force again if it was gone; what the edition does not name is gone
    since `at` (Unix seconds), with all that hangs on it. Aliases that an admin made stay with their owner.
    """
    before = await select_wordings_of(connection, target.roadmap_id)
    roadmap_id = await _upsert_roadmap(connection, edition, digest, target.roadmap_id)
    await _clear(connection, roadmap_id, target, at)
    parties = await _upsert(connection, UPSERT_PARTY, target.parties, _parties(edition, roadmap_id))
    spheres = await _upsert(connection, UPSERT_SPHERE, target.spheres, _spheres(edition, roadmap_id))
    since = 0 if target.roadmap_id is None else at
    agencies = await _upsert(connection, UPSERT_AGENCY, target.agencies, _agencies(edition, parties, since))
    placed = _activities(edition, roadmap_id, spheres)
    activities = await _upsert(connection, UPSERT_ACTIVITY, target.activities, placed)
    deadlines = (written.deadline for written in edition.activities)
    await replace_deadlines(connection, dict(zip(activities, deadlines, strict=True)))
    await connection.executemany(INSERT_RESPONSIBILITY, _responsibilities(edition, activities, agencies))
    await connection.executemany(INSERT_ALIAS, _aliases(edition, parties, spheres, agencies))
    calendar = WorkingCalendar(await select_working_years(connection))
    await renew_control_dates(connection, roadmap_id, calendar)
    if target.roadmap_id is not None:
        await insert_revisions(connection, before, await select_wordings_of(connection, roadmap_id), at)
    return roadmap_id


async def _upsert_roadmap(
    connection: aiosqlite.Connection, edition: Edition, digest: str, roadmap_id: int | None
) -> int:
    columns = (edition.title, digest, edition.first_year, edition.last_year, READING_RULES)
    if roadmap_id is None:
        return await _id(connection, INSERT_ROADMAP, columns)
    return await _id(connection, UPDATE_ROADMAP, (*columns, roadmap_id))


async def _clear(connection: aiosqlite.Connection, roadmap_id: int, target: ImportTarget, at: int) -> None:
    activities = json.dumps([key for key in target.activities if key is not None])
    for statement in (*DELETE_DETAILS, *MARK_AS_GONE):
        values = {"roadmap": roadmap_id, "activities": activities, "at": at}
        await connection.execute(statement, values)


async def _upsert(
    connection: aiosqlite.Connection, sql: str, known: Ids, rows: Iterable[tuple[object, ...]]
) -> list[int]:
    """Writes one row for each id, or a new one for None; returns all ids in that order."""
    return [await _id(connection, sql, (key, *row)) for key, row in zip(known, rows, strict=True)]


def _parties(edition: Edition, roadmap_id: int) -> Iterator[tuple[object, ...]]:
    for position, party in enumerate(edition.parties):
        signed = (party.signatory_position, party.signatory_name)
        yield roadmap_id, position, party.name, party.region, *signed


def _spheres(edition: Edition, roadmap_id: int) -> Iterator[tuple[object, ...]]:
    for position, sphere in enumerate(edition.spheres):
        yield roadmap_id, position, sphere.number, sphere.title


def _agencies(edition: Edition, parties: Sequence[int], since: int) -> Iterator[tuple[object, ...]]:
    for position, agency in enumerate(edition.agencies):
        yield parties[agency.party], position, agency.name, since


def _activities(edition: Edition, roadmap_id: int, spheres: Sequence[int]) -> Iterator[tuple[object, ...]]:
    sphere_ids = {sphere.number: key for sphere, key in zip(edition.spheres, spheres, strict=True)}
    for position, activity in enumerate(edition.activities):
        yield roadmap_id, sphere_ids[activity.sphere], position, activity.number, activity.title


async def replace_deadlines(connection: aiosqlite.Connection, deadlines: Mapping[int, Deadline]) -> None:
    """Writes the deadlines by activity id, with their days as the wordings give them, in place of what is stored."""
    for statement in DELETE_DEADLINES:
        await connection.execute(statement, {"activities": json.dumps(list(deadlines))})
    await connection.executemany(
        INSERT_DEADLINE,
        [
            (activity, d.wording, d.kind, d.recurring, d.assumed, json.dumps(d.months), json.dumps(d.years))
            for activity, d in deadlines.items()
        ],
    )
    await connection.executemany(
        "INSERT INTO control_dates (activity_id, nominal, day) VALUES (?, ?, ?)",
        [
            (activity, when.nominal.isoformat(), when.day.isoformat())
            for activity, deadline in deadlines.items()
            for when in deadline.control_dates
        ],
    )


def _responsibilities(
    edition: Edition, activities: list[int], agencies: list[int]
) -> Iterator[tuple[int, int, int, str]]:
    for activity, written in zip(activities, edition.activities, strict=True):
        for position, (agency, wording) in enumerate(written.responsible):
            yield activity, agencies[agency], position, wording


def _aliases(
    edition: Edition, parties: list[int], spheres: list[int], agencies: list[int]
) -> Iterator[tuple[int | None, int | None, int | None, str, str, str]]:
    for party_id, party in zip(parties, edition.parties, strict=True):
        yield from ((party_id, None, None, *alias) for alias in _fields(party.aliases))
    for sphere_id, sphere in zip(spheres, edition.spheres, strict=True):
        yield from ((None, sphere_id, None, *alias) for alias in _fields(sphere.aliases))
    for agency_id, agency in zip(agencies, edition.agencies, strict=True):
        yield from ((None, None, agency_id, *alias) for alias in _fields(agency.aliases))


def _fields(aliases: Iterable[EditionAlias]) -> Iterator[tuple[str, str, str]]:
    return ((alias.text, alias.matching, alias.origin) for alias in aliases)


async def _id(connection: aiosqlite.Connection, sql: str, parameters: tuple[object, ...]) -> int:
    async with connection.execute(sql, parameters) as cursor:
        [(key,)] = await cursor.fetchall()
    return int(key)
