"""The words a roadmap's questions are made of, and the way from a misspelt one back to them."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import takewhile

from data.regions.morphology import forms
from data.search.language.fuzzy_index import SHORTEST_TYPO, FuzzyIndex, is_likely_typo
from data.search.language.keyboard_layout import skeleton
from data.search.language.words import fold, form_of, is_cyrillic, singular

# An English word has many similar words: «match» is no «march».
SHORTEST_ENGLISH_TYPO = 6


class Vocabulary:
    """Words in their written and dictionary forms; `rigid` ones are never meant by a misspelt word.

    `names` are those of the words that agencies and spheres are called by.
    """

    def __init__(self, words: Iterable[str], rigid: Iterable[str] = (), names: Iterable[str] = ()) -> None:
        self._written = frozenset(words) | frozenset(rigid)
        self._lemmas = {lemma for word in self._written for lemma in form_of(word).lemmas}
        known = self._written | self._lemmas
        self._named = sorted(names)
        inflected = inflections(lemma for word in self._named for lemma in form_of(word).lemmas)
        self._fuzzy_index = FuzzyIndex(sorted(known.union(inflected).difference(rigid)))
        self._forms = known | inflections(self._lemmas)
        skeletons = {skeleton(word): word for word in sorted(self._forms) if is_cyrillic(word)}
        self._skeletons = skeletons | {skeleton(word): word for word in sorted(known) if is_cyrillic(word)}
        self.nearest = lru_cache(maxsize=5_000)(self._nearest)
        self.transliterated = lru_cache(maxsize=5_000)(self._transliterated)

    def knows(self, word: str) -> bool:
        """True for a word of the roadmap or of questions, in any form."""
        return word in self._forms or singular(word) in self._forms

    def _transliterated(self, word: str) -> str | None:
        """Returns the known word that a word read from Latin letters stands for: «строителство» → «строительство»."""
        return self._skeletons.get(skeleton(word))

    def completed(self, clipped: str) -> str | None:
        """Returns the one word of a name that begins so: «соц.» → «социальной»; None if there are different ones."""
        start = bisect_left(self._named, clipped)
        found = list(takewhile(lambda word: word.startswith(clipped), self._named[start:]))
        alike = all(not form_of(word).stems.isdisjoint(form_of(found[0]).stems) for word in found)
        return found[0] if found and alike else None

    def contracted(self, start: str, end: str) -> str | None:
        """Returns the one word of a name that begins and ends so: «стр», «ва» → «строительства»; None if there are different ones."""
        found = [word for word in self._named if word.startswith(start) and word.endswith(end)]
        found = [word for word in found if len(word) > len(start) + len(end)]
        alike = all(not form_of(word).stems.isdisjoint(form_of(found[0]).stems) for word in found)
        return found[0] if found and alike else None

    def _nearest(self, word: str) -> str | None:
        """Returns the known word with fewest typos between: one up to seven letters, two from eight; None if none."""
        if len(word) < (SHORTEST_TYPO if is_cyrillic(word) else SHORTEST_ENGLISH_TYPO):
            return None
        return min(self._near(word), default=(0, False, 0, None))[-1]

    def _near(self, typed: str) -> Iterator[tuple[int, bool, int, str]]:
        """Known words near the typed one: typos first, the likely before the unlikely, then the change of length."""
        return (
            (typos, typos == 1 and not is_likely_typo(typed, near), abs(len(near) - len(typed)), near)
            for typos, near in self._fuzzy_index.near(typed)
        )


def inflections(lemmas: Iterable[str]) -> set[str]:
    """Returns all forms of the Russian words among these, folded."""
    return {fold(form) for lemma in lemmas if is_cyrillic(lemma) for form in forms(lemma)}
