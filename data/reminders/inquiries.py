"""Inquiries of coordinators to agencies that have not reported, at most one a week."""

from dataclasses import dataclass
from typing import Final

import aiosqlite

from data.audit import AuditAction, AuditChange, AuditContext, AuditSubject, insert_audit, select_done
from data.people.appointments import select_acting_appointment
from data.people.problems import PeopleProblem
from data.people.rights import NotAllowed, may_ask
from data.primitives.refusal import Refused
from data.reminders.problems import ReminderProblem
from data.roadmap.roadmap import refuse_gone_agency, select_agency

WEEK: Final = (
    7 * 24 * 3600
)  # seconds: the next question is possible after that, and colleagues still hear this one
OPEN: Final = 180 * 24 * 3600  # seconds after which a question that reached no person is given up


@dataclass(frozen=True, slots=True)
class Inquiry:
    """`asked_at` in Unix seconds."""

    id: int
    agency_id: int
    asked_by: int
    asked_at: int


async def ask_agency(connection: aiosqlite.Connection, agency_id: int, audit: AuditContext) -> None:
    """Keeps the question for the agency's people; raises `NotAllowed` or `Refused`.

    The same update handled again asks nothing new and raises nothing.
    """
    await refuse_gone_agency(connection, agency_id)
    agency = await select_agency(connection, agency_id)
    asking = await select_acting_appointment(connection, audit.actor_id, audit.first_admins)
    if agency is None or not may_ask(asking, agency):
        raise NotAllowed("ask", PeopleProblem.NOT_COORDINATOR)
    if agency_id in await select_done(connection, audit, AuditAction.ASKED, AuditSubject.AGENCY):
        return
    last = await select_last_inquiry(connection, agency_id)
    if last and audit.at - last.asked_at < WEEK:
        raise Refused(ReminderProblem.ASKED_ALREADY, at=last.asked_at)
    if not await _can_answer(connection, agency_id):
        raise Refused(ReminderProblem.NO_REACHABLE_OFFICIAL)
    await connection.execute(
        "INSERT INTO inquiries (agency_id, asked_by, asked_at) VALUES (?, ?, ?)",
        (agency_id, audit.actor_id, audit.at),
    )
    await insert_audit(
        connection, audit, AuditChange(AuditAction.ASKED, AuditSubject.AGENCY, agency_id, None, None)
    )


async def select_last_inquiry(connection: aiosqlite.Connection, agency_id: int) -> Inquiry | None:
    """Loads the newest inquiry to the agency; None when it was never asked."""
    rows = await connection.execute_fetchall(
        "SELECT id, agency_id, asked_by, asked_at FROM inquiries WHERE agency_id = ? ORDER BY id DESC LIMIT 1",
        (agency_id,),
    )
    return next((Inquiry(**row) for row in rows), None)


async def select_inquiries(connection: aiosqlite.Connection, now: int) -> list[Inquiry]:
    """Loads the questions of the last week and those that no person has got yet, oldest first; `now` in Unix seconds."""
    rows = await connection.execute_fetchall(
        "SELECT id, agency_id, asked_by, asked_at FROM inquiries WHERE asked_at >= ?1 OR asked_at >= ?2 AND NOT EXISTS"
        " (SELECT 1 FROM reminder_inquiries AS i JOIN reminders AS r USING (user_id, day) JOIN outbox AS o"
        "  ON o.group_key = r.group_key WHERE i.inquiry_id = inquiries.id AND o.state NOT IN ('failed', 'cancelled'))"
        " ORDER BY id",
        (now - WEEK, now - OPEN),
    )
    return [Inquiry(**row) for row in rows]


async def _can_answer(connection: aiosqlite.Connection, agency_id: int) -> bool:
    rows = await connection.execute_fetchall(
        "SELECT 1 FROM person_agencies JOIN people USING (user_id) WHERE agency_id = ? AND reachable LIMIT 1",
        (agency_id,),
    )
    return bool(list(rows))
