"""A roadmap as it is stored, with what is gone from it: what an edition is compared with."""

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

import aiosqlite

from data.documents.names import NamedAlias
from data.editions.edition import Origin
from data.roadmap.models import Matching

ROADMAPS: Final = "SELECT id, title, digest, first_year, last_year FROM roadmaps ORDER BY id"
PARTIES: Final = (
    "SELECT id, name, region, signatory_name <> '' AS has_signed, gone_at IS NOT NULL AS is_gone FROM all_parties"
    " WHERE roadmap_id = ? ORDER BY gone_at IS NOT NULL, gone_at DESC, position"
)
SPHERES: Final = (
    "SELECT id, number, title, gone_at IS NOT NULL AS is_gone FROM all_spheres"
    " WHERE roadmap_id = ? ORDER BY gone_at IS NOT NULL, gone_at DESC, position"
)
# People, invitations, reports and requests hang on a body.
AGENCIES: Final = (
    "SELECT a.id, a.party_id, a.name, a.gone_at IS NOT NULL AS is_gone,"
    " EXISTS (SELECT 1 FROM person_agencies WHERE agency_id = a.id)"
    " OR EXISTS (SELECT 1 FROM invitation_agencies JOIN invitations AS i ON i.id = invitation_id"
    " WHERE agency_id = a.id AND i.ending IS NULL)"
    " OR EXISTS (SELECT 1 FROM notes WHERE agency_id = a.id)"
    " OR EXISTS (SELECT 1 FROM drafts WHERE agency_id = a.id)"
    " OR EXISTS (SELECT 1 FROM move_requests WHERE agency_id = a.id) AS is_held"
    " FROM all_agencies AS a JOIN all_parties AS p ON p.id = a.party_id WHERE p.roadmap_id = ?"
    " ORDER BY a.gone_at IS NOT NULL, a.gone_at DESC, a.position"
)
# Reports, drafts of them, moves, requests, reopenings and orders of meetings hang on an activity. What a date set by hand
# stands for where the wording has no day is no day of the wording.
ACTIVITIES: Final = (
    "SELECT a.id, a.sphere_id, a.number, a.title, a.gone_at IS NOT NULL AS is_gone, d.wording,"
    " (SELECT json_group_array(nominal) FROM (SELECT nominal FROM control_dates WHERE activity_id = a.id"
    " AND d.kind NOT IN ('by_schedule', 'unknown') ORDER BY nominal)) AS days,"
    " (SELECT json_group_array(json_array(agency_id, wording)) FROM (SELECT agency_id, wording FROM all_responsibilities"
    " WHERE activity_id = a.id ORDER BY position)) AS agencies,"
    " EXISTS (SELECT 1 FROM notes WHERE activity_id = a.id)"
    " OR EXISTS (SELECT 1 FROM drafts WHERE activity_id = a.id)"
    " OR EXISTS (SELECT 1 FROM deadline_moves WHERE activity_id = a.id)"
    " OR EXISTS (SELECT 1 FROM move_requests WHERE activity_id = a.id)"
    " OR EXISTS (SELECT 1 FROM reopenings WHERE activity_id = a.id)"
    " OR EXISTS (SELECT 1 FROM agenda_items WHERE activity_id = a.id AND mark IS NOT NULL) AS is_held"
    " FROM all_activities AS a JOIN deadlines AS d ON d.activity_id = a.id WHERE a.roadmap_id = ?"
    " ORDER BY a.gone_at IS NOT NULL, a.gone_at DESC, a.position"
)
ALIASES: Final = (
    "SELECT party_id, sphere_id, agency_id, text, matching, origin FROM aliases WHERE origin <> 'derived' AND ("
    " party_id IN (SELECT id FROM all_parties WHERE roadmap_id = ?1)"
    " OR sphere_id IN (SELECT id FROM all_spheres WHERE roadmap_id = ?1)"
    " OR agency_id IN (SELECT a.id FROM all_agencies AS a JOIN all_parties AS p ON p.id = a.party_id"
    " WHERE p.roadmap_id = ?1)) ORDER BY id"
)


