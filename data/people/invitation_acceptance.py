"""Joining by invitation: who may issue one, who may accept it, and what comes of it."""

import json
from dataclasses import dataclass, replace

import aiosqlite

from data.audit import AuditAction, AuditChange, AuditContext, AuditSubject, insert_audit, select_done
from data.people.admissions import Newcomer, require_person, update_newcomer
from data.people.appointments import Appointment, select_appointment, update_appointment
from data.people.handovers import HandOver, require_authority, transfer
from data.people.invitations import (
    MAX_HOURS,
    Invitation,
    Offer,
    claim_invitation,
    insert_invitation,
    new_token,
    select_invitation,
    select_invitation_of,
    update_revoked,
)
from data.people.people import Role
from data.people.problems import PeopleProblem
from data.people.rights import NotAllowed, Right, require
from data.people.sides import require_one_side
from data.primitives.refusal import Refused


@dataclass(frozen=True, slots=True)
class Acceptance:
    """`appointment` is what the person is now; `again` when this very person had accepted it by an earlier update."""

    invitation: Invitation
    appointment: Appointment
    again: bool = False


async def issue_invitation(
    connection: aiosqlite.Connection, offer: Offer, audit: AuditContext
) -> tuple[Invitation, str]:
    """Returns the invitation and its token, which is shown once and not stored. Only the console invites an admin.

    Raises `NotAllowed`, and `Refused` for an incomplete appointment (`INCOMPLETE`), several sides of a roadmap
    (`TWO_SIDES`) or its hours (`HOURS`).
    """
    await _require_issuer(connection, offer, audit)
    if not offer.appointment.is_complete:
        raise Refused(PeopleProblem.INCOMPLETE)
    given = offer.appointment
    await require_one_side(connection, ((), ()), (given.parties, given.agencies.keys()))
    if not 1 <= offer.hours <= MAX_HOURS:
        raise Refused(PeopleProblem.HOURS)
    # Handled again after a crash: the link that was made before was never shown.
    for lost in await select_done(connection, audit, AuditAction.ISSUED, AuditSubject.INVITATION):
        await _revoke(connection, lost, audit)
    token = new_token()
    issued = await insert_invitation(connection, offer, token, audit)
    await _record(connection, audit, AuditAction.ISSUED, None, issued)
    return issued, token


async def revoke_invitation(
    connection: aiosqlite.Connection, invitation_id: int, audit: AuditContext
) -> Invitation:
    """Revokes it, by an admin or the predecessor who issued it; raises `NotAllowed`, or `Refused` when it has ended."""
    before = await select_invitation(connection, invitation_id)
    if before is None or before.predecessor_id is None or audit.actor_id != before.issued_by:
        await require(connection, audit, Right.MANAGE_PEOPLE)
    if before is None:
        raise Refused(PeopleProblem.UNKNOWN)
    after = await _revoke(connection, invitation_id, audit)
    if after is None:
        raise Refused(_problem(before))
    return after


async def accept_invitation(
    connection: aiosqlite.Connection, token: str, newcomer: Newcomer, audit: AuditContext
) -> Acceptance:
    """Makes the newcomer, who is also the actor, what the invitation says.

    Raises `Refused` with a `PeopleProblem`; the transaction must then roll back.
    """
    require_person(newcomer)
    claimed = await claim_invitation(connection, token, newcomer.user_id, audit.at)
    if claimed is None:
        return await _accepted_before(connection, token, newcomer.user_id, audit)
    await _require_still_good(connection, claimed, audit)
    await _appoint(connection, claimed, newcomer.user_id, audit)
    await update_newcomer(connection, newcomer)
    await _open_first(connection, claimed.appointment, newcomer.user_id)
    await connection.execute("DELETE FROM access_requests WHERE user_id = ?", (newcomer.user_id,))
    await _record(
        connection, audit, AuditAction.ACCEPTED, replace(claimed, ending=None, accepted_by=None), claimed
    )
    return Acceptance(claimed, await select_appointment(connection, newcomer.user_id, audit.first_admins))


