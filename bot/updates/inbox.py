"""The inbox of updates: stored first, then handled, each with its effect once."""

import asyncio
import logging
import sqlite3
import time
from collections.abc import Awaitable, Callable, Hashable, Sequence
from functools import partial
from typing import Final

import aiosqlite
from aiogram import Bot, Dispatcher

from bot.updates.chat_queues import ChatQueues
from bot.updates.completion_buffer import CompletionBuffer
from bot.updates.dispatcher import HandlingResult, ReplyListeners, UpdateDispatcher
from bot.updates.raw_update import RawUpdate, stored_chat
from data.database import Database
from data.messaging.inbox import (
    StoredUpdate,
    UpdateState,
    delete_old_updates,
    insert_updates,
    select_waiting_updates,
    update_answering,
    update_attempts,
    update_unanswered,
)

MOST_OPEN: Final = 500  # updates in memory; Telegram keeps the others meanwhile
# Crashes while an update was handled, the first apart, which is not counted: it may be what kills the process.
POISON_THRESHOLD: Final = 2
MAX_ATTEMPTS: Final = 5  # the first among them
UNSTORED_SECONDS: Final = 60.0  # a chat that cannot be answered meanwhile must not hold up all others
SUSPECTS_WAIT: Final = 60.0  # seconds, for what else was left unfinished

GivenUp = Callable[[StoredUpdate], Awaitable[None]]

log = logging.getLogger(__name__)


async def _ignore(_: StoredUpdate) -> None:
    pass


