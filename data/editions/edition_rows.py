"""The rows of one edition of a roadmap: what is new comes in, what remains keeps its id, the rest goes."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import aiosqlite

from data.editions.agency_rows import upsert_agencies
from data.editions.edition import Edition, EditionAlias
from data.primitives.working_days import WorkingCalendar, select_working_years
from data.roadmap.control_dates import renew_control_dates


@dataclass(frozen=True, slots=True)
class ImportTarget:
    """The roadmap an edition is written over, if any, and by number the ids of its activities that remain."""

    roadmap_id: int | None
    matched: dict[str, int]


DELETE_GONE = (
    "DELETE FROM parties WHERE roadmap_id = :roadmap AND name NOT IN (SELECT value FROM json_each(:parties))",
    "DELETE FROM activities WHERE roadmap_id = :roadmap AND id NOT IN (SELECT value FROM json_each(:activities))",
)
# Only when no activity stands in it any longer: with a sphere its activities would go.
DELETE_SPHERES = "DELETE FROM spheres WHERE roadmap_id = ? AND number NOT IN (SELECT value FROM json_each(?))"
# First aside, then to their places: two may have changed their numbers with each other.
RENUMBER = (
    "UPDATE activities SET number = '#' || id WHERE id = :id AND number <> :number",
    "UPDATE activities SET number = :number WHERE id = :id AND number <> :number",
)
# Nothing points at these rows: they are written anew with every edition. Aliases that an admin made stay.
DELETE_DETAILS = (
    "DELETE FROM responsibilities WHERE activity_id IN (SELECT id FROM activities WHERE roadmap_id = :roadmap)",
    "DELETE FROM deadlines WHERE activity_id IN (SELECT id FROM activities WHERE roadmap_id = :roadmap)",
    "DELETE FROM control_dates WHERE activity_id IN (SELECT id FROM activities WHERE roadmap_id = :roadmap)",
    (
        "DELETE FROM aliases WHERE origin <> 'admin' AND ("
        " party_id IN (SELECT id FROM parties WHERE roadmap_id = :roadmap)"
        " OR sphere_id IN (SELECT id FROM spheres WHERE roadmap_id = :roadmap)"
        " OR agency_id IN (SELECT a.id FROM agencies AS a JOIN parties AS p ON p.id = a.party_id"
        " WHERE p.roadmap_id = :roadmap))"
    ),
)
INSERT_ROADMAP = (
    "INSERT INTO roadmaps (title, digest, first_year, last_year) VALUES (?, ?, ?, ?) RETURNING id"
)
UPDATE_ROADMAP = (
    "UPDATE roadmaps SET title = ?, digest = ?, first_year = ?, last_year = ?, revision = revision + 1"
    " WHERE id = ? RETURNING id"
)
UPSERT_PARTY = (
    "INSERT INTO parties (roadmap_id, position, name, region, signatory_position, signatory_name)"
    " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (roadmap_id, name) DO UPDATE SET position = excluded.position,"
    " region = excluded.region, signatory_position = excluded.signatory_position,"
    " signatory_name = excluded.signatory_name"
)
UPSERT_SPHERE = (
    "INSERT INTO spheres (roadmap_id, position, number, title) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (roadmap_id, number) DO UPDATE SET position = excluded.position, title = excluded.title"
)
UPSERT_ACTIVITY = (
    "INSERT INTO activities (roadmap_id, sphere_id, position, number, title) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (roadmap_id, number) DO UPDATE SET sphere_id = excluded.sphere_id,"
    " position = excluded.position, title = excluded.title"
)
INSERT_DEADLINE = "INSERT INTO deadlines (activity_id, wording, kind, recurring, assumed, months, years) VALUES (?, ?, ?, ?, ?, ?, ?)"
INSERT_RESPONSIBILITY = (
    "INSERT INTO responsibilities (activity_id, agency_id, position, wording) VALUES (?, ?, ?, ?)"
)
INSERT_ALIAS = (
    "INSERT INTO aliases (party_id, sphere_id, agency_id, text, matching, origin) VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT DO NOTHING"
)


async def upsert_edition(
    connection: aiosqlite.Connection, edition: Edition, digest: str, target: ImportTarget
) -> int:
    """Writes the edition over a stored roadmap, or as a new one, and returns the id.

    Ids of parties are kept by name, of spheres by number, of activities as `stored` says, of agencies by what
    their name means. Aliases that an admin made stay with their owner.
    """
    roadmap_id = await _upsert_roadmap(connection, edition, digest, target.roadmap_id)
    await _delete_gone(connection, edition, roadmap_id, target.matched)
    parties = await _upsert_parties(connection, edition, roadmap_id)
    spheres = await _upsert_spheres(connection, edition, roadmap_id)
    agencies = await upsert_agencies(connection, edition, parties)
    activities = await _upsert_activities(connection, edition, roadmap_id, spheres)
    await connection.execute(DELETE_SPHERES, (roadmap_id, json.dumps(list(spheres))))
    await _insert_deadlines(connection, edition, activities)
    await connection.executemany(INSERT_RESPONSIBILITY, _responsibilities(edition, activities, agencies))
    await connection.executemany(INSERT_ALIAS, _aliases(edition, parties, spheres, agencies))
    calendar = WorkingCalendar(await select_working_years(connection))
    await renew_control_dates(connection, roadmap_id, calendar)
    return roadmap_id


async def _upsert_roadmap(
    connection: aiosqlite.Connection, edition: Edition, digest: str, roadmap_id: int | None
) -> int:
    columns = (edition.title, digest, edition.first_year, edition.last_year)
    if roadmap_id is None:
        return (await _ids(connection, INSERT_ROADMAP, columns))[0]
    return (await _ids(connection, UPDATE_ROADMAP, (*columns, roadmap_id)))[0]


async def _delete_gone(
    connection: aiosqlite.Connection, edition: Edition, roadmap_id: int, matched: dict[str, int]
) -> None:
    values = {
        "roadmap": roadmap_id,
        "parties": json.dumps([party.name for party in edition.parties]),
        "activities": json.dumps(list(matched.values())),
    }
    for statement in DELETE_GONE:
        await connection.execute(statement, values)
    for statement in RENUMBER:
        await connection.executemany(
            statement, [{"number": number, "id": key} for number, key in matched.items()]
        )
    for statement in DELETE_DETAILS:
        await connection.execute(statement, {"roadmap": roadmap_id})


async def _upsert_parties(connection: aiosqlite.Connection, edition: Edition, roadmap_id: int) -> list[int]:
    rows = [
        (roadmap_id, position, party.name, party.region, party.signatory_position, party.signatory_name)
        for position, party in enumerate(edition.parties)
    ]
    await connection.executemany(UPSERT_PARTY, rows)
    return await _ids(
        connection, "SELECT id FROM parties WHERE roadmap_id = ? ORDER BY position", (roadmap_id,)
    )


async def _upsert_spheres(
    connection: aiosqlite.Connection, edition: Edition, roadmap_id: int
) -> dict[str, int]:
    rows = [
        (roadmap_id, position, sphere.number, sphere.title) for position, sphere in enumerate(edition.spheres)
    ]
    await connection.executemany(UPSERT_SPHERE, rows)
    wanted = json.dumps([sphere.number for sphere in edition.spheres])
    sql = "SELECT number, id FROM spheres WHERE roadmap_id = ? AND number IN (SELECT value FROM json_each(?))"
    async with connection.execute(sql, (roadmap_id, wanted)) as cursor:
        return {str(row["number"]): int(row["id"]) for row in await cursor.fetchall()}


async def _upsert_activities(
    connection: aiosqlite.Connection, edition: Edition, roadmap_id: int, spheres: dict[str, int]
) -> list[int]:
    rows = [
        (roadmap_id, spheres[activity.sphere], position, activity.number, activity.title)
        for position, activity in enumerate(edition.activities)
    ]
    await connection.executemany(UPSERT_ACTIVITY, rows)
    return await _ids(
        connection, "SELECT id FROM activities WHERE roadmap_id = ? ORDER BY position", (roadmap_id,)
    )


async def _insert_deadlines(
    connection: aiosqlite.Connection, edition: Edition, activities: list[int]
) -> None:
    due = [
        (activity, written.deadline) for activity, written in zip(activities, edition.activities, strict=True)
    ]
    await connection.executemany(
        INSERT_DEADLINE,
        [
            (activity, d.wording, d.kind, d.recurring, d.assumed, json.dumps(d.months), json.dumps(d.years))
            for activity, d in due
        ],
    )
    await connection.executemany(
        "INSERT INTO control_dates (activity_id, nominal, day) VALUES (?, ?, ?)",
        [
            (activity, when.nominal.isoformat(), when.day.isoformat())
            for activity, deadline in due
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
    edition: Edition, parties: list[int], spheres: dict[str, int], agencies: list[int]
) -> Iterator[tuple[int | None, int | None, int | None, str, str, str]]:
    for party_id, party in zip(parties, edition.parties, strict=True):
        yield from ((party_id, None, None, *alias) for alias in _fields(party.aliases))
    for sphere in edition.spheres:
        yield from ((None, spheres[sphere.number], None, *alias) for alias in _fields(sphere.aliases))
    for agency_id, agency in zip(agencies, edition.agencies, strict=True):
        yield from ((None, None, agency_id, *alias) for alias in _fields(agency.aliases))


def _fields(aliases: Iterable[EditionAlias]) -> Iterator[tuple[str, str, str]]:
    return ((alias.text, alias.matching, alias.origin) for alias in aliases)


async def _ids(connection: aiosqlite.Connection, sql: str, parameters: tuple[object, ...]) -> list[int]:
    async with connection.execute(sql, parameters) as cursor:
        return [key for (key,) in await cursor.fetchall()]
