"""The text of a note as a list of messages, cleaned for storing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from data.messaging.posts import MessageAddress
from data.notes.problems import ContentRefused, NoteProblem
from data.primitives.text_cleaning import cleaned

MAX_TEXT: Final = 3500  # characters of a note
SEPARATOR: Final = "\n\n"  # between words that came in several messages


@dataclass(frozen=True, slots=True)
class TextChunk:
    """Words of one message; `written_at` (Unix seconds) is when Telegram got them."""

    text: str
    written_at: int
    source: MessageAddress | None = None


def joined(chunks: Iterable[TextChunk]) -> str:
    """Joins the whole text; raises `ContentRefused` when it is longer than a note may be."""
    text = SEPARATOR.join(chunk.text for chunk in chunks if chunk.text)
    if len(text) > MAX_TEXT:
        raise ContentRefused(NoteProblem.TEXT_LENGTH, length=len(text), limit=MAX_TEXT)
    return text


def with_chunk(chunks: tuple[TextChunk, ...], chunk: TextChunk) -> tuple[TextChunk, ...]:
    """Adds the words of a message at the end, or in place of its earlier words."""
    fit = TextChunk(cleaned(chunk.text), chunk.written_at, chunk.source)
    if chunk.source is None or all(other.source != chunk.source for other in chunks):
        return (*chunks, fit)
    return tuple(fit if other.source == chunk.source else other for other in chunks)