class UpdateInbox:
    """Takes updates from polling or a webhook; once `accept` has returned a crash loses none of them.

    `on_given_up` is called with an update that is not handled because the process crashed each time; after a crash
    perhaps once more.
    """

    def __init__(
        self, db: Database, bot: Bot, dispatcher: Dispatcher, on_given_up: GivenUp = _ignore
    ) -> None:
        self._db = db
        self._on_given_up = on_given_up
        self._queues = ChatQueues(self._handle)
        listeners = ReplyListeners(self._store_answering, self._store_unanswered, self._queues.rest)
        self._dispatcher = UpdateDispatcher(bot, dispatcher, listeners)
        self._completed = CompletionBuffer(db)
        self._open: set[int] = set()
        self._capacity = asyncio.Event()
        self._capacity.set()
        self._left: set[int] = set()  # what the last process left unfinished, until it is begun
        self._begun_again: set[int] = set()  # of these, what is under way and counted
        self._others: list[asyncio.Future[None]] = []
        self._suspects: dict[Hashable, list[asyncio.Future[None]]] = {}

    async def start(self) -> None:
        """Handles again what the last process left unfinished; raises `sqlite3.Error`.

        Chats with an update that may be what kills the process wait for `try_suspects`.
        """
        async with self._db.writing() as connection:
            await delete_old_updates(connection, time.time())
        waiting = await select_waiting_updates(self._db.reader)
        if waiting:
            log.info("%d updates were left unfinished and are handled now", len(waiting))
        raws = [
            RawUpdate(stored.update_id, stored_chat(stored.payload), stored.payload) for stored in waiting
        ]
        for stored, raw in zip(waiting, raws, strict=True):
            if stored.attempts >= POISON_THRESHOLD:
                self._suspects[raw.chat] = []
                self._queues.hold(raw.chat)
        self._left = {stored.update_id for stored in waiting}
        for stored, raw in zip(waiting, raws, strict=True):
            handled = self._enqueue(stored, raw)
            if stored.attempts >= POISON_THRESHOLD:
                self._suspects[raw.chat].append(handled)
            elif stored.attempts and raw.chat not in self._suspects:
                self._others.append(handled)

    async def run(self) -> None:
        """Runs until cancelled: stores which updates are handled."""
        await self._completed.run()

    async def try_suspects(self) -> None:
        """Lets one suspect chat go after another, beside all that is new; what was only near a crash goes before.

        The next one goes as soon as the suspect updates of the last are handled: what stands behind them may be long.
        """
        if self._suspects and self._others:
            await asyncio.wait(self._others, timeout=SUSPECTS_WAIT)
        self._others = []
        while self._suspects:
            chat = next(iter(self._suspects))
            self._queues.release(chat)
            await asyncio.wait(self._suspects[chat], timeout=SUSPECTS_WAIT)
            del self._suspects[chat]

    @property
    def is_idle(self) -> bool:
        """True when nothing is being handled and nothing waits for its turn."""
        return not self._open

    async def wait_for_capacity(self) -> None:
        """Waits while `MOST_OPEN` updates or more are in memory."""
        await self._capacity.wait()

    async def accept(self, updates: Sequence[RawUpdate]) -> None:
        """Stores updates and queues them for handling; one that came before is passed over.

        When the database cannot be written they are handled from memory, and this returns only after that, or after a
        minute: until then they are not confirmed to Telegram, which would send them again.
        """
        fresh = {raw.update_id: raw for raw in updates if not self._is_known(raw.update_id)}
        try:
            stored = await self._store(fresh)
        except sqlite3.Error as error:
            log.error("%d updates could not be stored, handling them all the same: %s", len(fresh), error)  # noqa: TRY400 - the sentence says it all
            unstored = [
                self._enqueue(StoredUpdate(raw.update_id, raw.payload), raw) for raw in fresh.values()
            ]
            if unstored:
                await asyncio.wait(unstored, timeout=UNSTORED_SECONDS)
        else:
            for update in stored:
                self._enqueue(update, fresh[update.update_id])

    async def stop(self, seconds: float) -> None:
        """Gives what is being handled `seconds` to end; what was not begun waits for the next start."""
        if not await self._queues.stop(seconds):
            log.warning("some updates were not finished in %.0f s and will be handled again", seconds)
        await self._completed.flush()
        for update_id in self._begun_again:
            await self._store_change(partial(update_attempts, change=-1), update_id)

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
        if stored.update_id in self._left and not await self._begin_again(stored):
            await self._tell_given_up(stored)
            outcome: HandlingResult | None = HandlingResult(UpdateState.FAILED, replied=False)
        else:
            outcome = await self._outcome(stored)
        if outcome is None:
            return
        self._begun_again.discard(stored.update_id)
        self._completed.add(stored.update_id, outcome.state)
        self._open.discard(stored.update_id)
        if len(self._open) < MOST_OPEN:
            self._capacity.set()
        if outcome.replied:
            # At once: after a crash the bot would ask whether the reply had arrived.
            await self._completed.flush()

    async def _tell_given_up(self, stored: StoredUpdate) -> None:
        try:
            await self._on_given_up(stored)
        except Exception:
            log.exception("update %d: that it is given up was not told", stored.update_id)

    async def _outcome(self, stored: StoredUpdate) -> HandlingResult | None:
        try:
            return await self._dispatcher.dispatch(stored)
        except Exception:
            log.exception("update %d was not handled to its end", stored.update_id)
            return HandlingResult(UpdateState.FAILED, replied=False)

    async def _begin_again(self, stored: StoredUpdate) -> bool:
        """Counts that it is begun, before: a crash leaves the count, a clean stop takes it back. False: it is given up."""
        self._left.discard(stored.update_id)
        if stored.attempts + 1 >= MAX_ATTEMPTS:
            log.error("update %d is given up after %d crashes", stored.update_id, stored.attempts + 1)
            return False
        await self._store_change(partial(update_attempts, change=1), stored.update_id)
        self._begun_again.add(stored.update_id)
        return True

    async def _store_answering(self, update_id: int) -> None:
        await self._store_change(update_answering, update_id)

    async def _store_unanswered(self, update_id: int) -> None:
        await self._store_change(update_unanswered, update_id)

    async def _store_change(
        self, change: Callable[[aiosqlite.Connection, int], Awaitable[None]], update_id: int
    ) -> None:
        try:
            async with self._db.writing() as connection:
                await change(connection, update_id)
        except sqlite3.Error as error:
            # The update is handled all the same: its handler can still answer that nothing was saved.
            log.error("update %d: how far it is could not be stored: %s", update_id, error)  # noqa: TRY400 - the sentence says it all
