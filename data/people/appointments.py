"""What a person is appointed to: a role, the agencies they write for, the sides they coordinate."""

import json
import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

import aiosqlite

from data.audit import AuditAction, AuditChange, AuditContext, AuditSubject, insert_audit
from data.people.people import Role
from data.people.sides import require_one_side, select_counted_parties
from data.primitives.fingerprint import fingerprint_of


@dataclass(frozen=True, slots=True)
class Appointment:
    """`agencies` gives, by agency id, the job title held there («начальник отдела») or an empty text.

    `parties` are the ids of the sides a coordinator answers for, `roadmaps` of those given for reading beside the
    ones of agencies and sides. Without a role the rest counts for nothing.
    """

    role: Role | None
    agencies: Mapping[int, str] = field(default_factory=dict)
    parties: frozenset[int] = frozenset()
    roadmaps: frozenset[int] = frozenset()

    @property
    def is_complete(self) -> bool:
        """An official has an agency and no side, a coordinator has a side, a reader has neither."""
        match self.role:
            case Role.OFFICIAL:
                return bool(self.agencies) and not self.parties
            case Role.COORDINATOR:
                return bool(self.parties)
            case Role.READER:
                return not self.agencies and not self.parties
            case _:
                return self.role is Role.ADMIN

    @property
    def state(self) -> dict[str, Any]:
        """The appointment as plain values, for the journal."""
        agencies = {str(agency): job_title for agency, job_title in self.agencies.items()}
        given = {"roadmaps": sorted(self.roadmaps)} if self.roadmaps else {}
        return {"role": self.role, "agencies": agencies, "parties": sorted(self.parties), **given}

    @property
    def fingerprint(self) -> int:
        """Changes with anything the appointment says; short enough for a button."""
        return fingerprint_of(self.state)

    def joined(self, more: "Appointment") -> "Appointment":
        """Returns an appointment with the agencies and sides of both; the higher role stays.

        A job title is replaced only by another one, never by an empty text.
        """
        roles = [role for role in (self.role, more.role) if role]
        role = max(roles, key=RANKS.index, default=None)
        named = {
            agency: job_title or self.agencies.get(agency, "") for agency, job_title in more.agencies.items()
        }
        sides, given = self.parties | more.parties, self.roadmaps | more.roadmaps
        return Appointment(role, {**self.agencies, **named}, sides, given)

    def succeeded_by(self, successor: "Appointment") -> "Appointment":
        """Returns the same without the job titles in agencies where the successor has one already."""
        named = {agency for agency, job_title in successor.agencies.items() if job_title}
        titles = {agency: "" if agency in named else title for agency, title in self.agencies.items()}
        return replace(self, agencies=titles)

    def with_job_title(self, agency_id: int, job_title: str) -> "Appointment":
        """Returns the same with that job title in an agency that is held, else as it is."""
        if agency_id not in self.agencies:
            return self
        return replace(self, agencies={**self.agencies, agency_id: job_title})

    def without(self, agencies: Collection[int], parties: Collection[int]) -> "Appointment":
        """Returns what is left without these; with the last of them an official or coordinator loses the role."""
        left = {agency: job_title for agency, job_title in self.agencies.items() if agency not in agencies}
        sides = self.parties - frozenset(parties)
        role = _role_left(self.role, left, sides) or (Role.READER if self.roadmaps else None)
        return Appointment(role, left, sides, self.roadmaps)

    @property
    def without_settings(self) -> "Appointment":
        """What stays of an administrator named in the settings once they name other people: agencies and sides."""
        role = Role.COORDINATOR if self.parties else Role.OFFICIAL if self.agencies else None
        role = role or (Role.READER if self.roadmaps else None)
        return replace(self, role=role)


NONE: Final = Appointment(None)
RANKS: Final = tuple(Role)  # in growing order of rights


