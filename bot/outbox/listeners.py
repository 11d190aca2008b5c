"""Notifies listeners of what became of posts, outside the worker that sends them."""

import asyncio
import logging
import sqlite3
from collections import Counter, deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import aiosqlite

from bot.background import is_transient
from bot.outbox.transitions import ChatEvent
from data.database import Database, may_pass
from data.messaging.deliveries import Delivery, DeliveryState, select_unnotified, update_notified
from data.messaging.outbox import OutboxRow, RowState

RETRY_SECONDS: Final = 30.0  # it doubles up to LONGEST_PAUSE
LONGEST_PAUSE: Final = 600.0
ATTEMPTS: Final = (
    5  # of a listener that fails by an error of the program; after that the next start tries again
)
SHOWN: Final = {
    RowState.SENT: DeliveryState.PUBLISHED,
    RowState.UNCERTAIN: DeliveryState.UNCERTAIN,
    RowState.FAILED: DeliveryState.FAILED,
}

log = logging.getLogger(__name__)


async def _ignore(_: object) -> None:
    pass


async def _ignore_outcome(_: aiosqlite.Connection, __: OutboxRow | ChatEvent, ___: float) -> None:
    pass


@dataclass(frozen=True, slots=True)
class OutboxListeners:
    """Called when the state of a batch changes, or a bound chat fails.

    `on_state_change` gets a `Delivery` whose row is the last one sent, or the one that stopped or waits; it is called
    at least once for each end, also after a crash. After an exception it is called again. `on_outcome` and
    `on_chat_failure` are called with the connection in the transaction that stores the outcome of a row, the row as it
    was before the attempt or what happened to its chat, and the time in Unix seconds.
    """

    on_state_change: Callable[[Delivery], Awaitable[None]] = _ignore
    on_chat_failure: Callable[[aiosqlite.Connection, ChatEvent, float], Awaitable[None]] = _ignore_outcome
    on_outcome: Callable[[aiosqlite.Connection, OutboxRow, float], Awaitable[None]] = _ignore_outcome


def call_each(*listeners: Callable[[Delivery], Awaitable[None]]) -> Callable[[Delivery], Awaitable[None]]:
    """Returns one listener that calls several; each of them checks whether the post is its own."""

    async def tell(delivery: Delivery) -> None:
        for listener in listeners:
            await listener(delivery)

    return tell


class OutboxNotifier:
    """Runs in a task of its own, so that no listener delays the sending."""

    def __init__(self, db: Database, listeners: OutboxListeners) -> None:
        self._db = db
        self._listeners = listeners
        self._woken = asyncio.Event()
        self._unstored: deque[Callable[[], Awaitable[None]]] = deque()
        self._failures: Counter[tuple[int, RowState]] = Counter()

    def wake(self) -> None:
        """Lets the listeners be notified soon; call it when the outcome of a row may be known."""
        self._woken.set()

    def notify_waiting(self, row: OutboxRow) -> None:
        """Tells the author that the post waits long for Telegram."""
        self._unstored.append(lambda: self._listeners.on_state_change(Delivery(DeliveryState.WAITING, row)))
        self.wake()

    async def run(self) -> None:
        """Runs until cancelled."""
        pause = RETRY_SECONDS
        while True:
            self._woken.clear()
            done = await self.notify()
            pause = RETRY_SECONDS if done else min(2 * pause, LONGEST_PAUSE)
            with suppress(TimeoutError):
                async with asyncio.timeout(None if done else pause / 2):
                    await self._woken.wait()

    async def notify(self) -> bool:
        """Calls the listeners for all that is due; False when something has to be repeated."""
        while self._unstored:
            await self._call(self._unstored.popleft())
        try:
            notified = [await self._notify(row) for row in await select_unnotified(self._db.reader)]
        except sqlite3.Error as error:
            if not may_pass(error):
                raise
            log.warning("the ends of posts could not be read: %s", error)
            return False
        return all(notified)

    async def _notify(self, row: OutboxRow) -> bool:
        """False when it is to be repeated: as long as Telegram is not reached, and some times after another error."""
        end = row.id, row.state
        if self._failures[end] >= ATTEMPTS:
            return True
        delivery = Delivery(SHOWN[row.state], row)
        error = await self._call(lambda: self._listeners.on_state_change(delivery))
        if error:
            self._failures[end] += not is_transient(error)
            return self._failures[end] >= ATTEMPTS
        async with self._db.writing() as connection:
            await update_notified(connection, row)
        del self._failures[end]
        return True

    async def _call(self, listener: Callable[[], Awaitable[None]]) -> Exception | None:
        """Returns the error of a listener, which is in the log."""
        try:
            await listener()
        except Exception as error:
            if is_transient(error):
                log.warning("a listener of the outbox waits: %s", error)
            else:
                log.exception("a listener of the outbox failed")
            return error
        return None