@dataclass(frozen=True, slots=True)
class LearntAliases:
    """The names that files (`seeds`) and people (`by_hand`) gave a part; derived ones are left out."""

    seeds: tuple[NamedAlias, ...] = ()
    by_hand: tuple[NamedAlias, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """The names that may be matched freely."""
        return tuple(alias.text for alias in (*self.seeds, *self.by_hand) if alias.matching is Matching.FREE)


@dataclass(frozen=True, slots=True)
class StoredParty:
    id: int
    name: str
    region: str
    is_gone: bool
    aliases: LearntAliases


@dataclass(frozen=True, slots=True)
class StoredSphere:
    id: int
    number: str
    title: str
    is_gone: bool
    aliases: LearntAliases


@dataclass(frozen=True, slots=True)
class StoredAgency:
    """`is_held` tells that people, reports or requests hang on it."""

    id: int
    party_id: int
    name: str
    is_gone: bool
    is_held: bool
    aliases: LearntAliases


@dataclass(frozen=True, slots=True)
class StoredActivity:
    """`agencies` are ids of agencies with their wordings; `days` those the wording gives, YYYY-MM-DD, in order.

    `is_held` tells that reports or decisions hang on it.
    """

    id: int
    number: str
    title: str
    is_gone: bool
    is_held: bool
    sphere_id: int
    agencies: tuple[tuple[int, str], ...]
    wording: str
    days: tuple[str, ...]

    @property
    def agency_ids(self) -> frozenset[int]:
        """The ids alone."""
        return frozenset(body for body, _ in self.agencies)


@dataclass(frozen=True, slots=True)
class StoredTitle:
    """What a roadmap is called and which years it covers."""

    id: int
    title: str
    digest: str
    first_year: int
    last_year: int


@dataclass(frozen=True, slots=True)
class StoredRoadmap:
    """Each part in its order, what is gone behind what is in force."""

    heading: StoredTitle
    parties: tuple[StoredParty, ...] = ()
    spheres: tuple[StoredSphere, ...] = ()
    agencies: tuple[StoredAgency, ...] = ()
    activities: tuple[StoredActivity, ...] = ()
    is_signed: bool = False

    @property
    def in_force(self) -> tuple[StoredActivity, ...]:
        """The activities that are not gone, in their order."""
        return tuple(activity for activity in self.activities if not activity.is_gone)


async def select_titles(connection: aiosqlite.Connection) -> list[StoredTitle]:
    """Loads what the roadmaps are called, in the order of their ids."""
    return [StoredTitle(**row) for row in await connection.execute_fetchall(ROADMAPS)]


async def select_stored_roadmap(connection: aiosqlite.Connection, heading: StoredTitle) -> StoredRoadmap:
    """Loads all parts of a roadmap with what is gone."""
    aliases = await _aliases(connection, heading.id)
    parties = list(await connection.execute_fetchall(PARTIES, (heading.id,)))
    spheres = await connection.execute_fetchall(SPHERES, (heading.id,))
    agencies = await connection.execute_fetchall(AGENCIES, (heading.id,))
    activities = await connection.execute_fetchall(ACTIVITIES, (heading.id,))
    return StoredRoadmap(
        heading,
        tuple(
            StoredParty(p["id"], p["name"], p["region"], bool(p["is_gone"]), aliases["party_id", p["id"]])
            for p in parties
        ),
        tuple(
            StoredSphere(s["id"], s["number"], s["title"], bool(s["is_gone"]), aliases["sphere_id", s["id"]])
            for s in spheres
        ),
        tuple(
            StoredAgency(
                *(a["id"], a["party_id"], a["name"], bool(a["is_gone"]), bool(a["is_held"])),
                aliases["agency_id", a["id"]],
            )
            for a in agencies
        ),
        tuple(
            StoredActivity(
                *(a["id"], a["number"], a["title"], bool(a["is_gone"]), bool(a["is_held"]), a["sphere_id"]),
                tuple((body, wording) for body, wording in json.loads(a["agencies"])),
                a["wording"],
                tuple(json.loads(a["days"])),
            )
            for a in activities
        ),
        any(p["has_signed"] and not p["is_gone"] for p in parties),
    )


async def _aliases(
    connection: aiosqlite.Connection, roadmap_id: int
) -> defaultdict[tuple[str, int], LearntAliases]:
    """Loads the learnt names by the column of their owner and its id."""
    found: defaultdict[tuple[str, int], LearntAliases] = defaultdict(LearntAliases)
    for row in await connection.execute_fetchall(ALIASES, (roadmap_id,)):
        owner = next((name, row[name]) for name in ("party_id", "sphere_id", "agency_id") if row[name])
        alias, before = NamedAlias(row["text"], Matching(row["matching"])), found[owner]
        found[owner] = (
            LearntAliases(before.seeds, (*before.by_hand, alias))
            if row["origin"] == Origin.ADMIN
            else LearntAliases((*before.seeds, alias), before.by_hand)
        )
    return found
