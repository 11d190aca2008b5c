"""A line in the terminal that moves while something takes long."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

from bot.i18n import gettext as _

PATIENCE: Final = 0.5  # seconds: what is quicker needs no line
CLEAR: Final = "\r\x1b[K"


@asynccontextmanager
async def moving_line(words: str) -> AsyncIterator[None]:
    """Shows the words and the seconds passed until the block ends; nothing where the output is no terminal."""
    task = asyncio.create_task(_move(words)) if sys.stderr.isatty() else None
    try:
        yield
    finally:
        if task:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def _move(words: str) -> None:
    seconds = 0
    await asyncio.sleep(PATIENCE)
    try:
        while True:
            line = _("{words}: {seconds} s").format(words=words, seconds=seconds)
            sys.stderr.write(f"{CLEAR}{line}")
            sys.stderr.flush()
            await asyncio.sleep(1)
            seconds += 1
    finally:
        sys.stderr.write(CLEAR)
        sys.stderr.flush()
