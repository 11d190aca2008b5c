"""Questions of a command, answered in the terminal or by a line of standard input."""

import select
import sys
from io import UnsupportedOperation
from typing import Final

from bot.console import say, wrapped
from bot.i18n import gettext as _

YES: Final = frozenset(("y", "yes", "д", "да"))
NO: Final = frozenset(("n", "no", "н", "нет"))
PATIENCE: Final = 0.5  # seconds for a pipe to bring an answer; a script without one is not kept waiting


def answered_yes(question: str) -> bool | None:
    """Asks until the answer is yes or no; None where there is no person and no line to answer."""
    if not _can_answer():
        return None
    while True:
        say(wrapped(_("{question} [yes/no]").format(question=question)), at_once=True)
        line = sys.stdin.readline()
        word = line.strip().casefold().rstrip(".!")
        if word in YES or word in NO:
            return word in YES
        if not line:
            return None


def _can_answer() -> bool:
    if sys.stdin is None or sys.stdin.closed:
        return False
    if sys.stdin.isatty():
        return True
    try:
        return bool(select.select([sys.stdin], [], [], PATIENCE)[0])
    except (OSError, ValueError, UnsupportedOperation):  # no file behind it, as in a test
        return False
