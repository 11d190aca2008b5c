"""Sends the posts of the outbox: in order within a chat, chats side by side, nothing twice unless a person asks for it."""

import asyncio
import logging
import math
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramRetryAfter, TelegramUnauthorizedError
from aiogram.methods import TelegramMethod
from pydantic import ValidationError

from bot.background import is_transient, start_task
from bot.fatal_errors import FatalError, StorageFailed, TokenRefused
from bot.outbox.calls import (
    Ambiguous,
    Failed,
    NoDestination,
    Outcome,
    Retry,
    RightMissing,
    call_of,
    outcome_of,
    outcome_of_error,
)
from bot.outbox.listeners import OutboxListeners, OutboxNotifier
from bot.outbox.transitions import ChatEvent, ChatFailure, store_outcome, store_roughly
from bot.telegram.requests import counted_messages
from bot.telegram.session import TelegramSession
from data.database import Database, may_pass
from data.messaging.attempts import (
    claim_head,
    select_waits_of_future,
    update_head_stopped,
    update_interrupted,
    update_waits_of_future,
)
from data.messaging.outbox import (
    FailureReason,
    OutboxRow,
    select_awaited,
    select_due_chats,
    select_head,
    select_held_back,
)

IDLE_SECONDS: Final = 30.0  # rows that another process adds are found so late at most
STORAGE_PAUSE: Final = 2.0  # while the database cannot be written; it doubles up to LONGEST_PAUSE
LONGEST_PAUSE: Final = 60.0
MOST_FAILURES: Final = 5  # in a row, of a chat whose next post the program cannot send
TOKEN_ATTEMPTS: Final = (
    3  # in a row: by a webhook the bot would not hear in another way that its token is revoked
)
LONG_WAIT: Final = 60.0  # seconds of delay by Telegram after which the author gets a message about it

log = logging.getLogger(__name__)


