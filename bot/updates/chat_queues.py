"""Queues of updates by chat: in order within a chat, different chats concurrently, up to a limit."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Hashable
from contextlib import suppress
from typing import Final, Generic, TypeVar

from bot.background import start_task

Item = TypeVar("Item")

AT_ONCE: Final = 32

log = logging.getLogger(__name__)


class ChatQueues(Generic[Item]):
    """Hands items to `handle`; those with one key one after another. One that raises is logged, the next goes on."""

    def __init__(self, handle: Callable[[Item], Awaitable[None]], at_once: int = AT_ONCE) -> None:
        self._handle = handle
        self._slots = asyncio.Semaphore(at_once)
        self._waiting: dict[Hashable, deque[tuple[Item, asyncio.Future[None]]]] = {}
        self._held: set[Hashable] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopped = asyncio.Event()

    def put(self, key: Hashable, item: Item) -> asyncio.Future[None]:
        """Returns a future that is done when the item was handled, and cancelled when it will not be."""
        handled = asyncio.get_running_loop().create_future()
        queue = self._waiting.get(key)
        if queue is None:
            queue = self._waiting[key] = deque()
            if key not in self._held:
                self._start(key, queue)
        queue.append((item, handled))
        return handled

    def hold(self, key: Hashable) -> None:
        """Lets the items of a key wait, in their order, until `release`; call it while none of them waits."""
        self._held.add(key)

    def release(self, key: Hashable) -> None:
        self._held.discard(key)
        if queue := self._waiting.get(key):
            self._start(key, queue)

    async def rest(self, seconds: float) -> bool:
        """Gives the place of the item under way to another chat for so long; False when the queues are stopped."""
        self._slots.release()
        try:
            # Not wait_for(): up to Python 3.11 it may swallow a cancellation.
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._stopped.wait()
        finally:
            await self._slots.acquire()
        return not self._stopped.is_set()

    async def stop(self, seconds: float) -> bool:
        """Begins no further item; False when those under way had to be cancelled after `seconds`."""
        self._stopped.set()
        for key in self._held & self._waiting.keys():
            self._give_up(key, self._waiting[key])
        if not self._tasks:
            return True
        _, late = await asyncio.wait(self._tasks, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        return not late

    def _start(self, key: Hashable, queue: deque[tuple[Item, asyncio.Future[None]]]) -> None:
        task = start_task(self._serve(key, queue), f"the updates of {key}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, key: Hashable, queue: deque[tuple[Item, asyncio.Future[None]]]) -> None:
        try:
            while queue:
                async with self._slots:
                    if self._stopped.is_set():
                        return
                    item, handled = queue[0]
                    await self._handle_one(item)
                queue.popleft()
                if not handled.done():
                    handled.set_result(None)
        finally:
            self._give_up(key, queue)

    async def _handle_one(self, item: Item) -> None:
        try:
            await self._handle(item)
        except Exception:
            log.exception("an update was not handled to its end")

    def _give_up(self, key: Hashable, queue: deque[tuple[Item, asyncio.Future[None]]]) -> None:
        self._waiting.pop(key, None)
        for _, handled in queue:
            handled.cancel()
