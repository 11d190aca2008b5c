"""The bot as a real process against a local Telegram."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

from bot.sandbox.server import Sandbox
from tests.bot.processes.launch import ROOT, launch

START_SECONDS = 90  # on a busy machine


@dataclass
class Service:
    """`log` is what it wrote to standard error, all starts together."""

    sandbox: Sandbox
    folder: Path
    hurries: bool = False
    deprived: Callable[[], None] | None = None
    process: BaseProcess | None = None

    @property
    def log(self) -> str:
        return (self.folder / "service.log").read_text(encoding="utf-8")

    @property
    def database(self) -> Path:
        return self.folder / "roadmap.db"

    @property
    def settings(self) -> dict[str, str]:
        """Its environment."""
        return {
            "BOT_TOKEN": self.sandbox.token,
            "TELEGRAM_API_URL": self.sandbox.url,
            "DATABASE_PATH": str(self.database),
            "READ_ACCESS": "everyone",
            "PYTHONPATH": str(ROOT),
            "PATH": os.environ["PATH"],
        }

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.exitcode is None

    async def start(self, **environment: str) -> None:
        surroundings = self.settings | environment
        self.process = await asyncio.to_thread(
            launch, self.folder, surroundings, hurries=self.hurries, deprived=self.deprived
        )

    async def started(self, **environment: str) -> None:
        """Started, and waiting for updates."""
        calls = len(self.sandbox.journal.calls("getUpdates"))
        await self.start(**environment)
        await self.sandbox.until(
            lambda: len(self.sandbox.journal.calls("getUpdates")) > calls or not self.is_running,
            timeout=START_SECONDS,
            what="the bot did not start",
        )
        assert self.is_running, self.log

    async def kill(self) -> None:
        """kill -9."""
        await self._signal(signal.SIGKILL)

    async def terminate(self) -> int:
        """SIGTERM; the exit code."""
        return await self._signal(signal.SIGTERM)

    async def ended(self) -> int:
        """Waits until it ends by itself; the exit code."""
        assert self.process
        await asyncio.to_thread(self.process.join, START_SECONDS)
        assert self.process.exitcode is not None, "it does not end"
        return self.process.exitcode

    async def _signal(self, number: signal.Signals) -> int:
        assert self.process
        assert self.process.pid
        os.kill(self.process.pid, number)
        return await self.ended()


@asynccontextmanager
async def service(
    sandbox: Sandbox, folder: Path, *, hurries: bool = False, deprived: Callable[[], None] | None = None
) -> AsyncIterator[Service]:
    """Not started yet; whatever still runs at the end is killed. One that hurries keeps to no pace of sending."""
    made = Service(sandbox, folder, hurries, deprived)
    try:
        yield made
    finally:
        if made.is_running:
            await made.kill()
