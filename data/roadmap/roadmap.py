"""Reading roadmaps: whole for questions, piece by piece for screens.

Lists come in natural order (1.2 before 1.10).
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import aiosqlite

from data.primitives.refusal import Refused
from data.roadmap.lookup import RoadmapProblem, StaleButton
from data.roadmap.models import Activity, Agency, Party, Responsibility, Roadmap, RoadmapContent, Sphere
from data.roadmap.rows import (
    fetch,
    fetch_activities,
    fetch_agencies,
    fetch_aliases,
    fetch_gone,
    fetch_known_activities,
    fetch_parties,
    fetch_responsibilities,
    fetch_roadmaps,
    fetch_spheres,
)

OF_ROADMAP = (
    "WHERE l.party_id IN (SELECT id FROM parties WHERE roadmap_id = :id)"
    " OR l.sphere_id IN (SELECT id FROM spheres WHERE roadmap_id = :id)"
    " OR l.agency_id IN (SELECT a.id FROM agencies AS a JOIN parties AS p ON p.id = a.party_id"
    " WHERE p.roadmap_id = :id) ORDER BY l.id"
)


@dataclass(frozen=True, slots=True)
class ActivityCard:
    """All that an activity's card shows; `responsible` are the agencies of each party, in the document's order."""

    roadmap_id: int
    activity: Activity
    sphere: Sphere
    responsible: tuple[tuple[Party, tuple[Responsibility, ...]], ...]


async def select_roadmaps(connection: aiosqlite.Connection) -> list[Roadmap]:
    """Loads every roadmap, the first imported first."""
    return await fetch_roadmaps(connection, "ORDER BY r.id")


async def select_roadmap(connection: aiosqlite.Connection, roadmap_id: int) -> Roadmap | None:
    """Loads a roadmap with its parties; None for an unknown id."""
    return next(iter(await fetch_roadmaps(connection, "WHERE r.id = :id", id=roadmap_id)), None)


async def select_revision(connection: aiosqlite.Connection, roadmap_id: int) -> int | None:
    """Returns a number that grows with each import that changes the roadmap; None when there is no such roadmap."""
    rows = await fetch(connection, "SELECT revision FROM roadmaps WHERE id = :id", id=roadmap_id)
    return int(rows[0]["revision"]) if rows else None


async def select_revisions(connection: aiosqlite.Connection) -> dict[int, int]:
    """Returns the revision of every roadmap by its id, the first imported first."""
    rows = await fetch(connection, "SELECT id, revision FROM roadmaps ORDER BY id")
    return {row["id"]: row["revision"] for row in rows}


async def select_content(connection: aiosqlite.Connection, roadmap_id: int) -> RoadmapContent | None:
    """Loads the whole roadmap, all of one revision; None when there is none of that id."""
    while (revision := await select_revision(connection, roadmap_id)) is not None:
        content = await _read_content(connection, roadmap_id)
        if revision == await select_revision(connection, roadmap_id):
            return content
    return None


async def _read_content(connection: aiosqlite.Connection, roadmap_id: int) -> RoadmapContent | None:
    roadmap = await select_roadmap(connection, roadmap_id)
    if roadmap is None:
        return None
    return RoadmapContent(
        roadmap,
        tuple(await select_spheres(connection, roadmap_id)),
        tuple(
            await fetch_agencies(connection, "WHERE p.roadmap_id = :id ORDER BY a.position", id=roadmap_id)
        ),
        tuple(
            await fetch_activities(connection, "WHERE a.roadmap_id = :id ORDER BY a.position", id=roadmap_id)
        ),
        await _select_responsible(connection, roadmap_id),
        tuple(await fetch_aliases(connection, OF_ROADMAP, id=roadmap_id)),
        await fetch_gone(connection, roadmap_id),
    )


async def select_spheres(connection: aiosqlite.Connection, roadmap_id: int) -> list[Sphere]:
    """Loads the spheres of a roadmap, in its order."""
    return await fetch_spheres(connection, "WHERE s.roadmap_id = :id ORDER BY s.position", id=roadmap_id)


async def select_sphere(connection: aiosqlite.Connection, sphere_id: int) -> Sphere | None:
    """Loads a sphere; None for an unknown id."""
    return next(iter(await fetch_spheres(connection, "WHERE s.id = :id", id=sphere_id)), None)


async def select_parties(connection: aiosqlite.Connection, roadmap_id: int) -> list[Party]:
    """Loads the sides of a roadmap, in the order of its columns."""
    return await fetch_parties(connection, "WHERE p.roadmap_id = :id ORDER BY p.position", id=roadmap_id)


async def select_regions(connection: aiosqlite.Connection, activity_id: int) -> dict[int, str]:
    """Returns the region of every party of the activity's roadmap, by the party's id."""
    rest = "WHERE p.roadmap_id = (SELECT roadmap_id FROM all_activities WHERE id = :id) ORDER BY p.position"
    return {party.id: party.region for party in await fetch_parties(connection, rest, id=activity_id)}


async def select_agency(connection: aiosqlite.Connection, agency_id: int | None) -> Agency | None:
    """Loads an agency; None for an unknown id."""
    return next(iter(await fetch_agencies(connection, "WHERE a.id = :id", id=agency_id)), None)


async def select_activities(connection: aiosqlite.Connection, activity_ids: Iterable[int]) -> list[Activity]:
    """Loads those of the activities that exist, in natural order."""
    rest = "WHERE a.id IN (SELECT value FROM json_each(:ids)) ORDER BY a.roadmap_id, a.position"
    return await fetch_activities(connection, rest, ids=json.dumps(list(activity_ids)))


async def select_roadmap_of_activity(connection: aiosqlite.Connection, activity_id: int | None) -> int | None:
    """Loads the id of the roadmap an activity belongs to, also of one that an edition left out; None for an unknown id."""
    rows = await connection.execute_fetchall(
        "SELECT roadmap_id FROM all_activities WHERE id = ?", (activity_id,)
    )
    return next((int(roadmap_id) for (roadmap_id,) in rows), None)


async def select_activity(connection: aiosqlite.Connection, activity_id: int | None) -> Activity | None:
    """Loads an activity; None for an unknown id."""
    return next(iter(await fetch_activities(connection, "WHERE a.id = :id", id=activity_id)), None)


async def select_known_activity(connection: aiosqlite.Connection, activity_id: int) -> Activity | None:
    """Loads an activity, gone or in force; None for an unknown id."""
    return next(iter(await fetch_known_activities(connection, "WHERE a.id = :id", id=activity_id)), None)


async def require_activity(connection: aiosqlite.Connection, activity_id: int | None) -> Activity:
    """Loads an activity in force; raises `Refused` for one that an edition left out, `StaleButton` for an unknown id."""
    activity = await select_activity(connection, activity_id)
    if activity is None:
        await refuse_gone_activity(connection, activity_id)
        raise StaleButton
    return activity


async def refuse_gone_activity(connection: aiosqlite.Connection, activity_id: int | None) -> None:
    """Raises `Refused` when an edition left the activity out."""
    sql = "SELECT number FROM all_activities WHERE id = :id AND gone_at IS NOT NULL"
    for row in await fetch(connection, sql, id=activity_id):
        raise Refused(RoadmapProblem.ACTIVITY_GONE, number=row["number"])


async def refuse_gone_agency(connection: aiosqlite.Connection, agency_id: int) -> None:
    """Raises `Refused` when an edition left the agency out."""
    sql = "SELECT name FROM all_agencies WHERE id = :id AND gone_at IS NOT NULL"
    for row in await fetch(connection, sql, id=agency_id):
        raise Refused(RoadmapProblem.AGENCY_GONE, agency=row["name"])


async def select_wordings(connection: aiosqlite.Connection, activity_id: int) -> dict[int, str]:
    """Returns how the document writes each agency of the activity, by the agency's id; also of a gone activity."""
    sql = "SELECT agency_id, wording FROM all_responsibilities WHERE activity_id = :id"
    return {row["agency_id"]: row["wording"] for row in await fetch(connection, sql, id=activity_id)}


