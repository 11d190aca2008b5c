"""The page on its own stage, with a bot that does as it is told."""

from collections.abc import AsyncIterator

import pytest

from tests.bot.sandbox.page.page_fixtures import Stage, staged


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with staged() as running:
        yield running
