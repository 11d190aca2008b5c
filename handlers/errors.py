"""What handlers raise: a refusal is answered with its sentence, an unexpected error with one that says so."""

import logging
import sqlite3
from collections.abc import Callable
from functools import partial
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
from bot.background import is_transient
from bot.middlewares.interrupted_update import question_kept_for
from bot.screens.notices import (
    busy_screen,
    busy_words,
    failure_words,
    notice,
    plain,
    uncertain_screen,
    unsaved_words,
)
from bot.screens.refusals import refusal_text
from bot.services.messages.kinds import MessageKind
from bot.services.messages.notifier import Notifier
from bot.services.messages.refusals import refuse_stale
from bot.services.people.journal import Attempts
from bot.telegram.errors import AmbiguousOutcome
from bot.telegram.rendering import answer, reply
from bot.telegram.request_context import AnswerInDoubt
from bot.telegram.requests import AnyMethod, traits
from bot.telegram.screen import Screen
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
    router.errors.register(explain_limits, ExceptionTypeFilter(TelegramRetryAfter))
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
    """Tells that the reply may not have arrived; a button shows it once more. What is not told now is told later."""
    if event.update.message or _sent_after_press(event):
        try:
            await _offer(event.update, db, user)
        except TelegramAPIError as error:
            log.warning("update %d: its reply may be missing: %s", event.update.update_id, error)
            if is_transient(error):
                raise AnswerInDoubt(getattr(error, "retry_after", 0.0)) from error
    return UNHANDLED


def _sent_after_press(event: ErrorEvent) -> bool:
    """True for a new message that answers a press; a change is repeated, it is not in doubt."""
    method = getattr(event.exception, "method", None)
    return event.update.callback_query is not None and method is not None and _sends(type(method))


def _sends(method: type[AnyMethod]) -> bool:
    return not traits(method).repeatable


async def _offer(update: Update, db: Database, user: UserContext) -> None:
    query, message = update.callback_query, update.message
    question_id = await question_kept_for(message, db, user.now) if message else None
    below = query.message if query else message
    if isinstance(below, Message):
        await reply(below, uncertain_screen(question_id))


async def explain_limits(event: ErrorEvent, db: Database, user: UserContext, notifier: Notifier) -> Any:
    """What waits for a chat other than the person's own is told them privately; in their own the answer waits."""
    limited = event.exception
    if not isinstance(limited, TelegramRetryAfter) or user.known is None or _waits_at_home(event, limited):
        return UNHANDLED
    query = event.update.callback_query
    if query and await answer(query, busy_words(limited.retry_after), alert=True):
        return None
    shown = await _busy(event.update, limited.retry_after, db, user)
    return None if await notifier.to_person(user.known.user_id, MessageKind.GROUP_BUSY, shown) else UNHANDLED


async def _busy(update: Update, seconds: float, db: Database, user: UserContext) -> Callable[[], Screen]:
    log.info("update %d: its chat takes nothing for %d s", update.update_id, seconds)
    question_id = await question_kept_for(update.message, db, user.now) if update.message else None
    return partial(busy_screen, seconds, question_id)


def _waits_at_home(event: ErrorEvent, limited: TelegramRetryAfter) -> bool:
    """True where the chat that takes nothing is the person's own, and where it is no chat at all."""
    chat_id = getattr(limited.method, "chat_id", None)
    query = event.update.callback_query
    message = query.message if query else event.update.message
    return chat_id is None or (
        message is not None and message.chat.type == "private" and message.chat.id == chat_id
    )


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
