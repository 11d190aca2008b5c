"""`roadmap-bot sandbox`: the local Telegram alone, for any bot."""

import asyncio
from argparse import Namespace
from functools import partial

from bot.cli.refusals import CommandRefused
from bot.cli.system_errors import reason_words
from bot.console import say
from bot.i18n import gettext as _
from bot.sandbox.standalone import serve


def main(arguments: Namespace) -> int:
    try:
        asyncio.run(serve(arguments.host, arguments.port, say=partial(say, at_once=True)))
    except KeyboardInterrupt:
        return 0
    except OSError as error:
        address = f"{arguments.host}:{arguments.port}"
        raise CommandRefused(
            _("{address} cannot be listened on ({reason}).").format(
                address=address, reason=reason_words(error)
            )
        ) from error
    return 0
