"""Sends the posts of the outbox: in order within a chat, chats side by side, nothing twice unless a person asks for it."""

import asyncio
import logging
import math
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramRetryAfter
from aiogram.methods import TelegramMethod
from pydantic import ValidationError

from bot.outbox.calls import (
    Ambiguous,
    Failed,
    NoDestination,
    Outcome,
    Retry,
    call_of,
    outcome_of,
    outcome_of_error,
)
from bot.outbox.listeners import OutboxListeners, OutboxNotifier
from bot.outbox.transitions import ChatFailure, store_outcome
from bot.telegram.requests import counted_messages
from bot.telegram.session import TelegramSession
from data.database import Database
from data.messaging.attempts import claim_head, update_interrupted
from data.messaging.outbox import FailureReason, OutboxRow, select_due_chats, select_head, select_held_back

IDLE_SECONDS: Final = 30.0  # rows that another process adds are found so late at most
STORAGE_PAUSE: Final = 2.0  # while the database cannot be written
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
        self._notifier = OutboxNotifier(db, listeners or OutboxListeners())
        self._woken = asyncio.Event()
        self._workers: dict[int, asyncio.Task[None]] = {}
        self._sending: set[int] = set()
        self._stopping = False

    def wake(self) -> None:
        self._woken.set()

    async def run(self) -> None:
        """Runs until cancelled; call `stop` afterwards, which lets the calls under way end."""
        await self._recover()
        notifying = asyncio.create_task(self._notifier.run())
        try:
            while True:
                self._woken.clear()
                pause = await self._start_due()
                # Not wait_for(): up to Python 3.11 it may swallow the cancellation that ends this loop.
                with suppress(TimeoutError):
                    async with asyncio.timeout(pause):
                        await self._woken.wait()
        finally:
            notifying.cancel()

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
                break
            except sqlite3.Error:
                log.exception("the outbox cannot be read")
                await asyncio.sleep(STORAGE_PAUSE)
        if found:
            log.warning("%d posts were being sent when the bot stopped", found)

    async def _start_due(self) -> float:
        """Starts a worker for each chat whose time has come; returns seconds until the next one."""
        try:
            due = await select_due_chats(self._db.reader)
        except sqlite3.Error:
            log.exception("the outbox cannot be read")
            return STORAGE_PAUSE
        now = self._clock()
        waits = [when - now for chat_id, when in due.items() if chat_id not in self._workers and when > now]
        for chat_id, when in due.items():
            if chat_id not in self._workers and when <= now:
                self._workers[chat_id] = asyncio.create_task(self._work(chat_id))
        return min([*waits, IDLE_SECONDS])

    async def _work(self, chat_id: int) -> None:
        try:
            while not self._stopping and await self._send_next(chat_id):
                pass
        except Exception:
            log.exception("chat %d: posts wait", chat_id)
            await asyncio.sleep(STORAGE_PAUSE)
        finally:
            del self._workers[chat_id]
            self.wake()

    async def _send_next(self, chat_id: int) -> bool:
        """Sends the next row of the chat; False when none is due."""
        head = await select_head(self._db.reader, chat_id)
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
        try:
            return outcome_of(row, await self._session.call_once(self._bot, call))
        except TelegramRetryAfter as error:
            self._session.limits.pause(row.destination.chat_id, error.retry_after)
            return outcome_of_error(row, error)
        except TelegramAPIError as error:
            return outcome_of_error(row, error)
        except Exception:
            log.exception("row %d of the outbox: an unexpected end", row.id)
            return Ambiguous("") if row.method.sends else Failed(FailureReason.BROKEN, "")

    async def _store(self, row: OutboxRow, outcome: Outcome) -> None:
        """Retries until stored; a row sent but not recorded would come back as uncertain."""
        now = self._clock()
        while True:
            try:
                async with self._db.writing() as connection:
                    events = await store_outcome(connection, row, outcome, now)
                break
            except sqlite3.Error:
                log.exception("row %d of the outbox: %s was not stored", row.id, type(outcome).__name__)
                await asyncio.sleep(STORAGE_PAUSE)
        log.info("%s part %d: %s", row.group_key, row.part, type(outcome).__name__)
        for event in events:
            self._notifier.notify_chat(event)
            if event.failure is ChatFailure.CLOSED:
                for waiting in await select_held_back(self._db.reader, event.chat.chat_id):
                    self._notifier.notify_waiting(waiting)
        if (
            isinstance(outcome, Retry)
            and outcome.reason is FailureReason.FLOOD
            and outcome.seconds > LONG_WAIT
        ):
            self._notifier.notify_waiting(
                replace(row, not_before=now + outcome.seconds, reason=outcome.reason)
            )
        self._notifier.wake()


def _message_count(row: OutboxRow) -> int:
    try:
        return counted_messages(call_of(row))
    except (NoDestination, ValidationError):
        return 0
