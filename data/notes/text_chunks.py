"""A person's words as they come in: message by message, made fit to be stored and shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from data.messaging.posts import MessageAddress
from data.text_cleaning import cleaned

MAX_TEXT: Final = 3500  # characters of a note
SEPARATOR: Final = "\n\n"  # between words that came in several messages


@dataclass(frozen=True, slots=True)
class TextChunk:
    """Words of one message; `written_at` (Unix seconds) is when Telegram got them."""

    text: str
    written_at: int
    source: MessageAddress | None = None


class TextTooLong(ValueError):
    """More words than a note holds: `length` of `limit` characters."""

    def __init__(self, length: int) -> None:
        super().__init__(
            f"The text has {length} characters, a note holds {MAX_TEXT}: shorten it or attach it as a file."
        )
        self.length = length
        self.limit = MAX_TEXT


def joined(pieces: Iterable[TextChunk]) -> str:
    """The whole text; raises `TextTooLong`."""
    text = SEPARATOR.join(piece.text for piece in pieces if piece.text)
    if len(text) > MAX_TEXT:
        raise TextTooLong(len(text))
    return text


def with_piece(pieces: tuple[TextChunk, ...], piece: TextChunk) -> tuple[TextChunk, ...]:
    """The words with that message's at the end, or in place of what it said before."""
    fit = TextChunk(cleaned(piece.text), piece.written_at, piece.source)
    if piece.source is None or all(each.source != piece.source for each in pieces):
        return (*pieces, fit)
    return tuple(fit if each.source == piece.source else each for each in pieces)
