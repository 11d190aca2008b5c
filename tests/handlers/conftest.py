"""The running bot."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot_harness import BotHarness, running_bot


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[BotHarness]:
    """The running bot, open to all, with the roadmap that ships."""
    async with running_bot(tmp_path / "roadmap.db") as running:
        yield running