async def select_activity_card(
    connection: aiosqlite.Connection, activity_id: int | None
) -> ActivityCard | None:
    """Loads the activity with its sphere and the agencies of every side; None when there is no such activity."""
    activity = await select_activity(connection, activity_id)
    sphere = await select_sphere(connection, activity.sphere_id) if activity else None
    if activity is None or sphere is None:
        return None
    parties = await select_parties(connection, sphere.roadmap_id)
    named = await select_responsibilities(connection, activity.id)
    by_party = (
        (
            party,
            tuple(responsibility for responsibility in named if responsibility.agency.party_id == party.id),
        )
        for party in parties
    )
    return ActivityCard(sphere.roadmap_id, activity, sphere, tuple(by_party))


async def select_responsibilities(connection: aiosqlite.Connection, activity_id: int) -> list[Responsibility]:
    """Loads who answers for the activity, in the document's order and with its wording."""
    return await fetch_responsibilities(
        connection, "WHERE r.activity_id = :id ORDER BY r.position", id=activity_id
    )


async def _select_responsible(
    connection: aiosqlite.Connection, roadmap_id: int
) -> dict[int, tuple[int, ...]]:
    rows = await fetch(
        connection,
        "SELECT r.activity_id, r.agency_id FROM responsibilities AS r JOIN activities AS a ON a.id = r.activity_id"
        " WHERE a.roadmap_id = :id ORDER BY a.position, r.position",
        id=roadmap_id,
    )
    by_activity = groupby(rows, key=itemgetter("activity_id"))
    return {activity_id: tuple(row["agency_id"] for row in found) for activity_id, found in by_activity}
