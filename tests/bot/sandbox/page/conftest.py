"""The page, with a bot whose calls the test makes."""

from collections.abc import AsyncIterator

import pytest

from tests.bot.sandbox.page.page_fixtures import Site, running_site


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with running_site() as running:
        yield running
