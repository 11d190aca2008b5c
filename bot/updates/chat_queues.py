"""Queues of updates by chat: in order within a chat, different chats concurrently, up to a limit."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Hashable
from typing import Final, Generic, TypeVar

Item = TypeVar("Item")

AT_ONCE: Final = 32


class ChatQueues(Generic[Item]):
    """Hands items to `handle`, which must not raise; those with one key one after another."""

    def __init__(self, handle: Callable[[Item], Awaitable[None]], at_once: int = AT_ONCE) -> None:
        self._handle = handle
        self._slots = asyncio.Semaphore(at_once)
        self._waiting: dict[Hashable, deque[tuple[Item, asyncio.Future[None]]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopped = False

    def put(self, key: Hashable, item: Item) -> asyncio.Future[None]:
        """Returns a future that is done when the item was handled, and cancelled when it will not be."""
        handled = asyncio.get_running_loop().create_future()
        queue = self._waiting.get(key)
        if queue is None:
            queue = self._waiting[key] = deque()
            task = asyncio.create_task(self._serve(key, queue))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        queue.append((item, handled))
        return handled

    async def stop(self, seconds: float) -> bool:
        """Begins no further item; False when those under way had to be cancelled after `seconds`."""
        self._stopped = True
        if not self._tasks:
            return True
        _, late = await asyncio.wait(self._tasks, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        return not late

    async def _serve(self, key: Hashable, queue: deque[tuple[Item, asyncio.Future[None]]]) -> None:
        try:
            while queue:
                async with self._slots:
                    if self._stopped:
                        return
                    item, handled = queue[0]
                    await self._handle(item)
                queue.popleft()
                if not handled.done():
                    handled.set_result(None)
        finally:
            del self._waiting[key]
            for _, handled in queue:
                handled.cancel()
