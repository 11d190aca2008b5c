"""`roadmap-bot run`: runs the bot until the process gets a signal."""

import asyncio
import logging
import sys
from argparse import Namespace
from collections.abc import Callable

from bot.app import run
from bot.settings import Settings
from bot.telegram import log_redaction as redaction

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def main(_: Namespace) -> int:
    settings = Settings()
    redaction.install(settings.secrets)
    logging.basicConfig(level=logging.INFO, format=FORMAT, stream=sys.stderr)
    # It would log every update; bot.updates.dispatcher logs those that fail.
    logging.getLogger("aiogram.event").setLevel(logging.WARNING)
    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        runner.run(run(settings))
    return 0


def loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Returns uvloop's loop where the platform has it."""
    try:
        from uvloop import new_event_loop  # noqa: PLC0415 - absent on some platforms
    except ImportError:
        return None
    return new_event_loop
