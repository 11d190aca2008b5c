"""Who decides for a side, and who may write about an activity for it.

A person decides for one side of a roadmap. A side without coordinators is decided for by an administrator who stands in
for it; one administrator stands in for at most one side in a decision.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

import aiosqlite

from data.audit import AuditContext
from data.people.appointments import select_acting_appointment
from data.people.people import select_admin_ids
from data.people.problems import PeopleProblem
from data.people.rights import NotAllowed, coordinates
from data.people.sides import COUNTED
from data.primitives.refusal import Refused

COORDINATORS: Final = (
    "SELECT held.user_id FROM person_parties AS held JOIN people USING (user_id)"  # noqa: S608 - constants
    " JOIN parties ON parties.id = held.party_id WHERE held.party_id = ?1"
    " AND (role IN ('coordinator', 'admin') OR held.user_id IN (SELECT value FROM json_each(?2)))"
    f" AND {COUNTED} ORDER BY held.user_id"
)
Votes = Mapping[int, int]  # the side each person has voted for in a decision, by the person's id


@dataclass(frozen=True, slots=True)
class DecidingSide:
    """The side a person decides for; `stands_in` is an administrator's for a side without coordinators."""

    party_id: int
    stands_in: bool


@dataclass(frozen=True, slots=True)
class Deciders:
    """Who decides in one decision: `own` are the coordinators by side, in the roadmap's order.

    `votes` are those given in it already.
    """

    own: Mapping[int, tuple[int, ...]]
    admins: tuple[int, ...]
    votes: Votes

    @property
    def unstaffed(self) -> tuple[int, ...]:
        """The sides for which an administrator decides: every coordinator, if any, has voted for another side."""
        return tuple(party for party in self.own if not self._free(party))

    def side_of(self, user_id: int | None) -> DecidingSide | None:
        """Returns the side for which this person decides now; None when they decide for none."""
        own = next((party for party, people in self.own.items() if user_id in people), None)
        voted = self.votes.get(user_id) if user_id else None
        if own is not None:
            return DecidingSide(own, stands_in=False) if voted in (None, own) else None
        if user_id not in self.admins:
            return None
        given = set(self.votes.values())
        choices = [voted] if voted else sorted(self.unstaffed, key=lambda party: party in given)
        return next(
            (DecidingSide(party, stands_in=True) for party in choices if party in self.unstaffed), None
        )

    def people_of(self, party_id: int) -> tuple[int, ...]:
        """Returns who is asked to decide for the side: its coordinators, or else the administrators who may."""
        if party_id not in self.unstaffed:
            return self._free(party_id)
        return tuple(admin for admin in self.admins if self._may_stand_in(admin, party_id))

    def require_side(self, user_id: int | None, tried: str) -> DecidingSide:
        """Raises `NotAllowed`, and `Refused` for a person who has voted for another side in this decision."""
        side = self.side_of(user_id)
        if side:
            return side
        if user_id in self.votes:
            raise Refused(PeopleProblem.VOTED)
        raise NotAllowed(tried, PeopleProblem.NOT_COORDINATOR)

    def _free(self, party_id: int) -> tuple[int, ...]:
        return tuple(user_id for user_id in self.own[party_id] if self.votes.get(user_id) in (None, party_id))

    def _may_stand_in(self, admin: int, party_id: int) -> bool:
        coordinated = any(admin in people for people in self.own.values())
        return not coordinated and self.votes.get(admin) in (None, party_id)


async def select_coordinators(
    connection: aiosqlite.Connection, party_id: int, first_admins: Collection[int] = ()
) -> list[int]:
    """Loads the Telegram ids of the side's coordinators, administrators who coordinate it among them."""
    rows = await connection.execute_fetchall(COORDINATORS, (party_id, json.dumps(sorted(first_admins))))
    return [int(user_id) for (user_id,) in rows]


async def select_party_ids(connection: aiosqlite.Connection, roadmap_id: int) -> list[int]:
    """Loads the ids of a roadmap's sides in its order."""
    rows = await connection.execute_fetchall(
        "SELECT id FROM parties WHERE roadmap_id = ? ORDER BY position", (roadmap_id,)
    )
    return [int(party_id) for (party_id,) in rows]


async def select_deciders(
    connection: aiosqlite.Connection, roadmap_id: int, first_admins: Collection[int], votes: Votes
) -> Deciders:
    """Loads who decides at this moment for each side of the roadmap."""
    own = {
        party: tuple(await select_coordinators(connection, party, first_admins))
        for party in await select_party_ids(connection, roadmap_id)
    }
    admins = [*sorted(first_admins), *await select_admin_ids(connection)]
    return Deciders(own, tuple(dict.fromkeys(admins)), votes)


async def require_coordinator(connection: aiosqlite.Connection, roadmap_id: int, audit: AuditContext) -> int:
    """Returns the side of the roadmap that the actor coordinates; raises `NotAllowed` without one."""
    held = await select_acting_appointment(connection, audit.actor_id, audit.first_admins)
    parties = await select_party_ids(connection, roadmap_id)
    coordinated = [party for party in parties if coordinates(held, (party,))]
    if not coordinated:
        raise NotAllowed("coordinate", PeopleProblem.NOT_COORDINATOR)
    return coordinated[0]


async def select_bodies_of_side(
    connection: aiosqlite.Connection, activity_id: int, party_id: int
) -> dict[int, str]:
    """Loads the names of the side's agencies on the activity by id, the one that is named first before the others."""
    rows = await connection.execute_fetchall(
        "SELECT agencies.id, agencies.name FROM responsibilities JOIN agencies ON agencies.id = agency_id"
        " WHERE activity_id = ? AND party_id = ? ORDER BY responsibilities.position",
        (activity_id, party_id),
    )
    return {row["id"]: row["name"] for row in rows}


async def select_people_of_bodies(connection: aiosqlite.Connection, agencies: Collection[int]) -> list[int]:
    """Loads the Telegram ids of the people who write for one of these agencies, each once."""
    rows = await connection.execute_fetchall(
        "SELECT DISTINCT user_id FROM person_agencies JOIN people USING (user_id)"
        " WHERE agency_id IN (SELECT value FROM json_each(?)) AND role IN ('official', 'coordinator', 'admin')"
        " ORDER BY user_id",
        (json.dumps(sorted(agencies)),),
    )
    return [int(user_id) for (user_id,) in rows]


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
