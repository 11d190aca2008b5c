"""A local Telegram on a real port, a bare HTTP client as the bot, and Anna, who has started it."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from bot.sandbox.api.options import Options
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.state.clock import Clock
from tests.bot.sandbox.bare_bot import Api

NOON = 1_795_521_600.0  # 2026-11-24 12:00 UTC


@pytest.fixture
def options() -> Options:
    return Options(rates=None, conflict_pause=0.0, repeat_pause=0.0, webhook_interval=0.0, patience=3.0)


@pytest.fixture
async def sandbox(options: Options) -> AsyncIterator[Sandbox]:
    async with Sandbox.running(clock=Clock(NOON, ticking=False), options=options) as running:
        yield running


@pytest.fixture
async def api(sandbox: Sandbox) -> AsyncIterator[Api]:
    async with ClientSession() as session:
        yield Api(sandbox, session)


@pytest.fixture
def anna(sandbox: Sandbox) -> Person:
    """Has started the bot; that update is out of the way."""
    person = sandbox.person("Анна", language_code="ru")
    person.writes("/start")
    sandbox.telegram.queue.clear()
    return person
