"""`roadmap-bot demo`: talk to the bot without a token."""

import asyncio
import logging
from argparse import Namespace

from bot.cli.service import loop_factory
from bot.demo import talk


def main(arguments: Namespace) -> int:
    logging.basicConfig(level=logging.ERROR)
    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        runner.run(talk(arguments.lang))
    return 0
