"""Events: published to conditions that wait and to subscribers."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from bot.sandbox.schema.bot_api import Payload


class EventKind(StrEnum):
    MESSAGE = "message"
    EDIT = "edit"
    DELETE = "delete"
    PIN = "pin"
    REACTION = "reaction"
    ACTION = "action"
    ANSWER = "answer"
    MEMBER = "member"
    CHAT = "chat"
    UPDATE = "update"
    TAKEN = "taken"
    CONFIRMED = "confirmed"
    CALL = "call"
    CLOCK = "clock"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Event:
    """`data` is plain JSON; `chat_id` is None for what belongs to no chat."""

    number: int
    kind: EventKind
    chat_id: int | None
    data: Payload


REMEMBERED = 20_000


class Events:
    """`count` is the number of the latest event; the latest ones are remembered."""

    def __init__(self) -> None:
        self.count = 0
        self._recent: deque[Event] = deque(maxlen=REMEMBERED)
        self._waiters: list[asyncio.Future[None]] = []
        self._watchers: set[asyncio.Queue[Event]] = set()

    def publish(self, kind: EventKind, chat_id: int | None = None, data: Payload | None = None) -> None:
        self.count += 1
        event = Event(self.count, kind, chat_id, data or {})
        self._recent.append(event)
        for watcher in self._watchers:
            watcher.put_nowait(event)
        self.wake()

    def wake(self) -> None:
        """Makes all waiting conditions be evaluated again."""
        waiters, self._waiters = self._waiters, []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)

    def since(self, number: int) -> Iterator[Event]:
        """Remembered events after this one, latest first."""
        return takewhile(lambda event: event.number > number, reversed(self._recent))

    async def until(self, happened: Callable[[], bool], timeout: float) -> bool:  # noqa: ASYNC109 - the answer is a fact, not an error
        """True once `happened()` holds, looked at after every event; False after `timeout` seconds."""
        try:
            async with asyncio.timeout(timeout):
                while not happened():
                    await self._next()
        except TimeoutError:
            return happened()
        return True

    async def subscribe(self) -> AsyncIterator[Event]:
        """Events from now on."""
        watcher: asyncio.Queue[Event] = asyncio.Queue()
        self._watchers.add(watcher)
        try:
            while True:
                yield await watcher.get()
        finally:
            self._watchers.discard(watcher)

    def _next(self) -> asyncio.Future[None]:
        waiter = asyncio.get_running_loop().create_future()
        self._waiters.append(waiter)
        return waiter
