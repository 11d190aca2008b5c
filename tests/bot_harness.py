"""The bot as it runs, against a local Telegram over real HTTP, in this process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from bot.app import App
from bot.clock import MovableClock
from bot.middlewares.throttling import Throttle
from bot.sandbox.api.options import Options
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.services.roadmap.cache import SearchIndexes
from bot.settings import Settings
from bot.telegram.rate_limits import RateLimits
from data.database import Database
from tests.cached_templates import lay_shipped, starting_fast

NOW: Final = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ADMIN_ID: Final = 700
INDEXES: Final = SearchIndexes()  # every start in this process answers from the same roadmaps
PATIENCE: Final = 30.0  # seconds of a busy machine; nobody waits them out
SHORT_REST: Final = 0.02  # seconds instead of those an update rests until it is handled again
QUIET: Final = 0.005  # seconds without anything happening; that the bot is idle is asked of it besides


class LeapingClock:
    """A clock that passes by itself while a task sleeps, so that no pace is waited for."""

    def __init__(self) -> None:
        self.now = 0.0

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds

    async def rest(self, seconds: float) -> bool:
        """An update that waits until it is handled again; a bot that stops is not heard of."""
        self.now += seconds
        await asyncio.sleep(SHORT_REST)
        return True


@dataclass(frozen=True, slots=True)
class BotHarness:
    """A running bot; `db` is its own database, in the midst of use."""

    sandbox: Sandbox
    app: App
    db: Database
    clock: MovableClock

    def person(self, name: str = "Анна", **fields: Any) -> Person:
        """A person with a Russian Telegram and a private chat with the bot."""
        return self.sandbox.person(name, **({"language_code": "ru"} | fields))

    def admin(self, **fields: Any) -> Person:
        return self.person("Ольга", **({"id": ADMIN_ID} | fields))

    async def settled(self) -> None:
        await self.sandbox.settled()


@asynccontextmanager
async def running_bot(path: Path, **settings: Any) -> AsyncIterator[BotHarness]:
    """A local Telegram and the bot; leaving it without an error checks that the Bot API was kept to."""
    async with (
        Sandbox.running(options=Options(rates=None, patience=PATIENCE, quiet=QUIET), strict=True) as sandbox,
        serving(sandbox, path, **settings) as running,
    ):
        # What is due at the start is due to those of then, not to whom a test lets in a moment later.
        await running.app.scheduler.ran_once.wait()
        yield running


@asynccontextmanager
async def serving(
    sandbox: Sandbox, path: Path, clock: MovableClock | None = None, **settings: Any
) -> AsyncIterator[BotHarness]:
    """The bot alone, with the roadmap that ships: once more over the same two is a restart.

    It begins on 24 November 2026 unless a clock is given, and nobody is slowed down, whatever the machine says.
    """
    clock = clock or MovableClock(NOW)
    async with AsyncExitStack() as stack:
        stack.enter_context(starting_fast())
        await lay_shipped(path)
        app = await stack.enter_async_context(App.running(_settings(path, sandbox, settings), clock, INDEXES))
        pace = LeapingClock()
        app.session.limits = RateLimits(pace.clock, pace.sleep)
        app.inbox._dispatcher._listeners = replace(app.inbox._dispatcher._listeners, rest=pace.rest)
        app.dispatcher["throttle"] = Throttle(burst=1e9)
        sandbox.settles_when(lambda: app.inbox.is_idle)
        await app.ready.wait()
        yield BotHarness(sandbox, app, app.dispatcher["db"], clock)


def _settings(path: Path, sandbox: Sandbox, chosen: dict[str, Any]) -> Settings:
    """The defaults, without this machine's environment; all may read unless a test says otherwise."""
    usual = {name: field.default for name, field in Settings.model_fields.items()}
    own = {
        "bot_token": sandbox.token,
        "telegram_api_url": sandbox.url,
        "database_path": path,
        "admin_ids": frozenset({ADMIN_ID}),
        "read_access": "everyone",
    }
    return Settings(_env_file=None, **(usual | own | chosen))
