"""What the rules about people do not allow is told in a sentence; nothing was changed."""

from aiogram import Router
from aiogram.filters import ExceptionTypeFilter
from aiogram.types import ErrorEvent

from bot.screens.notices import notice
from bot.screens.people.refusals import refusal_words
from bot.telegram.rendering import answer, reply
from data.audit import AuditContext, insert_attempt
from data.database import Database
from data.decisions.decision_drafts import DecisionRefused
from data.people.admissions import AdmissionRefused
from data.people.handovers import HandOverRefused
from data.people.invitation_acceptance import InvitationRefused
from data.people.rights import NotAllowed

REFUSALS = (AdmissionRefused, DecisionRefused, HandOverRefused, InvitationRefused, NotAllowed)


def router() -> Router:
    router = Router(name="refusals")
    router.errors.register(tell_refusal, ExceptionTypeFilter(*REFUSALS))
    return router


async def tell_refusal(event: ErrorEvent, db: Database, audit: AuditContext) -> None:
    """An attempt without the right is also written into the journal."""
    refusal = event.exception
    if not isinstance(refusal, REFUSALS):
        return
    query, message = event.update.callback_query, event.update.message
    if query:
        await answer(query, refusal_words(refusal), alert=True)
    elif message:
        await reply(message, notice(refusal_words(refusal)))
    if isinstance(refusal, NotAllowed):
        async with db.writing() as connection:
            await insert_attempt(connection, audit, str(refusal))
