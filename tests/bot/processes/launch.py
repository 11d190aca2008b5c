"""The bot's command line in a process forked from one that has loaded the bot: each start spares five seconds of imports."""

import os
import sys
from collections.abc import Callable, Mapping
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[3]
FORKS: Final = get_context("forkserver")
NO_PACE: Final = 10**6


def launch(
    folder: Path, environment: Mapping[str, str], *, hurries: bool, deprived: Callable[[], None] | None
) -> BaseProcess:
    """`roadmap-bot run` in `folder`, with nothing but this environment; what it says goes to `folder`/service.log.

    One that hurries keeps to no pace: a group takes more than 18 messages a minute from it. `deprived`, of
    `tests.bot.processes.deprived`, is called in the process before anything else of the bot.
    """
    FORKS.set_forkserver_preload(["bot.cli.run"])
    process = FORKS.Process(target=_run, args=(str(folder), dict(environment), hurries, deprived))
    process.start()
    return process


def _run(
    folder: str, environment: dict[str, str], hurries: bool, deprived: Callable[[], None] | None
) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    log = os.open("service.log", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.dup2(log, sys.stderr.fileno())
    from bot.__main__ import main  # noqa: PLC0415 - not before the environment is the one that was asked for
    from bot.telegram import rate_limits  # noqa: PLC0415 - the same

    if hurries:
        rate_limits.CHAT_INTERVAL = 0.0  # type: ignore[misc]
        rate_limits.GROUP_MESSAGES = NO_PACE  # type: ignore[misc]
        rate_limits.OVERALL_CALLS = NO_PACE  # type: ignore[misc]
    if deprived:
        deprived()
    sys.exit(main(["run"]))
