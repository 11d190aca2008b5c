"""Text of people and documents made fit to be stored, and to stand in a sentence of ours."""

import re
import unicodedata
from typing import Final

# Invisible to people; NUL also ends a text for SQLite's length().
CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
LINE_ENDS: Final = re.compile("\r\n|[\r\x85\u2028\u2029]")
# With these a text could turn round the words that stand after it.
DIRECTIONS: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Letters and symbols that are drawn as nothing: Hangul fillers and the empty Braille cell.
BLANKS: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800")


def cleaned(text: str) -> str:
    """Returns the text without invisible controls, halves of surrogate pairs and outer blanks; lines end with LF.

    A text without a visible sign becomes empty.
    """
    whole = CONTROLS.sub("", LINE_ENDS.sub("\n", mended(text))).strip()
    return whole if is_visible(whole) else ""


def one_line(text: str, longest: int | None = None) -> str:
    """Returns the text without control and direction characters; every gap is one space, at most `longest` characters.

    A text without a visible sign becomes empty.
    """
    visible = (
        " " if unicodedata.category(character) in ("Cc", "Zl", "Zp") else character
        for character in mended(text)
    )
    line = " ".join(DIRECTIONS.sub("", "".join(visible)).split())[:longest].rstrip()
    return line if is_visible(line) else ""


def is_visible(text: str) -> bool:
    """True when a person sees something of the text: not only blanks, format characters and marks without a letter."""
    return any(character not in BLANKS and unicodedata.category(character)[0] in "LNPS" for character in text)


def mended(text: str) -> str:
    """Replaces lone halves of surrogate pairs, which neither UTF-8 nor JSON may carry, by U+FFFD.

    Two halves that belong together become their character; the length in UTF-16 units stays.
    """
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
