"""Loops begin again after an error, and end the process when they cannot; tasks are started in one way."""

import ast
import asyncio
import logging
import sqlite3

import pytest

from bot import background
from bot.background import Loop, Supervisor, start_task
from bot.cli.refusals import exit_code, sentence
from bot.fatal_errors import LoopFailed, StorageFailed, TokenRefused
from bot.i18n import speaking
from tests.source_tree import calls, modules

STARTING = {"create_task", "ensure_future", "TaskGroup", "run_coroutine_threadsafe"}


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "LONGEST_PAUSE", 0.0)


async def test_a_loop_that_fails_begins_again_and_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    """After an error of the program the loop runs again; the log has it each time, the administrators once an hour."""
    told: list[Loop] = []
    runs = 0

    async def tell(loop: Loop) -> None:
        told.append(loop)

    async def work() -> None:
        nonlocal runs
        runs += 1
        if runs < 4:
            raise KeyError(runs)

    supervisor = Supervisor(tell)
    supervisor.keep(Loop.POSTING, work)
    await supervisor.run()
    assert (runs, told) == (4, [Loop.POSTING])
    assert caplog.text.count("posting: failed") == 3


async def test_a_loop_that_cannot_live_ends_the_process_with_a_code_and_a_sentence() -> None:
    """After five restarts in a row the supervisor raises what the command line tells: exit 70."""

    async def work() -> None:
        raise KeyError

    async def lives() -> None:
        await asyncio.Event().wait()

    supervisor = Supervisor()
    supervisor.keep(Loop.SCHEDULE, work)
    supervisor.keep(Loop.POSTING, lives)
    with pytest.raises(LoopFailed) as failed:
        await supervisor.run()
    await supervisor.stop()
    assert [exit_code(error) for error in (failed.value, StorageFailed())] == [70, 70]
    with speaking("en"):
        assert "the jobs of the calendar" in sentence(failed.value)
        assert "doctor" in sentence(StorageFailed())


async def test_what_may_pass_is_tried_as_long_as_it_lasts() -> None:
    """A full disk does not end the process, however often the loop fails; a refused token ends it at once."""
    runs = 0

    async def work() -> None:
        nonlocal runs
        runs += 1
        if runs > 3 * background.MOST_RESTARTS:
            raise TokenRefused
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    supervisor = Supervisor()
    supervisor.keep(Loop.HANDLED, work)
    with pytest.raises(TokenRefused):
        await supervisor.run()


async def test_no_task_ends_unheard(caplog: pytest.LogCaptureFixture) -> None:
    """An error of a task that its owner does not look at stands in the log at once."""

    async def fails() -> None:
        raise KeyError("unheard")

    with caplog.at_level(logging.ERROR):
        task = start_task(fails(), "some work")
        await asyncio.wait({task})
        await asyncio.sleep(0)
    assert "some work: ended by an error" in caplog.text


def test_every_task_is_started_by_the_one_way() -> None:
    """No module but `bot.background` makes a task of its own; the local Telegram stands apart."""
    for module in modules():
        if not module.startswith("bot.sandbox") and module != "bot.background":
            assert not STARTING & set(calls(module)), module
            names = {node.id for node in ast.walk(modules()[module]) if isinstance(node, ast.Name)}
            assert not STARTING & names, module
