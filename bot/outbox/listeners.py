"""Notifies listeners of what became of posts, outside the worker that sends them."""

import asyncio
import logging
import sqlite3
from collections import Counter, deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from bot.outbox.transitions import ChatEvent
from data.database import Database
from data.messaging.deliveries import Delivery, DeliveryState, select_unnotified, update_notified
from data.messaging.outbox import OutboxRow, RowState

RETRY_SECONDS: Final = 30.0
ATTEMPTS: Final = 5
SHOWN: Final = {
    RowState.SENT: DeliveryState.PUBLISHED,
    RowState.UNCERTAIN: DeliveryState.UNCERTAIN,
    RowState.FAILED: DeliveryState.FAILED,
}

log = logging.getLogger(__name__)


async def _ignore(_: object) -> None:
    pass


@dataclass(frozen=True, slots=True)
class OutboxListeners:
    """Called when the state of a batch changes, or a bound chat fails.

    `on_state_change` gets a `Delivery` whose row is the last one sent, or the one that stopped or waits; it is called
    at least once for each end, also after a crash. After an exception it is called again.
    """

    on_state_change: Callable[[Delivery], Awaitable[None]] = _ignore
    on_chat_failure: Callable[[ChatEvent], Awaitable[None]] = _ignore


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
        self._failures: Counter[int] = Counter()

    def wake(self) -> None:
        """Lets the listeners be notified soon; call it when the outcome of a row may be known."""
        self._woken.set()

    def notify_waiting(self, row: OutboxRow) -> None:
        """Tells the author that the post waits long for Telegram."""
        self._unstored.append(lambda: self._listeners.on_state_change(Delivery(DeliveryState.WAITING, row)))
        self.wake()

    def notify_chat(self, event: ChatEvent) -> None:
        self._unstored.append(lambda: self._listeners.on_chat_failure(event))
        self.wake()

    async def run(self) -> None:
        while True:
            self._woken.clear()
            done = await self.notify()
            with suppress(TimeoutError):
                async with asyncio.timeout(None if done else RETRY_SECONDS):
                    await self._woken.wait()

    async def notify(self) -> bool:
        """Calls the listeners for all that is due; False when something has to be repeated."""
        while self._unstored:
            await self._call(self._unstored.popleft())
        try:
            notified = [await self._notify(row) for row in await select_unnotified(self._db.reader)]
        except sqlite3.Error:
            log.exception("the ends of posts could not be read")
            return False
        return all(notified)

    async def _notify(self, row: OutboxRow) -> bool:
        delivery = Delivery(SHOWN[row.state], row)
        notified = await self._call(lambda: self._listeners.on_state_change(delivery))
        self._failures[row.id] += not notified
        if notified or self._failures[row.id] >= ATTEMPTS:
            async with self._db.writing() as connection:
                await update_notified(connection, row)
            del self._failures[row.id]
            return True
        return False

    async def _call(self, listener: Callable[[], Awaitable[None]]) -> bool:
        try:
            await listener()
        except Exception:
            log.exception("a listener of the outbox failed")
            return False
        return True
