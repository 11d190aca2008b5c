"""The one way to start a task: each ends heard, and what has to run for ever begins again or ends the process."""

import asyncio
import logging
import sqlite3
import time
from collections.abc import Awaitable, Callable, Coroutine
from enum import StrEnum
from typing import Any, Final, TypeVar

from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter, TelegramServerError

from bot.fatal_errors import FatalError, LoopFailed
from data.database import may_pass

Found = TypeVar("Found")

MOST_RESTARTS: Final = 5  # in a row
HEALTHY_SECONDS: Final = 600.0  # a loop that ran so long begins to count anew
LONGEST_PAUSE: Final = 60.0
TELL_AGAIN: Final = 3600.0  # seconds between two messages about the same loop

log = logging.getLogger(__name__)


class Loop(StrEnum):
    """What has to run as long as the process does; the value stands in the log."""

    RECEIVING = "receiving updates"
    HANDLED = "storing which updates are handled"
    SUSPECTS = "trying updates that were under way at a crash"
    POSTING = "posting"
    NOTIFYING = "telling authors what became of posts"
    SCHEDULE = "the jobs of the calendar"
    COMMANDS = "setting the lists of commands"


def start_task(work: Coroutine[Any, Any, Found], name: str) -> "asyncio.Task[Found]":
    """Starts a task that its owner awaits or cancels; the log tells of an error that ends it."""
    task = asyncio.create_task(work, name=name)
    task.add_done_callback(_log_end)
    return task


def _log_end(task: "asyncio.Task[Any]") -> None:
    error = None if task.cancelled() else task.exception()
    if error and not isinstance(error, FatalError):
        log.error("%s: ended by an error", task.get_name(), exc_info=error)


async def _ignore(_: Loop) -> None:
    pass


class Supervisor:
    """Keeps loops running: one that fails begins again, later and later; `run` raises what ends the process.

    `on_failure` is called with a loop that failed, at most once an hour for each.
    """

    def __init__(self, on_failure: Callable[[Loop], Awaitable[None]] = _ignore) -> None:
        self._on_failure = on_failure
        self._told_at: dict[Loop, float] = {}
        self._tasks: list[asyncio.Task[None]] = []

    def keep(self, loop: Loop, work: Callable[[], Awaitable[None]]) -> None:
        """Runs `work` until it returns; after an error it is called again."""
        self._tasks.append(start_task(self._keep(loop, work), loop))

    async def run(self) -> None:
        """Waits for ever; raises the `FatalError` that ends a loop for good, `LoopFailed` after too many restarts."""
        ended, _ = await asyncio.wait(self._tasks, return_when=asyncio.FIRST_EXCEPTION)
        for task in ended:
            task.result()

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def _keep(self, loop: Loop, work: Callable[[], Awaitable[None]]) -> None:
        failures = 0
        while True:
            started = time.monotonic()
            try:
                return await work()
            except FatalError:
                raise
            except Exception as error:
                failures = 1 if time.monotonic() - started > HEALTHY_SECONDS else failures + 1
                if failures > MOST_RESTARTS and not is_transient(error):
                    raise LoopFailed(loop) from error
                pause = min(2.0 ** (failures - 1), LONGEST_PAUSE)
                log.exception("%s: failed, begins again in %.0f s", loop, pause)
                await self._tell(loop)
                await asyncio.sleep(pause)

    async def _tell(self, loop: Loop) -> None:
        now = time.monotonic()
        if now - self._told_at.get(loop, -TELL_AGAIN) < TELL_AGAIN:
            return
        try:
            await self._on_failure(loop)
        except Exception:
            log.exception("%s: its failure was not told", loop)
        else:
            self._told_at[loop] = now


def is_transient(error: BaseException) -> bool:
    """True for what may pass by itself: a busy or full disk, a network that is away."""
    if isinstance(error, sqlite3.Error):
        return may_pass(error)
    passing = TelegramNetworkError | TelegramRetryAfter | TelegramServerError | TimeoutError | ConnectionError
    return isinstance(error, passing)
