"""What is the same in every test and takes long to make is made once a process."""

import shutil
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from unittest.mock import patch

from data.database import Database
from data.editions import import_shipped_if_empty
from data.models import RoadmapContent
from data.search import Search

MOST: Final = 8
_certificates = cache(ssl.create_default_context)
_searches: list[tuple[RoadmapContent, Search]] = []


@contextmanager
def starting_fast() -> Iterator[None]:
    """The words of a roadmap looked up and the certificates of this machine, unchanged by use, are shared."""
    with (
        patch("bot.roadmaps.Search", _search_of),
        patch("aiogram.client.session.aiohttp.ssl.create_default_context", _certificates),
    ):
        yield


async def lay_shipped(path: Path) -> None:
    """A database as a first start leaves it, where there is none yet."""
    if not _is_file(template := _template()):
        db = await Database.open(template)
        await import_shipped_if_empty(db)
        await db.close()
    if not _is_file(path):
        shutil.copyfile(template, path)


def _is_file(path: Path) -> bool:
    return path.is_file()


def _search_of(content: RoadmapContent) -> Search:
    for known, search in _searches:
        if known == content:
            return search
    search = Search(content)
    _searches.append((content, search))
    del _searches[:-MOST]
    return search


@cache
def _folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="roadmap-bot-tests-")


def _template() -> Path:
    return Path(_folder().name) / "shipped.db"
