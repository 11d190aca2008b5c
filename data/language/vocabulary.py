"""The words a roadmap's questions are made of, and the way from a misspelt one back to them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from data.language.layouts import skeleton
from data.language.slips import is_likely_slip
from data.language.words import form_of, is_cyrillic

# Slips are looked for in words from this length on; a long word may hold two.
SHORTEST_SLIP = 4
LONG_WORD = 8
# An English word has many neighbours: «match» is no «march».
SHORTEST_ENGLISH_SLIP = 6
MOST_NEAR = 20


class Vocabulary:
    """Words in their written and dictionary forms; `rigid` ones are never meant by a misspelt word."""

    def __init__(self, words: Iterable[str], rigid: Iterable[str] = ()) -> None:
        self._written = frozenset(words) | frozenset(rigid)
        self._lemmas = {lemma for word in self._written for lemma in form_of(word).lemmas}
        known = self._written | self._lemmas
        self._skeletons = {skeleton(word): word for word in sorted(known) if is_cyrillic(word)}
        self._neighbours: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for word in sorted(known.difference(rigid)):
            if len(word) >= SHORTEST_SLIP:
                self._neighbours[word[0], len(word)].append(word)
        self.nearest = lru_cache(maxsize=5_000)(self._nearest)
        self.transliterated = lru_cache(maxsize=5_000)(self._transliterated)

    def knows(self, word: str) -> bool:
        return word in self._written or not form_of(word).lemmas.isdisjoint(self._lemmas)

    def _transliterated(self, word: str) -> str | None:
        """The known word that a word read from Latin letters stands for: «строителство» → «строительство»."""
        candidates = (word, *sorted(form_of(word).keys))
        return next(
            (
                self._skeletons[key]
                for candidate in candidates
                if (key := skeleton(candidate)) in self._skeletons
            ),
            None,
        )

    def _nearest(self, word: str) -> str | None:
        """The known word with fewest slips between: one up to seven letters, two from eight; None if none."""
        if len(word) < (SHORTEST_SLIP if is_cyrillic(word) else SHORTEST_ENGLISH_SLIP):
            return None
        forms = (form for form in {word, *form_of(word).keys} if len(form) >= SHORTEST_SLIP)
        return min((near for form in forms for near in self._near(form, word)), default=(0, False, 0, None))[-1]

    def _near(self, form: str, word: str) -> Iterator[tuple[int, bool, int, str]]:
        """Known words near a form of the word: slips first, the likely before the unlikely, then the change of length."""
        allowed = 2 if len(word) >= LONG_WORD else 1
        candidates = [
            near
            for length in range(len(form) - allowed, len(form) + allowed + 1)
            for near in self._neighbours.get((form[0], length), ())
        ]
        found = process.extract(form, candidates, scorer=OSA.distance, score_cutoff=allowed, limit=MOST_NEAR)
        return (
            (int(slips), slips == 1 and not is_likely_slip(form, near), abs(len(near) - len(form)), near)
            for near, slips, _ in found
        )
