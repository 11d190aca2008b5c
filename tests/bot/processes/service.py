"""The bot as a real process against a local Telegram."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.sandbox.server import Sandbox

ROOT = Path(__file__).parents[3]
START_SECONDS = 90  # importing aiogram alone takes five on a busy machine


@dataclass
class Service:
    """`log` is what it wrote to standard error, all starts together."""

    sandbox: Sandbox
    folder: Path
    process: asyncio.subprocess.Process | None = None

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
        return self.process is not None and self.process.returncode is None

    async def start(self, **environment: str) -> None:
        with (self.folder / "service.log").open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run"),
                cwd=self.folder,
                env=self.settings | environment,
                stderr=log,
                stdin=asyncio.subprocess.DEVNULL,
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
        async with asyncio.timeout(START_SECONDS):
            return await self.process.wait()

    async def _signal(self, number: signal.Signals) -> int:
        assert self.process
        self.process.send_signal(number)
        return await self.ended()


@asynccontextmanager
async def service(sandbox: Sandbox, folder: Path) -> AsyncIterator[Service]:
    """Not started yet; whatever still runs at the end is killed."""
    made = Service(sandbox, folder)
    try:
        yield made
    finally:
        if made.is_running:
            await made.kill()
