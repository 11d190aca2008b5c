"""A line in the terminal that moves while something takes long."""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from bot.i18n import gettext as _

PATIENCE: Final = 0.5  # seconds: what is quicker needs no line
CLEAR: Final = "\r\x1b[K"


@contextmanager
def moving_line(words: str) -> Iterator[None]:
    """Shows the words and the seconds passed until the block ends; nothing where the output is no terminal."""
    line = _MovingLine(words) if sys.stderr.isatty() else None
    try:
        yield
    finally:
        if line:
            line.end()


class _MovingLine:
    """Written by timers of the running loop."""

    def __init__(self, words: str) -> None:
        self._words = words
        self._timer = asyncio.get_running_loop().call_later(PATIENCE, self._move, 0)
        self._is_shown = False

    def end(self) -> None:
        self._timer.cancel()
        if self._is_shown:
            self._write("")

    def _move(self, seconds: int) -> None:
        self._is_shown = True
        self._write(_("{words}: {seconds} s").format(words=self._words, seconds=seconds))
        self._timer = asyncio.get_running_loop().call_later(1, self._move, seconds + 1)

    def _write(self, text: str) -> None:
        sys.stderr.write(f"{CLEAR}{text}")
        sys.stderr.flush()
