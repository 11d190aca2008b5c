"""People's names and offices, made fit to stand in somebody else's sentence."""

import re
from typing import Final

from data.pieces import cleaned

NAME_LENGTH: Final = 128  # Telegram: a first and a last name of 64 characters each
# With these a name could turn round the words that stand after it.
DIRECTIONS: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def one_line(text: str) -> str:
    """Without line breaks, control and direction characters or halves of a surrogate pair; 128 characters at most."""
    return " ".join(cleaned(DIRECTIONS.sub("", text)).split())[:NAME_LENGTH].rstrip()
