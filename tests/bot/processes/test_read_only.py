"""A database that can only be read, under the real process: from the start, or from some moment on."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.sandbox.server import Sandbox
from data.database import Database
from tests.bot.processes.deprived import owns_its_files_only, reads_only_when_told
from tests.bot.processes.refused import WORDS, tries_in_vain
from tests.bot.processes.service import Service, service
from tests.bot.processes.staffed import CALM, staffed


@pytest.mark.parametrize("protected", ["roadmap.db", "."])
@pytest.mark.parametrize(("locale", "sentence"), [("ru", "нет прав"), ("en", "has no permission")])
async def test_a_start_on_a_read_only_database(
    tmp_path: Path, protected: str, locale: str, sentence: str
) -> None:
    """The file or its folder may not be written: one sentence with the path, exit 1, and Telegram is never asked."""
    store = tmp_path / "store"
    store.mkdir()
    await (await Database.open(store / "roadmap.db")).close()
    (store / protected).chmod(0o555 if protected == "." else 0o444)
    async with (
        Sandbox.running(options=CALM) as sandbox,
        service(sandbox, tmp_path, deprived=owns_its_files_only) as bot,
    ):
        await bot.start(DATABASE_PATH=str(store / "roadmap.db"), DEFAULT_LOCALE=locale)
        assert await bot.ended() == 1
        assert not sandbox.journal.entries
        (told,) = [line for line in bot.log.splitlines() if str(store) in line]
        assert sentence in told
        assert "Traceback" not in bot.log
    store.chmod(0o755)


@contextmanager
def read_only(bot: Service) -> Iterator[None]:
    """From now on, for as long as the process lives."""
    assert bot.process
    assert bot.process.pid
    os.kill(bot.process.pid, signal.SIGUSR1)
    yield


@pytest.mark.slow
async def test_a_disk_that_becomes_read_only(tmp_path: Path) -> None:
    """«Не сохранено» and the words come back, a menu opens, the end is clean; the next start takes it all."""
    async with staffed(tmp_path, reads_only_when_told) as staff:
        anna, boris = staff.writers[:2]
        preview = await tries_in_vain(staff, read_only(staff.bot))
        assert await staff.bot.terminate() == 0
        assert "disk I/O error" in staff.bot.log
        await staff.bot.started()
        # What was handled last may never have been confirmed to Telegram, which then hands it out once more.
        await staff.sandbox.settled()
        boris.person.taps("Опубликовать", message=preview)
        again = anna.person.writes(WORDS)
        await boris.sees("записан.", preview)
        await anna.sees("Так увидит группа", again)
        await staff.sandbox.settled()
        anna.person.taps("Опубликовать", message=await anna.sees("Так увидит группа", again))
        await staff.sandbox.until(lambda: len(staff.posts()) == 2)
        await staff.sandbox.settled()
        assert await staff.bot.terminate() == 0
    staff.sandbox.check()
