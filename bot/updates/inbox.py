"""The inbox of updates: stored first, then handled, each with its effect once."""

import asyncio
import logging
import sqlite3
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

import aiosqlite
from aiogram import Bot, Dispatcher

from bot.updates.chat_queues import ChatQueues
from bot.updates.completion_buffer import CompletionBuffer
from bot.updates.dispatcher import ReplyListeners, UpdateDispatcher
from bot.updates.raw_update import RawUpdate, stored_chat
from data.database import Database
from data.messaging.inbox import (
    StoredUpdate,
    UpdateState,
    claim_waiting,
    delete_old_updates,
    insert_updates,
    update_answering,
    update_attempts,
    update_unanswered,
)

MOST_OPEN: Final = 500  # updates in memory; Telegram keeps the others meanwhile
POISON_THRESHOLD: Final = 3  # starts that found an update unfinished: it may be what kills the process
MAX_ATTEMPTS: Final = 5

log = logging.getLogger(__name__)


class UpdateInbox:
    """Takes updates from polling or a webhook; once `accept` has returned a crash loses none of them."""

    def __init__(self, db: Database, bot: Bot, dispatcher: Dispatcher) -> None:
        self._db = db
        listeners = ReplyListeners(self._store_answering, self._store_unanswered)
        self._dispatcher = UpdateDispatcher(bot, dispatcher, listeners)
        self._queues = ChatQueues(self._handle)
        self._completed = CompletionBuffer(db)
        self._open: set[int] = set()
        self._capacity = asyncio.Event()
        self._capacity.set()
        self._flushing: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Handles again what the last process left unfinished; raises `sqlite3.Error`."""
        async with self._db.writing() as connection:
            await delete_old_updates(connection, time.time())
            waiting = await claim_waiting(connection, POISON_THRESHOLD)
        if waiting:
            log.info("%d updates were left unfinished and are handled now", len(waiting))
        for stored in waiting:
            if stored.attempts >= POISON_THRESHOLD:
                await self._handle_alone(stored)
        for stored in waiting:
            if stored.attempts < POISON_THRESHOLD:
                self._enqueue(
                    stored, RawUpdate(stored.update_id, stored_chat(stored.payload), stored.payload)
                )
        self._flushing = asyncio.create_task(self._completed.run())

    @property
    def is_idle(self) -> bool:
        """True when nothing is being handled and nothing waits for its turn."""
        return not self._open

    async def wait_for_capacity(self) -> None:
        """Waits while `MOST_OPEN` updates or more are in memory."""
        await self._capacity.wait()

    async def accept(self, updates: Sequence[RawUpdate]) -> None:
        """Stores updates and queues them for handling; one that came before is passed over.

        When the database cannot be written they are handled from memory, and this returns only after that:
        until then they are not confirmed to Telegram, which would send them again.
        """
        fresh = {raw.update_id: raw for raw in updates if not self._is_known(raw.update_id)}
        try:
            stored = await self._store(fresh)
        except sqlite3.Error as error:
            log.error("%d updates could not be stored, handling them all the same: %s", len(fresh), error)  # noqa: TRY400 - the sentence says it all
            unstored = [
                self._enqueue(StoredUpdate(raw.update_id, raw.payload), raw) for raw in fresh.values()
            ]
            await asyncio.gather(*unstored)
        else:
            for update in stored:
                self._enqueue(update, fresh[update.update_id])

    async def stop(self, seconds: float) -> None:
        """Gives what is being handled `seconds` to end; what was not begun waits for the next start."""
        self._dispatcher.stop()
        if not await self._queues.stop(seconds):
            log.warning("some updates were not finished in %.0f s and will be handled again", seconds)
        if self._flushing:
            self._flushing.cancel()
        await self._completed.flush()

    def _is_known(self, update_id: int) -> bool:
        return update_id in self._open or update_id in self._completed

    async def _store(self, fresh: dict[int, RawUpdate]) -> list[StoredUpdate]:
        if not fresh:
            return []
        async with self._db.writing() as connection:
            finished = await self._completed.write(connection)
            stored = await insert_updates(
                connection, [(raw.update_id, raw.payload) for raw in fresh.values()]
            )
        self._completed.confirm(finished)
        return stored

    def _enqueue(self, stored: StoredUpdate, raw: RawUpdate) -> asyncio.Future[None]:
        self._open.add(stored.update_id)
        if len(self._open) >= MOST_OPEN:
            self._capacity.clear()
        return self._queues.put(raw.chat, stored)

    async def _handle(self, stored: StoredUpdate) -> None:
        outcome = await self._dispatcher.dispatch(stored)
        if outcome is None:
            return
        self._completed.add(stored.update_id, outcome.state)
        self._open.discard(stored.update_id)
        if len(self._open) < MOST_OPEN:
            self._capacity.set()
        if outcome.replied:
            # At once: after a crash the bot would ask whether the reply had arrived.
            await self._completed.flush()

    async def _handle_alone(self, stored: StoredUpdate) -> None:
        """Keeps a poison update from taking others down with it; after `MAX_ATTEMPTS` starts it is given up."""
        async with self._db.writing() as connection:
            await update_attempts(connection, stored.update_id)
        if stored.attempts >= MAX_ATTEMPTS:
            log.error("update %d is given up after %d starts", stored.update_id, stored.attempts)
            self._completed.add(stored.update_id, UpdateState.FAILED)
        else:
            await self._handle(stored)
        await self._completed.flush()

    async def _store_answering(self, update_id: int) -> None:
        await self._store_reply(update_answering, update_id)

    async def _store_unanswered(self, update_id: int) -> None:
        await self._store_reply(update_unanswered, update_id)

    async def _store_reply(
        self, update: Callable[[aiosqlite.Connection, int], Awaitable[None]], update_id: int
    ) -> None:
        try:
            async with self._db.writing() as connection:
                await update(connection, update_id)
        except sqlite3.Error as error:
            # The update is handled all the same: its handler can still answer that nothing was saved.
            log.error("update %d: the state of its reply could not be stored: %s", update_id, error)  # noqa: TRY400 - the sentence says it all