async def select_appointment(
    connection: aiosqlite.Connection, user_id: int | None, first_admins: Collection[int] = ()
) -> Appointment:
    """Loads the person's appointment as of now, `NONE` for an unknown id; `first_admins` are always admins."""
    rows = await connection.execute_fetchall(
        "SELECT role, agencies, parties, (SELECT json_group_array(roadmap_id) FROM person_roadmaps AS r"
        " WHERE r.user_id = appointments.user_id) AS roadmaps FROM appointments WHERE user_id = ?",
        (user_id,),
    )
    appointment = next((appointment_of(row) for row in rows), NONE)
    return replace(appointment, role=Role.ADMIN) if user_id in first_admins else appointment


async def select_acting_appointment(
    connection: aiosqlite.Connection, user_id: int | None, first_admins: Collection[int] = ()
) -> Appointment:
    """Loads what the person may act as now: of several sides of a roadmap, as older databases hold them, one counts."""
    held = await select_appointment(connection, user_id, first_admins)
    return replace(held, parties=await select_counted_parties(connection, held.parties))


def appointment_of(row: sqlite3.Row) -> Appointment:
    """Reads a row with the columns of the views `appointments` and `offers`, and the `roadmaps` given for reading."""
    job_titles = {int(agency): job_title for agency, job_title in json.loads(row["agencies"]).items()}
    role = Role(row["role"]) if row["role"] else None
    parties, roadmaps = (frozenset(json.loads(row[column])) for column in ("parties", "roadmaps"))
    return Appointment(role, job_titles, parties, roadmaps)


async def update_appointment(
    connection: aiosqlite.Connection,
    user_id: int,
    appointment: Appointment,
    audit: AuditContext,
    action: AuditAction,
) -> None:
    """Stores it and its row of the journal; with the last of it the person's name goes too. Checks no rights.

    Raises `Refused` when a coordinator would have two sides of a roadmap.
    """
    before = await select_appointment(connection, user_id)
    if appointment == before:
        return
    held = [(held.parties, held.agencies.keys()) for held in (before, appointment)]
    await require_one_side(connection, *held)
    await _write(connection, user_id, appointment, audit.at)
    states = (before.state if before != NONE else None, appointment.state if appointment != NONE else None)
    await insert_audit(connection, audit, AuditChange(action, AuditSubject.PERSON, user_id, *states))


async def _write(connection: aiosqlite.Connection, user_id: int, appointment: Appointment, at: int) -> None:
    admitted_at = None if appointment == NONE else at
    await connection.execute(
        "INSERT INTO people (user_id, role, admitted_at) VALUES (?1, ?2, ?3)"
        " ON CONFLICT (user_id) DO UPDATE SET role = ?2, name = CASE WHEN ?3 IS NULL THEN '' ELSE name END,"
        " heard = CASE WHEN ?3 IS NULL THEN NULL ELSE heard END,"
        " admitted_at = CASE WHEN ?3 IS NULL THEN NULL ELSE coalesce(admitted_at, ?3) END",
        (user_id, appointment.role, admitted_at),
    )
    await connection.execute("DELETE FROM person_agencies WHERE user_id = ?", (user_id,))
    await connection.execute("DELETE FROM person_parties WHERE user_id = ?", (user_id,))
    await connection.executemany(
        "INSERT INTO person_agencies (user_id, agency_id, position) VALUES (?, ?, ?)",
        [(user_id, agency, job_title) for agency, job_title in appointment.agencies.items()],
    )
    await connection.execute("DELETE FROM person_roadmaps WHERE user_id = ?", (user_id,))
    await connection.executemany(
        "INSERT INTO person_roadmaps (user_id, roadmap_id) VALUES (?, ?)",
        [(user_id, roadmap) for roadmap in sorted(appointment.roadmaps)],
    )
    await connection.executemany(
        "INSERT INTO person_parties (user_id, party_id) VALUES (?, ?)",
        [(user_id, party) for party in sorted(appointment.parties)],
    )


def _role_left(role: Role | None, agencies: Mapping[int, str], parties: Collection[int]) -> Role | None:
    if role in (Role.ADMIN, Role.READER, None):
        return role
    if parties:
        return Role.COORDINATOR
    return Role.OFFICIAL if agencies else None
