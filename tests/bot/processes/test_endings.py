"""How the process ends: in peace, by its own decision, and with which code."""

import asyncio
from pathlib import Path

from bot.sandbox.api.options import Options
from bot.sandbox.server import Sandbox
from data.database import Database
from tests.bot.processes.service import service
from tests.bot.scripted_telegram import TOKEN

CALM = Options(rates=None, callback_deadline=3600.0, conflict_pause=0.0, patience=60.0)


async def test_sigterm_finishes_what_was_begun(tmp_path: Path) -> None:
    """A press under way is answered before the process ends with 0, and the database is closed."""
    async with Sandbox.running(options=CALM) as sandbox, service(sandbox, tmp_path) as bot:
        anna = sandbox.person("Анна")
        await bot.started()
        await anna.sends("/start")
        sandbox.faults.no_answer(executes=False, seconds=1.0, method="editMessageText")
        query = anna.taps(anna.buttons[0])
        await sandbox.until(lambda: bool(sandbox.journal.calls("editMessageText")))
        started = asyncio.get_running_loop().time()
        assert await bot.terminate() == 0
        assert asyncio.get_running_loop().time() - started <= 25
        assert query.answer is not None
        assert not (tmp_path / "roadmap.db-wal").exists()
        db = await Database.open(tmp_path / "roadmap.db")
        rows = await db.reader.execute_fetchall("SELECT DISTINCT state FROM inbox")
        await db.close()
    assert [state for (state,) in rows] == ["done"]
    sandbox.check()


async def test_a_refused_token_ends_the_process_at_once_and_later(tmp_path: Path) -> None:
    """401 at the start and 401 while it runs: exit 78, a sentence, no token in the log; what was asked is answered later."""
    async with Sandbox.running(options=CALM) as sandbox, service(sandbox, tmp_path) as bot:
        sandbox.bot(TOKEN)
        sandbox.faults.unauthorized(method="getMe")
        await bot.start()
        assert await bot.ended() == 78
        assert [entry.method for entry in sandbox.journal.entries] == ["getMe"]
        await bot.started()
        sandbox.telegram.account.revoked = True
        anna = sandbox.person("Анна")
        anna.writes("/start")
        assert await bot.ended() == 78
        sandbox.telegram.account.revoked = False
        await bot.started()
        await anna.sees("Дорожная карта")
        assert await bot.terminate() == 0
    assert bot.log.count("BotFather") == 2
    assert "Traceback" not in bot.log
    assert TOKEN.partition(":")[2] not in bot.log


async def test_another_poller_ends_the_process(tmp_path: Path) -> None:
    """Three conflicts: exit 75 and a sentence."""
    async with Sandbox.running(options=CALM) as sandbox, service(sandbox, tmp_path) as bot:
        sandbox.faults.conflict(times=3)
        await bot.start(DEFAULT_LOCALE="en")
        assert await bot.ended() == 75
    assert "Another process fetches the updates" in bot.log
    assert "Traceback" not in bot.log


async def test_a_second_start_is_refused_and_the_first_one_works_on(tmp_path: Path) -> None:
    """The lock lets one process work with a database: the second ends with 75 and disturbs nobody."""
    async with (
        Sandbox.running(options=CALM) as sandbox,
        service(sandbox, tmp_path) as first,
        service(sandbox, tmp_path) as second,
    ):
        anna = sandbox.person("Анна")
        await first.started()
        await second.start(DEFAULT_LOCALE="en")
        assert await second.ended() == 75
        assert len(sandbox.journal.calls("getMe")) == 1
        await anna.sends("/start")
        assert await first.terminate() == 0
    assert "already runs" in first.log
