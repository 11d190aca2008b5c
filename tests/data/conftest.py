"""A database with a small roadmap in it; a test that needs another has its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from data.database import Database
from tests.data.people.people_fixtures import open_people


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    database = await open_people(tmp_path)
    yield database
    await database.close()