async def _require_issuer(connection: aiosqlite.Connection, offer: Offer, audit: AuditContext) -> None:
    if offer.appointment.role is Role.ADMIN and audit.actor_id is not None:
        raise NotAllowed(Right.MANAGE_PEOPLE)
    if offer.predecessor_id is None:
        await require(connection, audit, Right.MANAGE_PEOPLE)
        return
    await require_authority(connection, offer.predecessor_id, audit)
    held = await select_appointment(connection, offer.predecessor_id)
    given = offer.appointment
    if not (given.agencies.keys() <= held.agencies.keys() and given.parties <= held.parties):
        raise NotAllowed(Right.MANAGE_PEOPLE)


async def _require_still_good(
    connection: aiosqlite.Connection, claimed: Invitation, audit: AuditContext
) -> None:
    try:
        await _require_issuer(connection, claimed.offer, replace(audit, actor_id=claimed.issued_by))
    except NotAllowed as error:
        raise Refused(PeopleProblem.VOID) from error
    if not claimed.appointment.is_complete:
        raise Refused(PeopleProblem.VOID)


async def _appoint(
    connection: aiosqlite.Connection, claimed: Invitation, user_id: int, audit: AuditContext
) -> None:
    given = claimed.appointment
    if claimed.predecessor_id is not None:
        handing = HandOver(claimed.predecessor_id, user_id, frozenset(given.agencies), given.parties)
        await transfer(connection, handing, audit)
        return
    had = await select_appointment(connection, user_id)
    await update_appointment(connection, user_id, had.joined(given), audit, AuditAction.INVITED)


async def _open_first(connection: aiosqlite.Connection, given: Appointment, user_id: int) -> None:
    """Makes the roadmap that the invitation is for the one that the person sees first."""
    await connection.execute(
        "UPDATE people SET roadmap_id = (SELECT min(id) FROM roadmaps WHERE id IN (SELECT value FROM json_each(:given))"
        " OR id IN (SELECT roadmap_id FROM parties WHERE id IN (SELECT value FROM json_each(:parties))"
        " OR id IN (SELECT party_id FROM agencies WHERE id IN (SELECT value FROM json_each(:agencies)))))"
        " WHERE user_id = :user AND :role <> 'admin'",
        {
            "given": json.dumps(sorted(given.roadmaps)),
            "parties": json.dumps(sorted(given.parties)),
            "agencies": json.dumps(sorted(given.agencies)),
            "user": user_id,
            "role": given.role,
        },
    )


async def _accepted_before(
    connection: aiosqlite.Connection, token: str, user_id: int, audit: AuditContext
) -> Acceptance:
    found = await select_invitation_of(connection, token)
    if found is None:
        raise Refused(PeopleProblem.UNKNOWN)
    now = await select_appointment(connection, user_id, audit.first_admins)
    if found.accepted_by != user_id or now.role is None:
        raise Refused(_problem(found))
    done = await select_done(connection, audit, AuditAction.ACCEPTED, AuditSubject.INVITATION)
    return Acceptance(found, now, again=found.id not in done)


async def _revoke(
    connection: aiosqlite.Connection, invitation_id: int, audit: AuditContext
) -> Invitation | None:
    after = await update_revoked(connection, invitation_id, audit.at)
    if after:
        await _record(connection, audit, AuditAction.REVOKED, replace(after, ending=None), after)
    return after


def _problem(ended: Invitation) -> PeopleProblem:
    return PeopleProblem(ended.ending) if ended.ending else PeopleProblem.EXPIRED


async def _record(
    connection: aiosqlite.Connection,
    audit: AuditContext,
    action: AuditAction,
    before: Invitation | None,
    after: Invitation,
) -> None:
    change = AuditChange(
        action, AuditSubject.INVITATION, after.id, before.state if before else None, after.state
    )
    await insert_audit(connection, audit, change)
