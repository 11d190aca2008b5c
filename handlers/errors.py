"""What handlers raise: a refusal is answered with its sentence, an unexpected error with one that says so."""

import logging
import sqlite3
from datetime import datetime
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
from aiogram.types import CallbackQuery, ErrorEvent, Message, Update

from bot.middlewares.interrupted_update import kept_question
from bot.screens.keyboard import way_home
from bot.screens.notices import failure_words, notice, plain, stale_words, uncertain_screen, unsaved_words
from bot.screens.refusals import refusal_text
from bot.settings import Settings
from bot.telegram.errors import AmbiguousOutcome
from bot.telegram.rendering import answer, replace_keyboard, reply
from data.audit import AuditContext, insert_attempt
from data.database import Database
from data.people.rights import NotAllowed
from data.refusal import Refused
from data.roadmap.lookup import StaleButton

# Telling would fail for the same reason, and later.
UNREACHABLE = (TelegramNetworkError, TelegramRetryAfter, TelegramUnauthorizedError)

log = logging.getLogger(__name__)


def router() -> Router:
    router = Router(name="failures")
    router.errors.register(answer_refusal, ExceptionTypeFilter(Refused))
    router.errors.register(refuse_stale_place, ExceptionTypeFilter(StaleButton))
    router.errors.register(note_blocked, ExceptionTypeFilter(TelegramForbiddenError))
    router.errors.register(offer_again, ExceptionTypeFilter(AmbiguousOutcome))
    router.errors.register(tell_failure)
    return router


async def answer_refusal(event: ErrorEvent, db: Database, audit: AuditContext, settings: Settings) -> None:
    """A press gets an alert, a message a reply; an attempt without the right is also kept in the journal."""
    refused = event.exception
    if not isinstance(refused, Refused):
        return
    sentence = refusal_text(refused.problem, settings.zone, **refused.details)
    query, message = event.update.callback_query, event.update.message
    if query:
        await answer(query, sentence, alert=True)
    elif message:
        await reply(message, notice(sentence))
    if isinstance(refused, NotAllowed):
        async with db.writing() as connection:
            await insert_attempt(connection, audit, refused.tried)


async def refuse_stale_place(event: ErrorEvent) -> None:
    if event.update.callback_query:
        await refuse_stale(event.update.callback_query)


async def refuse_stale(query: CallbackQuery) -> None:
    """A button of another edition, another roadmap, or forged: an alert, and in the private chat only the way home stays."""
    await answer(query, stale_words(), alert=True)
    if isinstance(query.message, Message) and query.message.chat.type == "private":
        await replace_keyboard(query.message, way_home())


async def note_blocked(event: ErrorEvent) -> None:
    log.info("update %d: the person or the group does not take messages", event.update.update_id)


async def offer_again(event: ErrorEvent, db: Database, now: datetime) -> Any:
    """Nobody knows whether the reply arrived: one line says so, and its button shows it once more."""
    message = event.update.message
    if message:
        try:
            await reply(message, uncertain_screen(await kept_question(message, db, now)))
        except TelegramAPIError as error:
            log.warning("update %d: its reply may be missing: %s", event.update.update_id, error)
    return UNHANDLED


async def tell_failure(event: ErrorEvent) -> Any:
    """The person is told; the error goes on to the intake, which keeps the update as failed."""
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
