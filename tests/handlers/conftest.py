"""The running bot."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot_harness import Living, living


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Living]:
    """The running bot, open to everybody, with the roadmap that ships."""
    async with living(tmp_path / "roadmap.db") as running:
        yield running
