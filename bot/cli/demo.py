"""`roadmap-bot demo`: try the bot without a token."""

import asyncio
import logging
import os
import socket
import stat
import sys
from argparse import Namespace
from typing import Final

from bot.cli.refusals import CommandRefused
from bot.cli.run import loop_factory
from bot.cli.system_errors import reason_words
from bot.demo.visit import Visit, run_demo
from bot.i18n import gettext as _

USUAL_PORT: Final = 8042
HOST: Final = "127.0.0.1"


def main(arguments: Namespace) -> int:
    logging.basicConfig(level=logging.ERROR)
    visit = _visit(arguments)
    try:
        with asyncio.Runner(loop_factory=loop_factory()) as runner:
            runner.run(run_demo(visit))
    except KeyboardInterrupt:
        # Ctrl-C is the way to leave.
        return 0
    return 0


def _visit(arguments: Namespace) -> Visit:
    """Chooses the page, unless `--terminal` is given, or lines are piped in and no option asks for the page."""
    talks = _can_be_read()
    asked = arguments.port is not None or arguments.no_open
    page = not arguments.terminal and (asked or not talks or sys.stdin.isatty())
    port = _port(arguments.port) if page else None
    return Visit(arguments.lang, port, page and not arguments.no_open, talks or arguments.terminal)


def _can_be_read() -> bool:
    """False when standard input is closed or leads nowhere, as for a process in the background."""
    if sys.stdin is None:
        return False
    is_device = stat.S_ISCHR(os.fstat(sys.stdin.fileno()).st_mode)
    return sys.stdin.isatty() or not is_device


def _port(asked: int | None) -> int:
    """Returns the usual port, 0 while it is taken; raises `CommandRefused` for a taken one that was asked for."""
    wanted = USUAL_PORT if asked is None else asked
    reason = _bind_problem(wanted)
    if reason and asked is not None:
        address = f"{HOST}:{wanted}"
        raise CommandRefused(
            _("{address} cannot be listened on ({reason}).").format(address=address, reason=reason)
        )
    return 0 if reason else wanted


def _bind_problem(port: int) -> str:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            return reason_words(error)
    return ""
