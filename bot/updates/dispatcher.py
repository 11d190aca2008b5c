"""Dispatches a stored update to the handlers, repeats it where that is harmless, and tells how it ended."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Final

from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramUnauthorizedError
from aiogram.types import Update
from aiogram.types.update import UpdateTypeLookupError
from pydantic import ValidationError

from bot.telegram.request_context import RequestContext, request_context
from data.messaging.inbox import StoredUpdate, UpdateState

HANDLER_SECONDS: Final = 120.0  # a handler that hangs must not hold its chat for ever
REPEAT_FOR: Final = 600.0  # seconds; a reply is still welcome after such an outage
LONGEST_PAUSE: Final = 4.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReplyListeners:
    """Called with the id of an update before its first reply, and when that certainly did not go out."""

    on_begun: Callable[[int], Awaitable[None]]
    on_unsent: Callable[[int], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class HandlingResult:
    """`replied` is true when a reply was begun, so that handling the update again might repeat it."""

    state: UpdateState
    replied: bool


class UpdateDispatcher:
    """Hands updates to aiogram's dispatcher with `interrupted: bool` among the data of the handlers.

    True means: the bot was killed after it had begun to reply, so the reply may stand in the chat already.
    """

    def __init__(self, bot: Bot, dispatcher: Dispatcher, listeners: ReplyListeners) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._listeners = listeners
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Repeats nothing more: what did not get through waits for the next start."""
        self._stopping.set()

    async def dispatch(self, stored: StoredUpdate) -> HandlingResult | None:
        """Returns DONE, FAILED (a handler raised or no call got through) or MALFORMED, or None when stopped before; never raises."""
        update = self._parsed(stored)
        if update is None:
            return HandlingResult(UpdateState.MALFORMED, replied=False)
        started = time.monotonic()
        pause = 1.0
        while True:
            outcome, repeat = await self._attempt(update, interrupted=stored.state is UpdateState.ANSWERING)
            log.debug(
                "update %d %s after %.3f s", stored.update_id, outcome.state, time.monotonic() - started
            )
            if not repeat or time.monotonic() - started > REPEAT_FOR:
                return outcome
            log.warning("update %d: Telegram was not reached; again in %.0f s", stored.update_id, pause)
            # Not wait_for(): up to Python 3.11 it may swallow a cancellation.
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._stopping.wait()
                return None
            pause = min(2 * pause, LONGEST_PAUSE)

    def _parsed(self, stored: StoredUpdate) -> Update | None:
        try:
            update = Update.model_validate_json(stored.payload, context={"bot": self._bot})
            _ = update.event_type
        except ValidationError as error:
            fields = [".".join(map(str, failed["loc"])) for failed in error.errors(include_input=False)]
            log.warning("update %d is malformed and set aside: %s", stored.update_id, fields)
        except UpdateTypeLookupError:
            log.warning("update %d is of a kind this version does not know and set aside", stored.update_id)
        else:
            return update
        return None

    async def _attempt(self, update: Update, *, interrupted: bool) -> tuple[HandlingResult, bool]:
        context = RequestContext(partial(self._listeners.on_begun, update.update_id), begun=interrupted)
        state = UpdateState.DONE
        with request_context(context):
            try:
                async with asyncio.timeout(HANDLER_SECONDS):
                    await self._dispatcher.feed_update(self._bot, update, interrupted=interrupted)
            except TelegramUnauthorizedError:
                # The process ends because of it: with a new token the update is handled from the beginning.
                log.warning("update %d waits: Telegram refuses the token", update.update_id)
                context.note_failure(may_have_arrived=False)
            except Exception:
                log.exception("update %d was not handled", update.update_id)
                state = UpdateState.FAILED
        if not context.may_repeat:
            return HandlingResult(state, context.begun), False
        if context.begun and not interrupted:
            await self._listeners.on_unsent(update.update_id)
        return HandlingResult(UpdateState.FAILED, context.begun), True
