"""The bot as a real process that starts at once: what it imports is read once and inherited by every start."""

import asyncio
import multiprocessing
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Final

from bot.sandbox.server import Sandbox
from bot.sending import limits
from tests.bot.processes.service import START_SECONDS, Service

FORGE: Final = multiprocessing.get_context("forkserver")
FORGE.set_forkserver_preload([__name__, "bot.__main__", "bot.cli.service"])
NO_PACE: Final = 10**6


class Forked(Service):
    """Killed and started as `Service` is. It hurries: a group takes more than 18 messages a minute from it."""

    fork: ForkServerProcess | None = None

    async def start(self, **environment: str) -> None:
        made = FORGE.Process(target=_run, args=(self.folder, self.settings | environment))
        made.start()
        self.fork = made

    async def ended(self) -> int:
        assert self.fork
        async with asyncio.timeout(START_SECONDS):
            await asyncio.to_thread(self.fork.join)
        return self.fork.exitcode or 0

    @property
    def is_running(self) -> bool:
        return self.fork is not None and self.fork.is_alive()

    async def _signal(self, number: signal.Signals) -> int:
        assert self.fork
        assert self.fork.pid
        os.kill(self.fork.pid, number)
        return await self.ended()


@asynccontextmanager
async def forked(sandbox: Sandbox, folder: Path) -> AsyncIterator[Forked]:
    """Not started yet; whatever still runs at the end is killed."""
    made = Forked(sandbox, folder)
    try:
        yield made
    finally:
        if made.is_running:
            await made.kill()


def _run(folder: Path, environment: dict[str, str]) -> None:
    """Inside the new process: `roadmap-bot run`, in its own folder and surroundings."""
    from bot.__main__ import main  # noqa: PLC0415 - whoever only starts it need not have it

    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    log = os.open("service.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(log, sys.stderr.fileno())
    limits.CHAT_INTERVAL = 0.0  # type: ignore[misc]
    limits.GROUP_MESSAGES = NO_PACE  # type: ignore[misc]
    limits.OVERALL_CALLS = NO_PACE  # type: ignore[misc]
    sys.exit(main(["run"]))
