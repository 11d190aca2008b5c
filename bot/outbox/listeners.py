"""Telling people what became of their posts; whoever words it gives two functions."""

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
from data.messaging.deliveries import Delivery, DeliveryState, select_untold, update_told
from data.messaging.outbox import OutboxRow, RowState

RETRY_SECONDS: Final = 30.0
ATTEMPTS: Final = 5
SHOWN: Final = {
    RowState.SENT: DeliveryState.PUBLISHED,
    RowState.UNCERTAIN: DeliveryState.UNCERTAIN,
    RowState.FAILED: DeliveryState.FAILED,
}

log = logging.getLogger(__name__)


async def _nobody(_: object) -> None:
    pass


@dataclass(frozen=True, slots=True)
class OutboxListeners:
    """What is called when the state of a group of posts changes, or a bound chat is in trouble.

    `on_state_change` gets a `Delivery` whose row is the last one sent, or the one that stopped or waits; it is told
    of each end at least once, also after a crash. An exception means "not told": it is tried again.
    """

    on_state_change: Callable[[Delivery], Awaitable[None]] = _nobody
    on_chat_trouble: Callable[[ChatEvent], Awaitable[None]] = _nobody


def in_turn(*hooks: Callable[[Delivery], Awaitable[None]]) -> Callable[[Delivery], Awaitable[None]]:
    """One hook of several: each looks whether the post is its own."""

    async def tell(delivery: Delivery) -> None:
        for hook in hooks:
            await hook(delivery)

    return tell


class OutboxNotifier:
    """Runs apart from the sending, which no hook can hold up."""

    def __init__(self, db: Database, hooks: OutboxListeners) -> None:
        self._db = db
        self._hooks = hooks
        self._woken = asyncio.Event()
        self._passing: deque[Callable[[], Awaitable[None]]] = deque()
        self._failures: Counter[int] = Counter()

    def wake(self) -> None:
        """Some row may have come to its end."""
        self._woken.set()

    def waits(self, row: OutboxRow) -> None:
        """Telegram asked to wait so long that its author should know."""
        self._passing.append(lambda: self._hooks.on_state_change(Delivery(DeliveryState.WAITING, row)))
        self.wake()

    def of_chat(self, news: ChatEvent) -> None:
        self._passing.append(lambda: self._hooks.on_chat_trouble(news))
        self.wake()

    async def run(self) -> None:
        while True:
            self._woken.clear()
            done = await self.tell()
            with suppress(TimeoutError):
                async with asyncio.timeout(None if done else RETRY_SECONDS):
                    await self._woken.wait()

    async def tell(self) -> bool:
        """Tells everything that is untold; False when something has to be tried again."""
        while self._passing:
            await self._call(self._passing.popleft())
        try:
            told = [await self._tell(row) for row in await select_untold(self._db.reader)]
        except sqlite3.Error:
            log.exception("what became of posts could not be told")
            return False
        return all(told)

    async def _tell(self, row: OutboxRow) -> bool:
        delivery = Delivery(SHOWN[row.state], row)
        told = await self._call(lambda: self._hooks.on_state_change(delivery))
        self._failures[row.id] += not told
        if told or self._failures[row.id] >= ATTEMPTS:
            async with self._db.writing() as connection:
                await update_told(connection, row)
            del self._failures[row.id]
            return True
        return False

    async def _call(self, hook: Callable[[], Awaitable[None]]) -> bool:
        try:
            await hook()
        except Exception:
            log.exception("news of a post did not get through")
            return False
        return True
