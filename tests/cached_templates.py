"""What is the same in every test and takes long to make is made once a process."""

import shutil
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from data.database import Database
from data.editions.edition_store import import_shipped_if_empty

_certificates = cache(ssl.create_default_context)


@contextmanager
def starting_fast() -> Iterator[None]:
    """The certificates of this machine are read once: use does not change them."""
    with patch("aiogram.client.session.aiohttp.ssl.create_default_context", _certificates):
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


@cache
def _folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="roadmap-bot-tests-")


def _template() -> Path:
    return Path(_folder().name) / "shipped.db"
