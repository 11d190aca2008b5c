"""Dispatches a stored update to the handlers, repeats it where that is harmless, and tells how it ended."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramAPIError, TelegramRetryAfter, TelegramUnauthorizedError
from aiogram.types import Update
from aiogram.types.update import UpdateTypeLookupError
from pydantic import ValidationError

from bot.telegram.request_context import AnswerInDoubt, RequestContext, request_context
from bot.updates.raw_update import stored_chat
from data.messaging.inbox import StoredUpdate, UpdateState

HANDLER_SECONDS: Final = 120.0  # a handler that hangs must not hold its chat for ever
# After that an answer is of no use: Telegram, too, keeps updates for one day. In a group the talk has moved on.
REPEAT_FOR: Final = 24 * 3600.0
REPEAT_IN_GROUP: Final = 300.0
LONGEST_PAUSE: Final = 60.0
ALONE_ATTEMPTS: Final = 3  # of an update whose call gets no response while Telegram answers others

Rest = Callable[[float], Awaitable[bool]]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReplyListeners:
    """Called with the id of an update before its first reply, and when that certainly did not go out.

    `rest` waits so many seconds beside other chats; it returns False when the process stops meanwhile.
    """

    on_begun: Callable[[int], Awaitable[None]]
    on_unsent: Callable[[int], Awaitable[None]]
    rest: Rest


@dataclass(frozen=True, slots=True)
class HandlingResult:
    """`replied` is true when a reply was begun, so that handling the update again might repeat it."""

    state: UpdateState
    replied: bool


@dataclass(slots=True)
class Handling:
    """One update through its attempts.

    `interrupted`: its reply may stand in the chat already; `doubtful`: the person is only to be told that an answer may
    be missing. `again` is in how many seconds it is handled once more, None when it is not; `replied` as in the result.
    """

    update: Update
    chat_id: int | None
    interrupted: bool
    doubtful: bool = False
    replied: bool = False
    again: float | None = None
    pause: float = 0.5
    alone: int = 0
    started: float = field(default_factory=time.monotonic)

    @property
    def is_late(self) -> bool:
        in_group = self.chat_id is not None and self.chat_id < 0
        return time.monotonic() - self.started + (self.again or 0) > (
            REPEAT_IN_GROUP if in_group else REPEAT_FOR
        )

    def repeat(self, seconds: float = 0.0) -> None:
        """Handles it again when Telegram asked to wait `seconds`, at the earliest after a pause that grows."""
        self.pause = min(2 * self.pause, LONGEST_PAUSE)
        self.again = max(seconds, self.pause)

    def ask(self, seconds: float = 0.0) -> None:
        """From now on the person is only told that the answer may be missing."""
        self.doubtful = True
        self.repeat(seconds)

    def give_up(self, *, was_asked: bool) -> None:
        """One call alone gets no response: the person is asked, and after that the chat goes on."""
        self.alone = 0
        if was_asked:
            self.again = None
        else:
            self.ask()


class UpdateDispatcher:
    """Hands updates to aiogram's dispatcher with `interrupted` and `doubtful` (bool) among the data of the handlers.

    `interrupted` means: the bot was killed after it had begun to reply, so the reply may stand in the chat already;
    `doubtful`: the connection broke while it replied.
    """

    def __init__(self, bot: Bot, dispatcher: Dispatcher, listeners: ReplyListeners) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._listeners = listeners

    async def dispatch(self, stored: StoredUpdate) -> HandlingResult | None:
        """Returns DONE, FAILED (a handler raised or no call got through) or MALFORMED, or None when stopped before; never raises."""
        update = self._parsed(stored)
        if update is None:
            return HandlingResult(UpdateState.MALFORMED, replied=False)
        chat = stored_chat(stored.payload)
        chat_id = chat if isinstance(chat, int) else None
        handling = Handling(update, chat_id, interrupted=stored.state is UpdateState.ANSWERING)
        while True:
            state = await self._attempt(handling)
            log.debug(
                "update %d %s after %.3f s", stored.update_id, state, time.monotonic() - handling.started
            )
            if handling.again is None or handling.is_late:
                return HandlingResult(state, handling.replied)
            log.warning("update %d: not answered yet, again in %.0f s", update.update_id, handling.again)
            if not await self._listeners.rest(handling.again):
                return None

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

    async def _attempt(self, handling: Handling) -> UpdateState:
        """Handles the update once, and decides whether it is handled again."""
        update_id, known = handling.update.update_id, handling.interrupted or handling.replied
        on_begun = partial(self._listeners.on_begun, update_id)
        context = RequestContext(on_begun, begun=known, chat_id=handling.chat_id)
        handling.again, doubted = None, handling.doubtful
        with request_context(context):
            state = await self._feed(handling, context)
        handling.replied |= context.begun
        handling.alone += context.alone
        if context.may_repeat:
            state = UpdateState.FAILED
            if handling.again is None:
                handling.repeat()
            if context.begun and not known:
                handling.replied = False
                await self._listeners.on_unsent(update_id)
        if handling.again is not None and handling.alone >= ALONE_ATTEMPTS:
            handling.give_up(was_asked=doubted)
        return state

    async def _feed(self, handling: Handling, context: RequestContext) -> UpdateState:
        update, doubts = handling.update, handling.doubtful
        try:
            async with asyncio.timeout(HANDLER_SECONDS):
                await self._dispatcher.feed_update(
                    self._bot, update, interrupted=handling.interrupted or doubts, doubtful=doubts
                )
        except TelegramUnauthorizedError:
            # The process ends because of it: with a new token the update is handled from the beginning.
            log.warning("update %d waits: Telegram refuses the token", update.update_id)
            context.note_failure(may_have_arrived=False)
        except AnswerInDoubt as doubt:
            handling.ask(doubt.wait)
        except TelegramRetryAfter as limited:
            # Refused, so certainly not sent: it is repeated, unless a reply went out before.
            context.note_failure(may_have_arrived=False)
            (handling.ask if context.sent else handling.repeat)(limited.retry_after)
        except TelegramAPIError as error:
            log.warning("update %d was not answered: %s", update.update_id, error)
        except Exception:
            log.exception("update %d was not handled", update.update_id)
        else:
            return UpdateState.DONE
        return UpdateState.FAILED
