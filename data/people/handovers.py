"""Handing over: a successor gets the agencies and sides of a predecessor, who loses them in the same moment."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import aiosqlite

from data.audit import AuditAction, AuditContext
from data.notes.activity_state import Moment
from data.notes.notes import Note, select_last_note
from data.notes.states import select_state
from data.people.appointments import NONE, Appointment, select_appointment, update_appointment
from data.people.lost_rights import end_forms
from data.people.people import Role
from data.people.problems import PeopleProblem
from data.people.rights import Right, require
from data.primitives.fingerprint import fingerprint_of
from data.primitives.refusal import Refused
from data.roadmap.models import Activity, ControlDate
from data.roadmap.roadmap import select_activities, select_responsibilities


@dataclass(frozen=True, slots=True)
class HandOver:
    """Agencies and sides (ids) that go from one person to another (user ids)."""

    predecessor_id: int
    successor_id: int
    agencies: frozenset[int]
    parties: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class HandedActivity:
    """An open activity a successor takes charge of, its next control date and the agencies' last note on it.

    `counterparts` are the names of the other sides' agencies that answer for it; `move` is the day to which an open
    request asks to move its deadline.
    """

    activity: Activity
    due: ControlDate | None
    note: Note | None
    counterparts: tuple[str, ...] = ()
    move: date | None = None


def hand_over_fingerprint(predecessor: Appointment, successor: Appointment = NONE) -> int:
    """Changes with anything that either of them holds; short enough for a button."""
    return fingerprint_of(predecessor.state, successor.state)


async def hand_over(connection: aiosqlite.Connection, handing: HandOver, audit: AuditContext) -> None:
    """Hands over to an admitted person, by an admin or the predecessor; raises `NotAllowed` or `Refused`."""
    await require_authority(connection, handing.predecessor_id, audit)
    if await select_appointment(connection, handing.successor_id) == NONE:
        raise Refused(PeopleProblem.NOT_ADMITTED)
    await transfer(connection, handing, audit)


async def require_authority(
    connection: aiosqlite.Connection, predecessor_id: int, audit: AuditContext
) -> None:
    """Raises `NotAllowed` unless the actor is the predecessor, an admin or the console."""
    if audit.actor_id != predecessor_id:
        await require(connection, audit, Right.MANAGE_PEOPLE)


async def transfer(connection: aiosqlite.Connection, handing: HandOver, audit: AuditContext) -> None:
    """Moves agencies and sides to the successor and adapts both roles; raises `Refused`. Checks no rights."""
    held = await select_appointment(connection, handing.predecessor_id)
    post = _post(held, handing)
    had = await select_appointment(connection, handing.successor_id)
    left = held.without(handing.agencies, handing.parties)
    await update_appointment(connection, handing.predecessor_id, left, audit, AuditAction.HANDED_OVER)
    await update_appointment(
        connection, handing.successor_id, had.joined(post.succeeded_by(had)), audit, AuditAction.SUCCEEDED
    )
    await end_forms(connection, handing.predecessor_id, audit.first_admins)


async def select_handed_activities(
    connection: aiosqlite.Connection,
    agencies: Collection[int],
    now: Moment,
    parties: Collection[int] = (),
) -> list[HandedActivity]:
    """Loads the open activities that these agencies, and all agencies of these sides, answer for.

    Due soonest first, without a coming date last.
    """
    rows = await connection.execute_fetchall(
        "SELECT r.activity_id, r.agency_id FROM responsibilities AS r JOIN agencies AS g ON g.id = r.agency_id"
        " WHERE g.id IN (SELECT value FROM json_each(?)) OR g.party_id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(agencies)), json.dumps(sorted(parties))),
    )
    mine = {int(row["agency_id"]) for row in rows}
    activities = await select_activities(connection, sorted({int(row["activity_id"]) for row in rows}))
    states = {activity.id: await select_state(connection, activity.id, now) for activity in activities}
    handed_activities = [
        await _handed_activity(connection, activity, states[activity.id].next_due(now.day), mine)
        for activity in activities
        if not states[activity.id].is_closed
    ]
    return sorted(handed_activities, key=lambda item: item.due.day if item.due else date.max)


async def _handed_activity(
    connection: aiosqlite.Connection, activity: Activity, due: ControlDate | None, mine: Collection[int]
) -> HandedActivity:
    responsible = [
        responsibility.agency for responsibility in await select_responsibilities(connection, activity.id)
    ]
    own = {agency.party_id for agency in responsible if agency.id in mine}
    return HandedActivity(
        activity,
        due,
        await _last_note(connection, activity.id, mine),
        tuple(agency.name for agency in responsible if agency.party_id not in own),
    )


async def _last_note(
    connection: aiosqlite.Connection, activity_id: int, agencies: Collection[int]
) -> Note | None:
    notes = [await select_last_note(connection, activity_id, agency) for agency in sorted(agencies)]
    return max((note for note in notes if note), key=lambda note: note.number, default=None)


def _post(held: Appointment, handing: HandOver) -> Appointment:
    if not handing.agencies and not handing.parties:
        raise Refused(PeopleProblem.NOTHING)
    if handing.predecessor_id == handing.successor_id:
        raise Refused(PeopleProblem.SAME_PERSON)
    if not handing.agencies <= held.agencies.keys() or not handing.parties <= held.parties:
        raise Refused(PeopleProblem.NOT_HELD)
    job_titles = {agency: held.agencies[agency] for agency in handing.agencies}
    return Appointment(Role.COORDINATOR if handing.parties else Role.OFFICIAL, job_titles, handing.parties)
