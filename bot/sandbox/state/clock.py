"""The clock of the local Telegram, which can be moved."""

import asyncio
import time


class Clock:
    """Unix seconds. A ticking clock follows the machine's; a still one moves by `advance` alone."""

    def __init__(self, start: float | None = None, *, ticking: bool = True) -> None:
        self._ticking = ticking
        self._offset = (time.time() if start is None else start) - self._elapsed()
        self._moved = asyncio.Event()

    def now(self) -> float:
        return self._offset + self._elapsed()

    def stamp(self) -> int:
        """The date of a message: whole Unix seconds."""
        return int(self.now())

    def advance(self, seconds: float) -> None:
        """Moves the clock forward (or, with a negative number, back) and wakes sleepers."""
        self._offset += seconds
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()

    async def sleep(self, seconds: float) -> None:
        """Returns when this clock has moved that far, by itself or by `advance`."""
        until = self.now() + seconds
        while (left := until - self.now()) > 0:
            await self._tick_or_move(left)

    async def _tick_or_move(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds if self._ticking else None):
                await self._moved.wait()
        except TimeoutError:
            return

    def _elapsed(self) -> float:
        return time.monotonic() if self._ticking else 0.0
