"""Who may do what, decided from an appointment alone; anything not named here is refused.

An admin manages people, binds chats and reads the journal, but writes notes only for agencies of their own: whoever
hands out the offices does not thereby speak in their name.
"""

from collections.abc import Collection, Iterable
from enum import StrEnum

import aiosqlite

from data.audit import AuditContext
from data.people.appointments import Appointment, select_appointment
from data.people.people import Role
from data.roadmap.models import Agency


class Right(StrEnum):
    """What a role alone allows."""

    READ = "read"
    SUMMARISE = "summarise"  # preview and publish a summary
    SCHEDULE_SUMMARIES = "schedule_summaries"  # when a group gets them, and whether
    REPORT = "report"  # take an execution report out
    MANAGE_PEOPLE = "manage_people"  # also invitations and requests for access
    BIND_CHAT = "bind_chat"
    READ_JOURNAL = "read_journal"


HOLDERS: dict[Right, frozenset[Role]] = {
    Right.READ: frozenset(Role),
    Right.SUMMARISE: frozenset({Role.COORDINATOR, Role.ADMIN}),
    Right.SCHEDULE_SUMMARIES: frozenset({Role.ADMIN}),
    Right.REPORT: frozenset({Role.COORDINATOR, Role.ADMIN}),
    Right.MANAGE_PEOPLE: frozenset({Role.ADMIN}),
    Right.BIND_CHAT: frozenset({Role.ADMIN}),
    Right.READ_JOURNAL: frozenset({Role.ADMIN}),
}


class NotAllowed(Exception):
    """The person has no right to it, or no longer."""


def may(appointment: Appointment, right: Right) -> bool:
    return appointment.role in HOLDERS.get(right, frozenset())


def may_write_for(appointment: Appointment, agency: Agency) -> bool:
    """An official for their own agencies, a coordinator for every agency of their side, an admin as an official."""
    if appointment.role in (None, Role.READER):
        return False
    coordinates = appointment.role is not Role.OFFICIAL and agency.party_id in appointment.parties
    return agency.id in appointment.agencies or coordinates


def may_write_note(appointment: Appointment, agency: Agency, responsible: Collection[int]) -> bool:
    """`responsible` are the ids of the agencies that answer for the note's activity."""
    return agency.id in responsible and may_write_for(appointment, agency)


def writable(
    appointment: Appointment, agencies: Iterable[Agency], responsible: Collection[int]
) -> tuple[Agency, ...]:
    """For which of `agencies` a person may write about an activity; with several they are asked for which."""
    return tuple(agency for agency in agencies if may_write_note(appointment, agency, responsible))


def may_change_note(appointment: Appointment, agency: Agency, author: Appointment, *, own: bool) -> bool:
    """May a person correct or withdraw a note signed by `agency`; `author` is its author's appointment now.

    The author while they write for the agency (`own`); the side's coordinator; and, once the author is gone from
    the agency, whoever writes for it now, because the note is the agency's.
    """
    coordinates = appointment.role is not Role.OFFICIAL and agency.party_id in appointment.parties
    return may_write_for(appointment, agency) and (own or coordinates or not may_write_for(author, agency))


def may_ask(appointment: Appointment, agency: Agency) -> bool:
    """Ask an agency how its activities go: whoever coordinates its side."""
    coordinates = appointment.role in (Role.COORDINATOR, Role.ADMIN)
    return coordinates and agency.party_id in appointment.parties


def may_hand_over(appointment: Appointment) -> bool:
    """Has the person anything to hand over."""
    return bool(appointment.role) and bool(appointment.agencies or appointment.parties)


async def require(connection: aiosqlite.Connection, audit: AuditContext, right: Right) -> None:
    """Raises `NotAllowed` unless the actor has the right at this moment; call it in the transaction of the change."""
    if audit.actor_id is None:
        return
    if not may(await select_appointment(connection, audit.actor_id, audit.first_admins), right):
        raise NotAllowed(right)
