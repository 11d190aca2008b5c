"""Roadmaps in memory: read anew when they change, indexed when the first question comes."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.services.roadmap.cache import RoadmapCache, SearchIndexes
from data.database import Database
from data.roadmap.models import RoadmapContent
from data.search.intents.understanding import Questions
from tests.bot_harness import BotHarness, running_bot
from tests.two_roadmaps_fixtures import add_small_roadmap


class RecordingIndexes(SearchIndexes):
    def __init__(self) -> None:
        super().__init__()
        self.asked_for: list[int] = []

    def of(self, content: RoadmapContent) -> Questions:
        self.asked_for.append(content.roadmap.id)
        return super().of(content)


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[BotHarness]:
    async with running_bot(tmp_path / "roadmap.db") as running:
        await add_small_roadmap(running)
        yield running


@pytest.fixture
def db(bot: BotHarness) -> Database:
    return bot.db


async def test_reading_all_roadmaps_builds_no_index(db: Database) -> None:
    """A press in one roadmap does not wait for the index of another that was imported meanwhile."""
    indexes = RecordingIndexes()
    cache = RoadmapCache(db, indexes)
    contents = await cache.contents()
    assert [content.roadmap.id for content in contents] == [1, 2]
    assert indexes.asked_for == []


async def test_questions_at_once_build_one_index(db: Database) -> None:
    """The first question about a revision builds its index, those beside it wait for the same one."""
    indexes = RecordingIndexes()
    cache = RoadmapCache(db, indexes)
    content = await cache.content(2)
    first, *others = await asyncio.gather(*(cache.questions(content) for _ in range(5)))
    assert all(questions is first for questions in others)
    assert indexes.asked_for == [2]


async def test_a_start_indexes_all(db: Database) -> None:
    indexes = RecordingIndexes()
    await RoadmapCache(db, indexes).warm()
    assert indexes.asked_for == [1, 2]
