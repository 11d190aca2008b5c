"""Invitations: a link that gives one person an appointment, once and for a limited time."""

import hashlib
import secrets
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Literal

import aiosqlite

from data.audit import AuditContext
from data.people.appointments import Appointment, appointment_of

PREFIX: Final = "inv_"
TOKEN_BYTES: Final = 32  # 43 characters: with the prefix 47 of the 64 a start link may carry
DEFAULT_HOURS: Final = 72
MAX_HOURS: Final = 30 * 24

OFFER: Final = (
    "SELECT id, predecessor_id, issued_by, issued_at, expires_at, ending, accepted_by, role, agencies, parties,"
    " (SELECT json_group_array(roadmap_id) FROM invitation_roadmaps AS r WHERE r.invitation_id = offers.id) AS roadmaps"
    " FROM offers"
)
Ending = Literal["accepted", "revoked"]


@dataclass(frozen=True, slots=True)
class Offer:
    """What an invitation gives, and for how many hours.

    `predecessor_id` is the person whose post is handed over, if it is a handover.
    """

    appointment: Appointment
    hours: int = DEFAULT_HOURS
    predecessor_id: int | None = None


@dataclass(frozen=True, slots=True)
class Invitation:
    """`issued_by` None is the console; `ending` is None while it is open; times are Unix seconds."""

    id: int
    predecessor_id: int | None
    issued_by: int | None
    issued_at: int
    expires_at: int
    ending: Ending | None
    accepted_by: int | None
    appointment: Appointment

    @property
    def offer(self) -> Offer:
        """What was offered, to be issued again."""
        hours = (self.expires_at - self.issued_at) // 3600
        return Offer(self.appointment, hours, self.predecessor_id)

    @property
    def state(self) -> dict[str, Any]:
        """The invitation as plain values, for the journal."""
        return {
            **self.appointment.state,
            "predecessor": self.predecessor_id,
            "expires_at": self.expires_at,
            "ending": self.ending,
            "accepted_by": self.accepted_by,
        }


def new_token() -> str:
    """Returns a random token for a link, of letters, digits, «-» and «_»: only its digest is stored."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def start_payload(token: str) -> str:
    """Returns what stands after `?start=` in the link."""
    return PREFIX + token


async def insert_invitation(
    connection: aiosqlite.Connection, offer: Offer, token: str, audit: AuditContext
) -> Invitation:
    """Stores the offer under the hash of its token."""
    given = offer.appointment
    rows = await connection.execute_fetchall(
        "INSERT INTO invitations (token_hash, role, predecessor_id, issued_by, issued_at, expires_at)"
        " VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        (
            _digest(token),
            given.role,
            offer.predecessor_id,
            audit.actor_id,
            audit.at,
            audit.at + offer.hours * 3600,
        ),
    )
    [[invitation_id]] = rows
    await connection.executemany(
        "INSERT INTO invitation_agencies (invitation_id, agency_id, position) VALUES (?, ?, ?)",
        [(invitation_id, agency, job_title) for agency, job_title in given.agencies.items()],
    )
    await connection.executemany(
        "INSERT INTO invitation_parties (invitation_id, party_id) VALUES (?, ?)",
        [(invitation_id, party) for party in sorted(given.parties)],
    )
    await connection.executemany(
        "INSERT INTO invitation_roadmaps (invitation_id, roadmap_id) VALUES (?, ?)",
        [(invitation_id, roadmap) for roadmap in sorted(given.roadmaps)],
    )
    return await _the(connection, invitation_id)


async def claim_invitation(
    connection: aiosqlite.Connection, token: str, user_id: int, at: int
) -> Invitation | None:
    """Uses the token up in one step; None when it is not open at that moment (Unix seconds)."""
    claimed = await connection.execute_fetchall(
        "UPDATE invitations SET ending = 'accepted', ended_at = ?1, accepted_by = ?2"
        " WHERE token_hash = ?3 AND ending IS NULL AND expires_at > ?1 RETURNING id",
        (at, user_id, _digest(token)),
    )
    return await _only(connection, claimed)


async def update_revoked(connection: aiosqlite.Connection, invitation_id: int, at: int) -> Invitation | None:
    """Ends an invitation, also an expired one; None when it has ended already."""
    revoked = await connection.execute_fetchall(
        "UPDATE invitations SET ending = 'revoked', ended_at = ? WHERE id = ? AND ending IS NULL RETURNING id",
        (at, invitation_id),
    )
    return await _only(connection, revoked)


async def select_invitation(connection: aiosqlite.Connection, invitation_id: int) -> Invitation | None:
    """Loads an invitation, also a used, revoked or expired one; None for an unknown id."""
    rows = await connection.execute_fetchall(OFFER + " WHERE id = ?", (invitation_id,))
    return next((_invitation(row) for row in rows), None)


async def select_invitation_of(connection: aiosqlite.Connection, token: str) -> Invitation | None:
    """Loads the invitation of that token, also an ended one."""
    rows = await connection.execute_fetchall(OFFER + " WHERE token_hash = ?", (_digest(token),))
    return next((_invitation(row) for row in rows), None)


async def select_open_invitations(connection: aiosqlite.Connection, at: int) -> list[Invitation]:
    """Loads those that can be accepted at that moment (Unix seconds), newest first."""
    rows = await connection.execute_fetchall(
        OFFER + " WHERE ending IS NULL AND expires_at > ? ORDER BY id DESC", (at,)
    )
    return [_invitation(row) for row in rows]


async def _only(connection: aiosqlite.Connection, ids: Iterable[aiosqlite.Row]) -> Invitation | None:
    number = next((number for (number,) in ids), None)
    return None if number is None else await _the(connection, number)


async def _the(connection: aiosqlite.Connection, invitation_id: int) -> Invitation:
    [row] = await connection.execute_fetchall(OFFER + " WHERE id = ?", (invitation_id,))
    return _invitation(row)


def _invitation(row: sqlite3.Row) -> Invitation:
    return Invitation(
        id=row["id"],
        predecessor_id=row["predecessor_id"],
        issued_by=row["issued_by"],
        issued_at=row["issued_at"],
        expires_at=row["expires_at"],
        ending=row["ending"],
        accepted_by=row["accepted_by"],
        appointment=appointment_of(row),
    )


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
