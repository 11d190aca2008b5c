"""Splits a long text over several messages: between paragraphs, never inside what is one for the reader."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from aiogram.types import MessageEntity

# In the order of preference: between paragraphs, lines, sentences, words.
BORDERS: Final = tuple(map(re.compile, (r"\n\s*\n", r"\n", r"(?<=[.!?…;])\s", r"\s")))
JOINER: Final = "\u200d"
SKIN_TONES: Final = range(0x1F3FB, 0x1F400)
TAGS: Final = range(0xE0020, 0xE0080)
FLAG_LETTERS: Final = range(0x1F1E6, 0x1F200)

Span = tuple[int, int, MessageEntity]


@dataclass(frozen=True, slots=True)
class Fragment:
    """What one message holds; offsets of `entities` in UTF-16 units, from its own beginning."""

    text: str
    entities: tuple[MessageEntity, ...]


def split_text(text: str, entities: Iterable[MessageEntity], first: int, rest: int) -> list[Fragment]:
    """Returns fragments of at most `first`, then `rest` UTF-16 units, without outer blanks; none for a blank text.

    Does not cut inside an entity that fits, a surrogate pair, a flag or a joined emoji; an entity longer than a
    message goes on in the next one.
    """
    return _Splitter(text, entities).fragments(first, rest)


def split_plain(text: str, limit: int) -> list[str]:
    """Returns a text without formatting in pieces of at most `limit` UTF-16 units; one empty piece for a blank text."""
    return [fragment.text for fragment in split_text(text, (), limit, limit)] or [""]


class _Splitter:
    def __init__(self, text: str, entities: Iterable[MessageEntity]) -> None:
        self._text = text
        # units[i]: UTF-16 units before the character i
        self._units = [0, *accumulate(1 + (character > "\uffff") for character in text)]
        self._spans: list[Span] = [
            (self._index(entity.offset), self._index(entity.offset + entity.length), entity)
            for entity in entities
        ]

    def fragments(self, first: int, rest: int) -> list[Fragment]:
        found, start, limit = [], 0, first
        while self._units[-1] - self._units[start] > limit:
            end = self._cut(start, self._index(self._units[start] + limit))
            found.append(self._fragment(start, end))
            start, limit = end, rest
        found.append(self._fragment(start, len(self._text)))
        return [fragment for fragment in found if fragment.text]

    def _index(self, units: int) -> int:
        return bisect_right(self._units, units) - 1

    def _cut(self, start: int, most: int) -> int:
        """Returns where the fragment that begins at `start` ends: at `most` at the latest."""
        whole = [place for place in range(most, start, -1) if self._is_whole(place)]
        outside = [place for place in whole if not self._is_inside(place, most - start)]
        places = outside or whole or [most]
        return self._at_border(start, most, places) or places[0]

    def _at_border(self, start: int, most: int, places: Sequence[int]) -> int | None:
        allowed = frozenset(places)
        for border in BORDERS:
            ends = [
                match.end() for match in border.finditer(self._text, start, min(most + 1, len(self._text)))
            ]
            fitting = [end for end in ends if end in allowed and end > start + (most - start) // 2]
            if fitting:
                return fitting[-1]
        return None

    def _is_whole(self, place: int) -> bool:
        """True when a reader sees two things on both sides of that place, not the halves of one."""
        before, after = self._text[place - 1], self._text[place : place + 1]
        if not after or JOINER in (before, after) or unicodedata.category(after).startswith("M"):
            return not after
        if ord(after) in SKIN_TONES or ord(after) in TAGS:
            return False
        return ord(after) not in FLAG_LETTERS or self._flag_letters_before(place) % 2 == 0

    def _flag_letters_before(self, place: int) -> int:
        count = 0
        while place > count and ord(self._text[place - 1 - count]) in FLAG_LETTERS:
            count += 1
        return count

    def _is_inside(self, place: int, room: int) -> bool:
        return any(begin < place < end and end - begin <= room for begin, end, _ in self._spans)

    def _fragment(self, start: int, end: int) -> Fragment:
        piece = self._text[start:end]
        start += len(piece) - len(piece.lstrip())
        stripped = piece.strip()
        return Fragment(stripped, tuple(self._shifted(start, start + len(stripped))))

    def _shifted(self, start: int, end: int) -> Iterator[MessageEntity]:
        for begin, finish, entity in self._spans:
            shown, hidden = max(begin, start), min(finish, end)
            if shown < hidden:
                units = self._units[hidden] - self._units[shown]
                place = self._units[shown] - self._units[start]
                yield entity.model_copy(update={"offset": place, "length": units})
