"""A person's words as they come in: message by message, made fit to be stored and shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from data.messaging.posts import MessageAddress
from data.notes.problems import ContentRefused, NoteProblem
from data.text_cleaning import cleaned

MAX_TEXT: Final = 3500  # characters of a note
SEPARATOR: Final = "\n\n"  # between words that came in several messages


@dataclass(frozen=True, slots=True)
class TextChunk:
    """Words of one message; `written_at` (Unix seconds) is when Telegram got them."""

    text: str
    written_at: int
    source: MessageAddress | None = None


def joined(pieces: Iterable[TextChunk]) -> str:
    """The whole text; raises `ContentRefused`."""
    text = SEPARATOR.join(piece.text for piece in pieces if piece.text)
    if len(text) > MAX_TEXT:
        raise ContentRefused(NoteProblem.TEXT_LENGTH, length=len(text), limit=MAX_TEXT)
    return text


def with_piece(pieces: tuple[TextChunk, ...], piece: TextChunk) -> tuple[TextChunk, ...]:
    """The words with that message's at the end, or in place of what it said before."""
    fit = TextChunk(cleaned(piece.text), piece.written_at, piece.source)
    if piece.source is None or all(each.source != piece.source for each in pieces):
        return (*pieces, fit)
    return tuple(fit if each.source == piece.source else each for each in pieces)
