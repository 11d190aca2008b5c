"""Admitted people, and the agencies without a person who writes for them."""

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Final

import aiosqlite

from data.people.appointments import NONE, Appointment, appointment_of
from data.people.people import Role
from data.roadmap.models import Agency

MEMBER: Final = (
    "SELECT p.user_id, p.name, p.reachable, p.admitted_at, a.role, a.agencies, a.parties,"
    " (SELECT json_group_array(roadmap_id) FROM person_roadmaps AS r WHERE r.user_id = p.user_id) AS roadmaps"
    " FROM people AS p"
    " JOIN appointments AS a USING (user_id) WHERE p.admitted_at IS NOT NULL"
)
# Written as everywhere: «Санкт-Петербург — Пермский край, 2024–2026»; only where a person could take one for another.
ROADMAP_NAMES: Final = (
    "SELECT r.id, coalesce((SELECT group_concat(region, ' — ') FROM"
    " (SELECT region FROM parties WHERE roadmap_id = r.id ORDER BY position)), r.title)"
    " || ', ' || r.first_year || '–' || r.last_year AS name"
    " FROM roadmaps AS r WHERE (SELECT count(*) FROM roadmaps) > 1 ORDER BY r.id"
)
APPOINTED: Final = (
    "SELECT subject_id AS user_id, max(at) AS at FROM audit WHERE subject = 'person' AND ("
    " json_extract(before, '$.role') IS NOT json_extract(after, '$.role')"
    " OR json_extract(before, '$.parties') IS NOT json_extract(after, '$.parties')"
    " OR (SELECT group_concat(key) FROM json_each(before, '$.agencies'))"
    "  IS NOT (SELECT group_concat(key) FROM json_each(after, '$.agencies'))) GROUP BY subject_id"
)


@dataclass(frozen=True, slots=True)
class Member:
    """`can_message` is False once they have blocked the bot.

    `admitted_at` (Unix seconds) is None for the `ADMIN_IDS`.
    """

    user_id: int
    name: str
    can_message: bool
    admitted_at: int | None
    appointment: Appointment


@dataclass(frozen=True, slots=True)
class Directory:
    """Names by ids, for words about people and their job titles: of admitted people, of agencies, of sides (regions).

    `roadmaps` are named where there are several, by id; `agency_roadmaps` and `party_roadmaps` tell whose what is.
    """

    people: dict[int, str]
    agencies: dict[int, str]
    parties: dict[int, str]
    roadmaps: dict[int, str] = field(default_factory=dict)
    agency_roadmaps: dict[int, int] = field(default_factory=dict)
    party_roadmaps: dict[int, int] = field(default_factory=dict)

    def roadmaps_of(self, appointment: Appointment) -> tuple[str, ...]:
        """Returns the names of the roadmaps that an appointment opens; none where there is only one, or for an admin."""
        if appointment.role is Role.ADMIN:
            return ()
        opened = {*appointment.roadmaps, *(self.agency_roadmaps.get(key, 0) for key in appointment.agencies)}
        opened |= {self.party_roadmaps.get(key, 0) for key in appointment.parties}
        return tuple(name for key, name in self.roadmaps.items() if key in opened)


async def select_members(
    connection: aiosqlite.Connection, first_admins: Collection[int] = ()
) -> list[Member]:
    """Loads all admitted people by name, those without a name last; `first_admins` are always admins."""
    rows = await connection.execute_fetchall(MEMBER + " ORDER BY p.name = '', p.name, p.user_id")
    members = [_member(row) for row in rows]
    absent = sorted(set(first_admins) - {member.user_id for member in members})
    members += [
        Member(user_id, "", can_message=True, admitted_at=None, appointment=NONE) for user_id in absent
    ]
    return [_as_seen(member, first_admins) for member in members]


async def select_member(
    connection: aiosqlite.Connection, user_id: int, first_admins: Collection[int] = ()
) -> Member | None:
    """Loads an admitted person; None when they are not admitted, or no longer."""
    members = await select_members(connection, first_admins)
    return next((member for member in members if member.user_id == user_id), None)


async def select_appointed_at(connection: aiosqlite.Connection) -> dict[int, int]:
    """Loads when (Unix seconds) a person's role, agencies or sides last changed, by user id; a new job title is no change."""
    rows = await connection.execute_fetchall(APPOINTED)
    return {row["user_id"]: row["at"] for row in rows}


async def select_directory(connection: aiosqlite.Connection) -> Directory:
    """Loads the names of people, agencies and sides by id, for texts that mention them."""
    people = await connection.execute_fetchall("SELECT user_id, name FROM people WHERE name <> ''")
    agencies = await connection.execute_fetchall(
        "SELECT a.id, a.name, p.roadmap_id FROM all_agencies AS a JOIN all_parties AS p ON p.id = a.party_id"
    )
    parties = await connection.execute_fetchall("SELECT id, region, roadmap_id FROM all_parties")
    roadmaps = await connection.execute_fetchall(ROADMAP_NAMES)
    return Directory(
        {int(key): str(name) for key, name in people},
        {int(key): str(name) for key, name, _ in agencies},
        {int(key): str(region) for key, region, _ in parties},
        {int(key): str(name) for key, name in roadmaps},
        {int(key): int(roadmap) for key, _, roadmap in agencies},
        {int(key): int(roadmap) for key, _, roadmap in parties},
    )


async def select_unstaffed_agencies(connection: aiosqlite.Connection, roadmap_id: int) -> list[Agency]:
    """Loads the agencies of a roadmap without a person who writes for them, in its order."""
    rows = await connection.execute_fetchall(
        "SELECT a.id, s.roadmap_id, a.party_id, a.name,"
        "  (SELECT count(*) FROM responsibilities AS r WHERE r.agency_id = a.id) AS activity_count"
        " FROM agencies AS a JOIN parties AS s ON s.id = a.party_id"
        " WHERE s.roadmap_id = ? AND NOT EXISTS (SELECT 1 FROM person_agencies AS h JOIN people USING (user_id)"
        "  WHERE h.agency_id = a.id AND role IN ('official', 'coordinator', 'admin'))"
        " ORDER BY s.position, a.position",
        (roadmap_id,),
    )
    return [Agency(**row) for row in rows]


def _member(row: sqlite3.Row) -> Member:
    return Member(
        user_id=row["user_id"],
        name=row["name"],
        can_message=bool(row["reachable"]),
        admitted_at=row["admitted_at"],
        appointment=appointment_of(row),
    )


def _as_seen(member: Member, first_admins: Collection[int]) -> Member:
    if member.user_id not in first_admins:
        return member
    return replace(member, appointment=replace(member.appointment, role=Role.ADMIN))
