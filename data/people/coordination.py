"""Who decides for a side, and who may write about an activity for it.

A side without coordinators is decided for by the administrators.
"""

from collections.abc import Collection

import aiosqlite

from data.audit import AuditContext
from data.people.appointments import select_appointment
from data.people.people import select_admin_ids
from data.people.problems import PeopleProblem
from data.people.rights import NotAllowed, coordinates


async def select_coordinators(connection: aiosqlite.Connection, party_id: int) -> list[int]:
    """Loads the Telegram ids of the side's coordinators, administrators who coordinate it among them."""
    rows = await connection.execute_fetchall(
        "SELECT user_id FROM person_parties JOIN people USING (user_id)"
        " WHERE party_id = ? AND role IN ('coordinator', 'admin') ORDER BY user_id",
        (party_id,),
    )
    return [int(user_id) for (user_id,) in rows]


async def select_party_ids(connection: aiosqlite.Connection, roadmap_id: int) -> list[int]:
    """Loads the ids of a roadmap's sides in its order."""
    rows = await connection.execute_fetchall(
        "SELECT id FROM parties WHERE roadmap_id = ? ORDER BY position", (roadmap_id,)
    )
    return [int(party_id) for (party_id,) in rows]


async def select_deciders(
    connection: aiosqlite.Connection, party_id: int, first_admins: Collection[int]
) -> tuple[list[int], bool]:
    """Loads the people who decide for the side, and whether those are its own coordinators."""
    own = await select_coordinators(connection, party_id)
    admins = [*sorted(first_admins), *await select_admin_ids(connection)]
    return own or list(dict.fromkeys(admins)), bool(own)


async def select_decided_parties(
    connection: aiosqlite.Connection, roadmap_id: int, audit: AuditContext
) -> list[int]:
    """Loads the sides for which the actor decides at this moment."""
    parties = await select_party_ids(connection, roadmap_id)
    deciders = [await select_deciders(connection, party, audit.first_admins) for party in parties]
    return [party for party, (people, _) in zip(parties, deciders, strict=True) if audit.actor_id in people]


async def require_coordinator(connection: aiosqlite.Connection, roadmap_id: int, audit: AuditContext) -> int:
    """Returns the first side of the roadmap that the actor coordinates; raises `NotAllowed` without one."""
    held = await select_appointment(connection, audit.actor_id, audit.first_admins)
    parties = await select_party_ids(connection, roadmap_id)
    coordinated = [party for party in parties if coordinates(held, (party,))]
    if not coordinated:
        raise NotAllowed("coordinate", PeopleProblem.NOT_COORDINATOR)
    return coordinated[0]


async def select_responsible_people(
    connection: aiosqlite.Connection, activity_id: int, party_id: int
) -> list[int]:
    """Loads the Telegram ids of the people who report on the activity for the side, each once."""
    rows = await connection.execute_fetchall(
        "SELECT user_id FROM person_agencies AS held JOIN people USING (user_id)"
        " JOIN agencies ON agencies.id = held.agency_id"
        " JOIN responsibilities ON responsibilities.agency_id = held.agency_id"
        " WHERE responsibilities.activity_id = ?1 AND agencies.party_id = ?2"
        " AND role IN ('official', 'coordinator', 'admin')"
        " UNION SELECT user_id FROM person_parties JOIN people USING (user_id)"
        " WHERE party_id = ?2 AND role IN ('coordinator', 'admin') ORDER BY 1",
        (activity_id, party_id),
    )
    return [int(user_id) for (user_id,) in rows]