class Outbox:
    """Sends what `data.messaging.outbox` holds.

    `run` it as a task, `wake` it after each commit that added or freed rows.
    """

    def __init__(
        self,
        db: Database,
        bot: Bot,
        session: TelegramSession,
        listeners: OutboxListeners | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._db = db
        self._bot = bot
        self._session = session
        self._clock = clock
        self._listeners = listeners or OutboxListeners()
        self._notifier = OutboxNotifier(db, self._listeners)
        self._woken = asyncio.Event()
        self._workers: dict[int, asyncio.Task[None]] = {}
        self._sending: set[int] = set()
        self._failures: Counter[int] = Counter()
        self._refusals_of_token = 0
        self._recovered = False
        self._stopping = False
        self._fatal: FatalError | None = None

    def wake(self) -> None:
        self._woken.set()

    async def run(self) -> None:
        """Runs until cancelled; call `stop` afterwards, which lets the calls under way end. Raises `FatalError`."""
        if not self._recovered:  # what is being sent when this loop begins again is being sent still
            await self._recover()
            self._recovered = True
            self._notifier.wake()  # it may have looked before there was anything to tell
        while True:
            self._woken.clear()
            pause = await self._start_due()
            # Not wait_for(): up to Python 3.11 it may swallow the cancellation that ends this loop.
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._woken.wait()
            if self._fatal:
                raise self._fatal

    async def notify(self) -> None:
        """Runs until cancelled, beside `run`: calls the listeners."""
        await self._notifier.run()

    async def stop(self, seconds: float) -> None:
        """Lets the calls under way end within `seconds`; those cut off then are uncertain at the next start."""
        self._stopping = True
        for chat_id, worker in self._workers.items():
            if chat_id not in self._sending:
                worker.cancel()
        workers = list(self._workers.values())
        if workers:
            await asyncio.wait(workers, timeout=seconds)
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)

    async def _recover(self) -> None:
        while True:
            try:
                async with self._db.writing() as connection:
                    found = await update_interrupted(connection)
                    for row in await select_awaited(connection):
                        await self._listeners.on_outcome(connection, row, self._clock())
                break
            except sqlite3.Error as error:
                if not may_pass(error):
                    raise
                log.warning("the outbox cannot be read: %s", error)
                await asyncio.sleep(STORAGE_PAUSE)
        if found:
            log.warning("%d posts were being sent when the bot stopped", found)

    async def _start_due(self) -> float:
        """Starts a worker for each chat whose time has come; returns seconds until the next one."""
        now = self._clock()
        try:
            due = await select_due_chats(self._db.reader)
            if any(when > now for when in due.values()) and await self._clock_was_ahead(now):
                due = await select_due_chats(self._db.reader)
        except sqlite3.Error as error:
            if not may_pass(error):
                raise
            log.warning("the outbox cannot be read: %s", error)
            return STORAGE_PAUSE
        waits = [when - now for chat_id, when in due.items() if chat_id not in self._workers and when > now]
        for chat_id, when in due.items():
            if chat_id not in self._workers and when <= now:
                self._workers[chat_id] = start_task(self._work(chat_id), f"the posts of chat {chat_id}")
        return min([*waits, IDLE_SECONDS])

    async def _clock_was_ahead(self, now: float) -> bool:
        """Shortens the waits that were begun by a clock ahead of this one."""
        if not await select_waits_of_future(self._db.reader, now):
            return False
        log.warning("the clock went back: posts wait no longer than they were told")
        async with self._db.writing() as connection:
            await update_waits_of_future(connection, now)
        return True

    async def _work(self, chat_id: int) -> None:
        try:
            while not self._stopping and await self._send_next(chat_id):
                self._failures.pop(chat_id, None)
        except FatalError as error:
            self._fatal = error
        except Exception as error:  # noqa: BLE001 - whatever it is, it is logged and counted
            await asyncio.sleep(await self._failed(chat_id, error))
        finally:
            del self._workers[chat_id]
            self.wake()

    async def _failed(self, chat_id: int, error: Exception) -> float:
        """Returns seconds until the chat is tried again; a post that the program cannot send is set aside."""
        self._failures[chat_id] += 1
        failures = self._failures[chat_id]
        if is_transient(error):
            log.warning("chat %d: posts wait: %s", chat_id, error)
        else:
            log.error("chat %d: posts wait", chat_id, exc_info=error)
            if failures >= MOST_FAILURES:
                await self._set_aside(chat_id, error)
                return STORAGE_PAUSE
        return min(STORAGE_PAUSE * 2.0 ** min(failures - 1, 10), LONGEST_PAUSE)

    async def _set_aside(self, chat_id: int, error: Exception) -> None:
        del self._failures[chat_id]
        with suppress(sqlite3.Error):  # it is tried again after as many failures
            async with self._db.writing() as connection:
                await update_head_stopped(connection, chat_id, self._clock(), type(error).__name__)
            self._notifier.wake()

    async def _send_next(self, chat_id: int) -> bool:
        """Sends the next row of the chat; False when none is due."""
        head = await select_head(self._db.reader, chat_id, self._clock())
        if head is None or head.not_before > self._clock():
            return False
        # The wait comes before the claim: a worker stopped while it waits has certainly sent nothing.
        await self._session.limits.acquire(chat_id, _message_count(head), math.inf)
        self._sending.add(chat_id)
        try:
            async with self._db.writing() as connection:
                row = await claim_head(connection, chat_id, self._clock())
            if row:
                await self._store(row, await self._attempt(row))
        finally:
            self._sending.discard(chat_id)
        return row is not None

    async def _attempt(self, row: OutboxRow) -> Outcome:
        try:
            call = call_of(row)
        except NoDestination as unaddressed:
            return Failed(unaddressed.reason, "")
        except ValidationError as error:
            log.exception("row %d of the outbox is not a call", row.id)
            return Failed(FailureReason.BROKEN, str(error.errors(include_input=False)[0]["msg"]))
        return await self._call(row, call)

    async def _call(self, row: OutboxRow, call: TelegramMethod[Any]) -> Outcome:
        started = time.monotonic()
        try:
            outcome = outcome_of(row, await self._session.call_once(self._bot, call))
        except TelegramAPIError as error:
            return self._outcome_of_error(row, error, alone=self._session.heard_at > started)
        except Exception:
            log.exception("row %d of the outbox: an unexpected end", row.id)
            return Ambiguous("") if row.method.sends else Failed(FailureReason.BROKEN, "")
        self._refusals_of_token = 0
        return outcome

    def _outcome_of_error(self, row: OutboxRow, error: TelegramAPIError, *, alone: bool) -> Outcome:
        if isinstance(error, TelegramRetryAfter):
            self._session.limits.pause(row.destination.chat_id, error.retry_after)
        if isinstance(error, TelegramUnauthorizedError):
            self._refusals_of_token += 1
            if self._refusals_of_token >= TOKEN_ATTEMPTS:
                self._fatal = TokenRefused()
        return outcome_of_error(row, error, alone=alone)

    async def _store(self, row: OutboxRow, outcome: Outcome) -> None:
        now = self._clock()
        events = await self._stored(row, outcome, now)
        log.info("%s part %d: %s", row.group_key, row.part, type(outcome).__name__)
        if events:
            self.wake()  # the administrators' private chats have messages now
        for event in events:
            if event.failure is ChatFailure.CLOSED:
                for waiting in await select_held_back(self._db.reader, event.chat.chat_id):
                    self._notifier.notify_waiting(waiting)
        if isinstance(outcome, RightMissing) and row.reason is not FailureReason.NO_RIGHT:
            self._notifier.notify_waiting(replace(row, reason=FailureReason.NO_RIGHT))
        if (
            isinstance(outcome, Retry)
            and outcome.reason is FailureReason.FLOOD
            and outcome.seconds > LONG_WAIT
        ):
            self._notifier.notify_waiting(
                replace(row, not_before=now + outcome.seconds, reason=outcome.reason)
            )
        self._notifier.wake()

    async def _stored(self, row: OutboxRow, outcome: Outcome, now: float) -> list[ChatEvent]:
        """Retries until stored: a row sent but not recorded would come back as uncertain.

        What the database refuses each time is stored roughly, so that the chat goes on; raises `StorageFailed` when it
        takes that neither.
        """
        pause, store = STORAGE_PAUSE, store_outcome
        while True:
            try:
                async with self._db.writing() as connection:
                    events = await store(connection, row, outcome, now)
                    for event in events:
                        await self._listeners.on_chat_failure(connection, event, now)
                    if store is store_outcome:
                        await self._listeners.on_outcome(connection, row, now)
                    return events
            except Exception as error:
                passing = is_transient(error)
                log.log(
                    logging.WARNING if passing else logging.ERROR,
                    *("row %d of the outbox: %s was not stored: %s", row.id, type(outcome).__name__, error),
                    exc_info=None if passing else error,
                )
                if not passing:
                    if store is store_roughly:
                        raise StorageFailed from error
                    store = store_roughly
                    continue
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)


def _message_count(row: OutboxRow) -> int:
    try:
        return counted_messages(call_of(row))
    except (NoDestination, ValidationError):
        return 0
