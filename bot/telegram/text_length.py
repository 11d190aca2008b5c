"""Text measured as Telegram measures it, in UTF-16 units, shortened and divided at the borders of words."""

import re
from typing import Final

ELLIPSIS: Final = "…"
LOOSE_END: Final = re.compile(r"(?:\s+\w{1,2})*[\s,;:.–—«(-]*$")


def units(text: str) -> int:
    """How much of a message's 4,096 units a text takes: two for each character beyond the basic plane."""
    return len(text) + sum(character > "\uffff" for character in text)


def shorten(text: str, most: int) -> str:
    """At most so many units, ended at the border of a word with «…» where something is left out."""
    if units(text) <= most:
        return text
    kept = _fitting(text, most - 1)
    border = kept.rfind(" ")
    # A word longer than half of the room is cut rather than dropped; «и…» says nothing.
    kept = LOOSE_END.sub("", kept[:border]) or kept if border > len(kept) // 2 else kept
    return kept + ELLIPSIS


def elide(text: str, most: int) -> str:
    """Shortened in the middle: both ends stay, for names that begin alike."""
    if units(text) <= most:
        return text
    head = _fitting(text, (most - 1) // 2)
    tail = _fitting(text[::-1], most - 1 - units(head))[::-1]
    return head.rstrip() + ELLIPSIS + tail.lstrip()


def portions(text: str, most: int) -> list[str]:
    """The whole text in pieces of at most so many units, divided between words where there are any."""
    pieces = []
    while units(text) > most:
        piece = _fitting(text, most)
        border = max(piece.rfind(" "), piece.rfind("\n")) + 1
        piece = piece[:border] if border > len(piece) // 2 else piece
        pieces.append(piece.rstrip())
        text = text[len(piece) :]
    return [*pieces, text]


def _fitting(text: str, most: int) -> str:
    piece = text[:most]
    while units(piece) > most:
        piece = piece[: len(piece) - (units(piece) - most + 1) // 2]
    return piece
