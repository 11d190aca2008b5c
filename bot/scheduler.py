"""Runs the jobs of the calendar: each is called every few seconds and does what has become due."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Final

from bot.background import is_transient
from bot.clock import Clock

PAUSE: Final = 20.0  # seconds between two runs of the jobs

Job = Callable[[datetime], Awaitable[None]]  # called with the aware current time; does what is due, once

log = logging.getLogger(__name__)


class Scheduler:
    """Runs the jobs one after another; what one of them cannot do now waits for the next run.

    A job keeps in the database what it has done: it is called again after a crash.
    `ran_once` is set when all jobs have run for the first time.
    """

    def __init__(self, jobs: Sequence[Job], clock: Clock) -> None:
        self._jobs = jobs
        self._clock = clock
        self._woken = asyncio.Event()
        self.ran_once = asyncio.Event()

    def wake(self) -> None:
        """Runs the jobs at once: the clock was moved, or what is due has changed."""
        self._woken.set()

    async def run(self) -> None:
        """Runs until cancelled."""
        while True:
            self._woken.clear()
            await self.run_once()
            self.ran_once.set()
            # Not wait_for(): up to Python 3.11 it may swallow the cancellation that ends this loop.
            with suppress(TimeoutError):
                async with asyncio.timeout(PAUSE):
                    await self._woken.wait()

    async def run_once(self) -> None:
        for job in self._jobs:
            try:
                await job(self._clock())
            except Exception as error:
                name = getattr(job, "__qualname__", job)
                if is_transient(error):
                    log.warning("a job waits: %s: %s", name, error)
                else:
                    log.exception("a job failed: %s", name)
