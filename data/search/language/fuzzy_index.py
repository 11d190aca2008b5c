"""Words one or two typos away from a misspelt one, found without comparing it with every word."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from data.search.language.words import word_set

# Typos are looked for in words from this length on; a long word may hold two.
SHORTEST_TYPO = 4
LONG_WORD = 8
# From this length on the first letter too may be lost or another one.
SHORTEST_BEHEADED = 6
# A word as long as this and the misspelt ones of it may have a hundred similar words; a few tell enough.
MOST_NEAR = 20

# A finger hits the key beside the right one.
KEY_ROWS = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "qwertyuiop", "asdfghjkl", "zxcvbnm")
# An ear takes one sound for another.
SOUNDS_ALIKE = word_set("ао еи ея еэ ия ыи бп вф гк гх дт зс жш шщ цс ei ao sz ck")
CONFUSED = frozenset(frozenset(pair) for letters in (*KEY_ROWS, *SOUNDS_ALIKE) for pair in pairwise(letters))


class FuzzyIndex:
    """Known words by what is left of them when a letter is lost, and by their first letter and the length typed."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_rest: defaultdict[str, list[str]] = defaultdict(list)
        self._by_start: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for word in words:
            if len(word) >= SHORTEST_TYPO:
                for length in range(len(word) - 2, len(word) + 3):
                    self._by_start[word[0], length].append(word)
                for rest in _rests(word):
                    self._by_rest[rest].append(word)

    def near(self, typed: str) -> Iterator[tuple[int, str]]:
        """Yields how many typos away, and the word; two only in a long word that has no similar word one away."""
        one = [near for near in self._one_away(typed) if OSA.distance(typed, near) <= 1]
        if one or len(typed) < LONG_WORD:
            return ((int(near != typed), near) for near in one)
        return self._two_away(typed)

    def _one_away(self, typed: str) -> set[str]:
        found = {near for rest in _rests(typed) for near in self._by_rest.get(rest, ())}
        return {near for near in found if len(typed) >= SHORTEST_BEHEADED or near[0] in typed[:2]}

    def _two_away(self, typed: str) -> Iterator[tuple[int, str]]:
        candidates = self._by_start.get((typed[0], len(typed)), ())
        found = process.extract(typed, candidates, scorer=OSA.distance, score_cutoff=2, limit=MOST_NEAR)
        return ((int(typos), near) for near, typos, _ in found)


def _rests(word: str) -> set[str]:
    """Returns the word, and the word without each one of its letters."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def is_likely_typo(typed: str, meant: str) -> bool:
    """Whether one typo is a letter lost, doubled, swapped or confused, and not just another letter."""
    if len(typed) != len(meant):
        return True
    differing = [pair for pair in zip(typed, meant, strict=True) if pair[0] != pair[1]]
    return len(differing) != 1 or frozenset(differing[0]) in CONFUSED
