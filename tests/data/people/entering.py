"""People who come in: appointed at once, or by a link."""

from itertools import count
from typing import Any

from data.audit import AuditAction
from data.database import Database
from data.people.admissions import Newcomer
from data.people.appointments import Appointment, update_appointment
from data.people.invitation_acceptance import Acceptance, accept_invitation, issue_invitation
from data.people.invitations import Offer
from tests.data.people.people_fixtures import ANNA, CHIEF, NOW, by

UPDATES = count(10_000)


async def make(db: Database, user_id: int, appointment: Appointment) -> None:
    async with db.writing() as connection:
        await update_appointment(connection, user_id, appointment, by(None), AuditAction.CHANGED)


async def issue(db: Database, offer: Offer, actor: int | None = CHIEF) -> str:
    """The token of the link."""
    async with db.writing() as connection:
        return (await issue_invitation(connection, offer, by(actor, update_id=next(UPDATES))))[1]


async def accept(db: Database, token: str, user_id: int = ANNA, at: int = NOW + 1, **who: Any) -> Acceptance:
    """Each time by another update."""
    async with db.writing() as connection:
        newcomer = Newcomer(user_id, f"Имя {user_id}", **who)
        return await accept_invitation(connection, token, newcomer, by(user_id, at, next(UPDATES)))
