"""Patterns of concepts, matched against the words of a question in their order.

A pattern is a row of elements with a space between; words may stand between two of them, but none before an element
that begins with `+`. An element names concepts («report|reported»), a word («=слово»), an infinitive (`inf`), a form
of the past (`past`) or the number of an activity (`number`); `^` is the beginning of the question.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from data.search.language.concepts import CONCEPTS
from data.search.language.words import PartOfSpeech, Word, is_imperative

INFINITIVES: Final = ("ть", "ться", "ти", "тись", "чь")
MOST_BETWEEN: Final = 7  # words between two elements


@dataclass(frozen=True, slots=True)
class Sign:
    """A word as the patterns see it."""

    text: str
    concepts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a pattern; `adjacent` allows no word before it."""

    names: frozenset[str]
    adjacent: bool


def signs_of(words: Sequence[Word], silent: frozenset[int], numbered: frozenset[int]) -> tuple[Sign, ...]:
    """Returns the signs of the words; those at `silent` places name the subject and say nothing else."""
    return tuple(
        Sign(word.text, _sign(word, named=place in silent, number=place in numbered))
        for place, word in enumerate(words)
    )


def _sign(word: Word, *, named: bool, number: bool) -> frozenset[str]:
    if named or number:
        return frozenset({"number"} if number else ())
    found = frozenset[str]().union(
        *(CONCEPTS.get(key, frozenset()) for key in word.keys), {"=" + key for key in word.keys}
    )
    if word.form.part is PartOfSpeech.ACTION:
        found |= {"inf"} if word.text.endswith(INFINITIVES) else {"past"} if _is_past(word.text) else set()
    if is_imperative(word.text):
        found -= {"reported"}  # «расскажи» asks the bot
    if "inf" in found:
        found |= {f"{name}_inf" for name in ("reported", "fill", "mark") if name in found}
    return found


def _is_past(text: str) -> bool:
    return text.removesuffix("сь").removesuffix("ся").endswith(("л", "ла", "ло", "ли"))


@cache
def elements(pattern: str) -> tuple[Element, ...]:
    """Reads a pattern; `^` makes the first element adjacent to the beginning."""
    found: list[Element] = []
    start = pattern.startswith("^")
    for part in pattern.removeprefix("^").split():
        adjacent = part.startswith("+") or (start and not found)
        found.append(Element(frozenset(part.removeprefix("+").split("|")), adjacent))
    return tuple(found)


def match(pattern: str, signs: Sequence[Sign]) -> frozenset[int] | None:
    """Returns the places of the words that a pattern is met by; None where it is not met."""
    found = _match(elements(pattern), 0, signs, 0, first=True)
    return frozenset(found) if found is not None else None


def _match(
    pattern: Sequence[Element], at: int, signs: Sequence[Sign], place: int, *, first: bool
) -> list[int] | None:
    if at == len(pattern):
        return []
    element = pattern[at]
    last = (
        place if element.adjacent else len(signs) - 1 if first else min(len(signs) - 1, place + MOST_BETWEEN)
    )
    for here in range(place, min(last, len(signs) - 1) + 1):
        if element.names.isdisjoint(signs[here].concepts):
            continue
        rest = _match(pattern, at + 1, signs, here + 1, first=False)
        if rest is not None:
            return [here, *rest]
    return None
