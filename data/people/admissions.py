"""Admits people, changes their appointments and removes them, each with its row of the journal."""

from dataclasses import dataclass

import aiosqlite

from data.audit import AuditAction, AuditChange, AuditContext, AuditSubject, insert_audit
from data.people.access_requests import claim_access_request
from data.people.appointments import NONE, Appointment, select_appointment, update_appointment
from data.people.lost_rights import end_forms
from data.people.people import NAME_LENGTH, SHARED_IDS, Role, upsert_telegram_language
from data.people.problems import PeopleProblem
from data.people.rights import Right, require
from data.primitives.refusal import Refused
from data.primitives.text_cleaning import one_line


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person as Telegram names them; `language` is its language code, such as «en-GB», None when it gives none."""

    user_id: int
    name: str
    is_bot: bool = False
    language: str | None = None


def require_person(newcomer: Newcomer) -> None:
    """Raises `Refused` for an id that is not one person's."""
    if newcomer.user_id in SHARED_IDS or newcomer.user_id <= 0:
        raise Refused(PeopleProblem.SHARED)
    if newcomer.is_bot:
        raise Refused(PeopleProblem.MACHINE)


async def approve_request(
    connection: aiosqlite.Connection, user_id: int, appointment: Appointment, audit: AuditContext
) -> bool:
    """Admits a person who asked; False when the request was decided before. Raises `NotAllowed` or `Refused`."""
    await require(connection, audit, Right.MANAGE_PEOPLE)
    if not appointment.is_complete:
        raise Refused(PeopleProblem.INCOMPLETE)
    request = await claim_access_request(connection, user_id)
    if request is None:
        return False
    newcomer = Newcomer(user_id, request.name, language=request.language)
    require_person(newcomer)
    await update_appointment(connection, user_id, appointment, audit, AuditAction.APPROVED)
    await update_newcomer(connection, newcomer)
    return True


async def refuse_request(connection: aiosqlite.Connection, user_id: int, audit: AuditContext) -> bool:
    """Turns down a person who asked, whose name is forgotten.

    False when it was decided before. Raises `NotAllowed`.
    """
    await require(connection, audit, Right.MANAGE_PEOPLE)
    if await claim_access_request(connection, user_id) is None:
        return False
    await insert_audit(
        connection, audit, AuditChange(AuditAction.REFUSED, AuditSubject.PERSON, user_id, None, None)
    )
    return True


async def change_appointment(
    connection: aiosqlite.Connection, user_id: int, appointment: Appointment, audit: AuditContext
) -> None:
    """Gives an admitted person another role, other agencies or sides; raises `NotAllowed` or `Refused`."""
    await require(connection, audit, Right.MANAGE_PEOPLE)
    stored = await select_appointment(connection, user_id)
    first = user_id in audit.first_admins
    if stored == NONE and not first:
        raise Refused(PeopleProblem.ABSENT)
    if first and appointment.role is not Role.ADMIN:
        raise Refused(PeopleProblem.FIRST_ADMIN)
    if not appointment.is_complete:
        raise Refused(PeopleProblem.INCOMPLETE)
    if stored.role is Role.ADMIN and appointment.role is not Role.ADMIN:
        await _keep_an_admin(connection, user_id, audit)
    # What the settings grant is not written down: it ends with the settings.
    is_granted = first and stored.role is not Role.ADMIN
    changed = appointment.without_settings if is_granted else appointment
    await update_appointment(connection, user_id, changed, audit, AuditAction.CHANGED)
    await end_forms(connection, user_id, audit.first_admins)


async def remove_person(connection: aiosqlite.Connection, user_id: int, audit: AuditContext) -> None:
    """Ends rights and draft at once and erases the name; notes stay. Raises `NotAllowed` or `Refused`."""
    await require(connection, audit, Right.MANAGE_PEOPLE)
    if user_id in audit.first_admins:
        raise Refused(PeopleProblem.FIRST_ADMIN)
    stored = await select_appointment(connection, user_id)
    if stored == NONE:
        raise Refused(PeopleProblem.ABSENT)
    if stored.role is Role.ADMIN:
        await _keep_an_admin(connection, user_id, audit)
    await update_appointment(connection, user_id, NONE, audit, AuditAction.REMOVED)
    await end_forms(connection, user_id, audit.first_admins)


async def update_newcomer(connection: aiosqlite.Connection, newcomer: Newcomer) -> None:
    """Keeps the name and the language of a person who was admitted in the same transaction."""
    await update_name(connection, newcomer.user_id, newcomer.name)
    if newcomer.language:
        await upsert_telegram_language(connection, newcomer.user_id, newcomer.language)


async def update_name(connection: aiosqlite.Connection, user_id: int, name: str) -> None:
    """Keeps the name of an admitted person as Telegram shows it now; no other name is stored."""
    await connection.execute(
        "UPDATE people SET name = ?1 WHERE user_id = ?2 AND admitted_at IS NOT NULL AND name <> ?1",
        (one_line(name, NAME_LENGTH), user_id),
    )


async def select_reachable(connection: aiosqlite.Connection) -> frozenset[int]:
    """Loads the user ids of those to whom the bot may write: they have opened it, and have not blocked it."""
    rows = await connection.execute_fetchall("SELECT user_id FROM people WHERE reachable = 1")
    return frozenset(user_id for (user_id,) in rows)


async def update_can_message(connection: aiosqlite.Connection, user_id: int, *, can_message: bool) -> bool:
    """True when that is news: they have blocked the bot, or opened it again."""
    changed = await connection.execute(
        "UPDATE people SET reachable = ?1 WHERE user_id = ?2 AND reachable <> ?1", (int(can_message), user_id)
    )
    return changed.rowcount > 0


async def _keep_an_admin(connection: aiosqlite.Connection, user_id: int, audit: AuditContext) -> None:
    if audit.first_admins or audit.actor_id is None:
        return
    async with connection.execute(
        "SELECT 1 FROM people WHERE role = 'admin' AND user_id <> ? LIMIT 1", (user_id,)
    ) as cursor:
        if await cursor.fetchone() is None:
            raise Refused(PeopleProblem.LAST_ADMIN)
