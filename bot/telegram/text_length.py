"""Text measured as Telegram measures it, in UTF-16 units, and shortened at the borders of words."""

import re
from typing import Final

ELLIPSIS: Final = "…"
LOOSE_END: Final = re.compile(r"(?:\s+\w{1,2})*[\s,;:.–—«(-]*$")


def units(text: str) -> int:
    """Returns the length in UTF-16 units, of which a message holds 4,096: two for each character beyond the basic plane."""
    return len(text) + sum(character > "\uffff" for character in text)


def shorten(text: str, most: int) -> str:
    """Returns at most `most` units, ended at the border of a word with «…» where something is left out."""
    if units(text) <= most:
        return text
    prefix = _prefix(text, most - 1)
    border = prefix.rfind(" ")
    # A word longer than half of the room is cut rather than dropped; «и…» says nothing.
    prefix = LOOSE_END.sub("", prefix[:border]) or prefix if border > len(prefix) // 2 else prefix
    return prefix + ELLIPSIS


def elide(text: str, most: int) -> str:
    """Shortens in the middle: both ends stay, for names that begin alike."""
    if units(text) <= most:
        return text
    head = _prefix(text, (most - 1) // 2)
    tail = _prefix(text[::-1], most - 1 - units(head))[::-1]
    return head.rstrip() + ELLIPSIS + tail.lstrip()


def _prefix(text: str, most: int) -> str:
    """Returns as many characters from the beginning as fit."""
    piece = text[:most]
    while units(piece) > most:
        piece = piece[: len(piece) - (units(piece) - most + 1) // 2]
    return piece
