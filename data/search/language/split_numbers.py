"""Numbers of activities written apart: «13. 2», «1-1», «два точка один»."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from data.search.language.calendar_words import UNITS
from data.search.language.numerals import ITEM_LABELS, SECTION_LABELS, named_value
from data.search.language.stopwords import is_stopword
from data.search.language.words import Word

POINT = re.compile(r"\s*\.\s*")
# A dash and a stroke part what else may be a range or a date: they join only where nothing else is said.
LOOSE = re.compile(r"\s*[-/]\s*")
SPOKEN_POINTS = frozenset(["точка", "point", "dot"])
LONGEST_FIGURE = 2


def join_split_numbers(words: Sequence[Word], known: Collection[str]) -> tuple[Word, ...]:
    """Returns the words, with the parts of a number that were written apart put together; `known` are real numbers."""
    made: list[Word] = []
    place = 0
    while place < len(words):
        length, number = _spoken(words, place) or _written(words, place, known) or (1, "")
        word = words[place]
        made.append(replace(word, text=number, written=number, extra=frozenset()) if number else word)
        place += length
    return tuple(made)


def _spoken(words: Sequence[Word], place: int) -> tuple[int, str] | None:
    spoken = words[place : place + 3]
    if len(spoken) < 3 or SPOKEN_POINTS.isdisjoint(spoken[1].keys):
        return None
    values = [named_value(spoken[0]), named_value(spoken[2])]
    return None if None in values else (3, f"{values[0]}.{values[1]}")


def _written(words: Sequence[Word], place: int, known: Collection[str]) -> tuple[int, str] | None:
    pair = words[place : place + 2]
    if len(pair) < 2 or not all(_is_short_figure(word) for word in pair):
        return None
    number, gap = f"{pair[0].text}.{pair[1].text}", pair[1].gap
    others = [*words[:place], *words[place + 2 :]]
    certain = POINT.fullmatch(gap) and not any(_is_short_figure(word) for word in others)
    fits = certain or (LOOSE.fullmatch(gap) and all(_says_nothing(word) for word in others))
    return (2, number) if fits and number in known else None


def _is_short_figure(word: Word) -> bool:
    return word.text.isdecimal() and len(word.text) <= LONGEST_FIGURE


def _says_nothing(word: Word) -> bool:
    if not ITEM_LABELS.isdisjoint(word.keys):
        return True
    return is_stopword(word) and word.keys.isdisjoint(UNITS.keys() | SECTION_LABELS) and not word.is_number
