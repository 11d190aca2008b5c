"""What handlers raise: a refusal is answered with its sentence, an unexpected error with one that says so."""

import logging
import sqlite3
from typing import Any

from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.filters import ExceptionTypeFilter
from aiogram.types import ErrorEvent, Message, Update

from bot.access import UserContext
from bot.middlewares.interrupted_update import question_kept_for
from bot.screens.notices import failure_words, notice, plain, uncertain_screen, unsaved_words
from bot.screens.refusals import refusal_text
from bot.services.messages.refusals import refuse_stale
from bot.services.people.journal import Attempts
from bot.telegram.errors import AmbiguousOutcome
from bot.telegram.rendering import answer, reply
from data.database import Database
from data.people.rights import NotAllowed
from data.primitives.refusal import Refused
from data.roadmap.lookup import StaleButton

# Telling would fail for the same reason, and later.
UNREACHABLE = (TelegramNetworkError, TelegramRetryAfter, TelegramUnauthorizedError)

log = logging.getLogger(__name__)


def router() -> Router:
    router = Router(name="errors")
    router.errors.register(answer_refusal, ExceptionTypeFilter(Refused))
    router.errors.register(refuse_stale_place, ExceptionTypeFilter(StaleButton))
    router.errors.register(note_blocked, ExceptionTypeFilter(TelegramForbiddenError))
    router.errors.register(offer_again, ExceptionTypeFilter(AmbiguousOutcome))
    router.errors.register(tell_failure)
    return router


async def answer_refusal(event: ErrorEvent, user: UserContext, attempts: Attempts) -> None:
    """A press gets an alert, a message a reply; an attempt without the right is also kept in the journal."""
    refused = event.exception
    if isinstance(refused, Refused):
        await _refuse(event.update, refusal_text(refused.problem, user.zone, **refused.details))
    if isinstance(refused, NotAllowed):
        await attempts.record(refused.tried)


async def _refuse(update: Update, sentence: str) -> None:
    if update.callback_query:
        await answer(update.callback_query, sentence, alert=True)
    elif update.message:
        await reply(update.message, notice(sentence))


async def refuse_stale_place(event: ErrorEvent) -> None:
    if event.update.callback_query:
        await refuse_stale(event.update.callback_query)


async def note_blocked(event: ErrorEvent) -> None:
    log.info("update %d: the person or the group does not take messages", event.update.update_id)


async def offer_again(event: ErrorEvent, db: Database, user: UserContext) -> Any:
    """Tells that the reply may not have arrived; a button shows it once more."""
    message = event.update.message
    if message:
        try:
            await reply(message, uncertain_screen(await question_kept_for(message, db, user.now)))
        except TelegramAPIError as error:
            log.warning("update %d: its reply may be missing: %s", event.update.update_id, error)
    return UNHANDLED


async def tell_failure(event: ErrorEvent) -> Any:
    """Replies that it failed; the error goes on to the inbox, which stores the update as failed."""
    if not isinstance(event.exception, UNREACHABLE):
        stored = isinstance(event.exception, sqlite3.Error)
        try:
            await _tell(event.update, unsaved_words() if stored else failure_words())
        except TelegramAPIError as error:
            log.warning("update %d: nobody could be told that it failed: %s", event.update.update_id, error)
    return UNHANDLED


async def _tell(update: Update, sentence: str) -> None:
    query = update.callback_query
    if query and await answer(query, sentence, alert=True):
        return
    message = query.message if query else update.message
    if isinstance(message, Message):
        private = message.chat.type == "private"
        await reply(message, notice(sentence) if private else plain(sentence))
