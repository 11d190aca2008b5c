"""What people write and how they are called, made fit to be stored and to stand in a sentence of ours."""

import re
import unicodedata
from typing import Final

NAME_LENGTH: Final = 128  # Telegram: a first and a last name of 64 characters each
# With these a text could turn round the words that stand after it.
DIRECTIONS: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def one_line(text: str, longest: int | None = None) -> str:
    """Without control and direction characters or halves of a surrogate pair; every gap is one space."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    visible = (" " if unicodedata.category(each) in ("Cc", "Zl", "Zp") else each for each in whole)
    return " ".join(DIRECTIONS.sub("", "".join(visible)).split())[:longest].rstrip()
