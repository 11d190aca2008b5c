"""A bot's session at a server that answers by the book, and an empty database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiogram import Bot

from data.database import Database
from tests.bot.scripted_telegram import ScriptedTelegram, bot_at, scripted_telegram


@pytest.fixture
async def telegram() -> AsyncIterator[ScriptedTelegram]:
    async with scripted_telegram() as server:
        yield server


@pytest.fixture
async def bot(telegram: ScriptedTelegram) -> AsyncIterator[Bot]:
    async with bot_at(telegram.url) as made:
        yield made


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    database = await Database.open(tmp_path / "roadmap.db")
    yield database
    await database.close()
