"""The bot's command line in a process forked from one that has loaded the bot: each start spares five seconds of imports."""

import os
import sys
from collections.abc import Mapping
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

ROOT = Path(__file__).parents[3]
FORKS = get_context("forkserver")


def launch(folder: Path, environment: Mapping[str, str]) -> BaseProcess:
    """`roadmap-bot run` in `folder`, with nothing but this environment; what it says goes to `folder`/service.log."""
    FORKS.set_forkserver_preload(["bot.cli.service"])
    process = FORKS.Process(target=_run, args=(str(folder), dict(environment)))
    process.start()
    return process


def _run(folder: str, environment: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    log = os.open("service.log", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.dup2(log, sys.stderr.fileno())
    from bot.__main__ import main  # noqa: PLC0415 - not before the environment is the one that was asked for

    sys.exit(main(["run"]))
