"""A storage that takes nothing, under the real process: people are told, their words come back, later all is well."""

import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.bot.processes.refused import WORDS, tries_in_vain
from tests.bot.processes.service import Service
from tests.bot.processes.staffed import staffed


@contextmanager
def locked(bot: Service) -> Iterator[None]:
    """Another process holds the file, for longer than the bot waits."""
    connection = sqlite3.connect(bot.database, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


@contextmanager
def full_disk(bot: Service) -> Iterator[None]:
    """The kernel takes no byte more from the process into any file."""
    assert bot.process
    assert bot.process.pid
    before = resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, before)


@pytest.mark.slow
@pytest.mark.parametrize("trouble", [locked, full_disk])
async def test_a_storage_that_takes_nothing(
    tmp_path: Path, trouble: Callable[[Service], AbstractContextManager[None]]
) -> None:
    """Words come back with «не сохранено», a press is told, a menu opens; afterwards the same process takes them."""
    async with staffed(tmp_path) as staff:
        anna, boris = staff.writers[:2]
        preview = await tries_in_vain(staff, trouble(staff.bot))
        boris.person.taps("Опубликовать", message=preview)
        again = anna.person.writes(WORDS)
        await boris.sees("записан.", preview)
        anna.person.taps("Опубликовать", message=await anna.sees(WORDS, again))
        await staff.sandbox.until(lambda: len(staff.posts()) == 2)
        await staff.sandbox.settled()
        assert await staff.bot.terminate() == 0
    staff.sandbox.check()
