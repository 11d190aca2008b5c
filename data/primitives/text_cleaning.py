"""Text of people and documents made fit to be stored, and to stand in a sentence of ours."""

import re
import unicodedata
from typing import Final

# Invisible to people; NUL also ends a text for SQLite's length().
CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
LINE_ENDS: Final = re.compile("\r\n|[\r\x85\u2028\u2029]")
# With these a text could turn round the words that stand after it.
DIRECTIONS: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def cleaned(text: str) -> str:
    """Returns the text without invisible controls, halves of surrogate pairs and outer blanks; lines end with LF."""
    return CONTROLS.sub("", LINE_ENDS.sub("\n", mended(text))).strip()


def one_line(text: str, longest: int | None = None) -> str:
    """Returns the text without control and direction characters; every gap is one space, at most `longest` characters."""
    visible = (
        " " if unicodedata.category(character) in ("Cc", "Zl", "Zp") else character
        for character in mended(text)
    )
    return " ".join(DIRECTIONS.sub("", "".join(visible)).split())[:longest].rstrip()


def mended(text: str) -> str:
    """Replaces lone halves of surrogate pairs, which neither UTF-8 nor JSON may carry, by U+FFFD.

    Two halves that belong together become their character; the length in UTF-16 units stays.
    """
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
