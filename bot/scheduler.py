"""What the bot does by itself, by the calendar: each duty is asked again and again whether its time has come."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Final

from bot.clock import Clock

PAUSE: Final = 20.0  # seconds between two rounds

Job = Callable[[datetime], Awaitable[None]]  # given the aware moment of the round; does what is due, once

log = logging.getLogger(__name__)


class Scheduler:
    """Runs the duties one after the other; what one of them cannot do now waits for the next round.

    A duty remembers in the database what it has done: it is asked again after a crash, and by a second process.
    `begun` is set when the first round is over.
    """

    def __init__(self, jobs: Sequence[Job], clock: Clock) -> None:
        self._jobs = jobs
        self._clock = clock
        self._woken = asyncio.Event()
        self.begun = asyncio.Event()

    def wake(self) -> None:
        """Makes a round at once: the clock was moved, or what is due has changed."""
        self._woken.set()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            self._woken.clear()
            await self.once()
            self.begun.set()
            # Not wait_for(): up to Python 3.11 it may swallow the cancellation that ends this loop.
            with suppress(TimeoutError):
                async with asyncio.timeout(PAUSE):
                    await self._woken.wait()

    async def once(self) -> None:
        for job in self._jobs:
            try:
                await job(self._clock())
            except Exception:
                log.exception("a duty was not done: %s", getattr(job, "__qualname__", job))
