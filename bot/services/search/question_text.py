"""What a message asks: its text without the command, on one line."""

import re
from typing import Final

from bot.services.search.text_commands import text_command
from data.primitives.text_cleaning import one_line

LONGEST_QUESTION: Final = 300  # characters
NUMBER: Final = re.compile(r"\d+(?:[._]\d+)*$")  # /3_2, for Telegram makes no link of /3.2
NUMBERED: Final = re.compile(r"/(\d+(?:[._]\d+)*)(?:@\w+)?(?:\s.*)?", re.DOTALL)
FIND: Final = re.compile(r"/find(?:@\w+)?(?:\s+(?P<text>.*))?", re.DOTALL | re.IGNORECASE)


def asked_text(text: str, *, private: bool) -> str | None:
    """Returns the question of a plain message in the private chat, or of `/find` and `/3_2` anywhere; None without one."""
    if numbered := NUMBERED.fullmatch(text):
        return numbered[1].replace("_", ".")
    found = FIND.fullmatch(text)
    if found:
        return one_line(found["text"] or "") or None
    asks = private and not text.startswith("/") and text_command(text) is None
    return (one_line(text) or None) if asks else None


def is_too_long(question: str) -> bool:
    """True for a text that is no question: over `LONGEST_QUESTION` characters."""
    return len(question) > LONGEST_QUESTION
