"""Who may do what: the one table of rights by role, and the rules for agencies and sides. What is not named is refused.

An admin manages people, binds chats and reads the journal, but writes notes only for agencies of their own: the right
to appoint people does not include speaking in their name.
"""

from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import NamedTuple, Protocol

import aiosqlite

from data.audit import AuditContext
from data.people.appointments import Appointment, select_appointment
from data.people.people import Role
from data.people.problems import PeopleProblem
from data.primitives.refusal import Refused
from data.roadmap.models import Agency


class Right(StrEnum):
    """What a role allows; reading is decided in `bot.access`, from the settings and the groups."""

    WRITE = "write"  # notes and requests, for an agency or a side of the person's
    COORDINATE = "coordinate"  # decide for a side of the person's
    SUMMARISE = "summarise"  # preview and publish a summary
    SCHEDULE_SUMMARIES = "schedule_summaries"  # when a group gets them, and whether
    REPORT = "report"  # take an execution report out
    CONFIRM_EDITIONS = "confirm_editions"  # of a roadmap of the person's side, an admin of any
    MANAGE_PEOPLE = "manage_people"  # also invitations and requests for access
    BIND_CHAT = "bind_chat"
    READ_JOURNAL = "read_journal"


HOLDERS: dict[Right, frozenset[Role]] = {
    Right.WRITE: frozenset({Role.OFFICIAL, Role.COORDINATOR, Role.ADMIN}),
    Right.COORDINATE: frozenset({Role.COORDINATOR, Role.ADMIN}),
    Right.SUMMARISE: frozenset({Role.COORDINATOR, Role.ADMIN}),
    Right.SCHEDULE_SUMMARIES: frozenset({Role.ADMIN}),
    Right.REPORT: frozenset({Role.COORDINATOR, Role.ADMIN}),
    Right.CONFIRM_EDITIONS: frozenset({Role.COORDINATOR, Role.ADMIN}),
    Right.MANAGE_PEOPLE: frozenset({Role.ADMIN}),
    Right.BIND_CHAT: frozenset({Role.ADMIN}),
    Right.READ_JOURNAL: frozenset({Role.ADMIN}),
}


class NotAllowed(Refused):
    """The person has no right to it, or no longer; `tried` is what the journal keeps of the attempt."""

    def __init__(self, tried: str, problem: PeopleProblem = PeopleProblem.NOT_ADMIN) -> None:
        super().__init__(problem)
        self.tried = tried


def holds(role: Role | None, right: Right) -> bool:
    """True when the role has the right; without a role there is none."""
    return role in HOLDERS[right]


def may(appointment: Appointment, right: Right) -> bool:
    """True when the appointment's role has the right."""
    return holds(appointment.role, right)


class AgencyOfSide(Protocol):
    """What rights ask of an agency: its id and the side it belongs to."""

    @property
    def id(self) -> int: ...

    @property
    def party_id(self) -> int: ...


class SigningAgency(NamedTuple):
    """The agency that signed a note, as the note names it."""

    id: int
    party_id: int


def coordinates(appointment: Appointment, parties: Collection[int]) -> bool:
    """True when the person coordinates one of these sides; an administrator only where appointed to it."""
    return may(appointment, Right.COORDINATE) and bool(appointment.parties & frozenset(parties))


def may_write_for(appointment: Appointment, agency: AgencyOfSide) -> bool:
    """True for an official's own agencies, for every agency of a coordinator's side, for an admin as for an official."""
    as_official = may(appointment, Right.WRITE) and agency.id in appointment.agencies
    return as_official or coordinates(appointment, (agency.party_id,))


def may_write_note(appointment: Appointment, agency: Agency, responsible: Collection[int]) -> bool:
    """True when the person may sign a note by `agency`.

    `responsible` are the ids of the agencies that answer for its activity.
    """
    return agency.id in responsible and may_write_for(appointment, agency)


def writable(
    appointment: Appointment, agencies: Iterable[Agency], responsible: Collection[int]
) -> tuple[Agency, ...]:
    """Returns those of `agencies` for which the person may write about an activity."""
    return tuple(agency for agency in agencies if may_write_note(appointment, agency, responsible))


def may_change_note(
    appointment: Appointment, agency: AgencyOfSide, author: Appointment, *, own: bool
) -> bool:
    """True when a person may correct or withdraw a note of `agency`; `author` is its author's appointment now.

    The author while they write for the agency (`own`); the side's coordinator; and, once the author has left the
    agency, any of its present authors, because the note is the agency's.
    """
    as_coordinator = coordinates(appointment, (agency.party_id,))
    return may_write_for(appointment, agency) and (own or as_coordinator or not may_write_for(author, agency))


def may_ask(appointment: Appointment, agency: Agency) -> bool:
    """True for a coordinator of the agency's side, who may ask it how its activities go."""
    return coordinates(appointment, (agency.party_id,))


def may_hand_over(appointment: Appointment) -> bool:
    """True when the person has anything to hand over."""
    return bool(appointment.role) and bool(appointment.agencies or appointment.parties)


async def require(connection: aiosqlite.Connection, audit: AuditContext, right: Right) -> None:
    """Raises `NotAllowed` unless the actor has the right at this moment; call it in the transaction of the change."""
    if audit.actor_id is None:
        return
    if not may(await select_appointment(connection, audit.actor_id, audit.first_admins), right):
        raise NotAllowed(right)
