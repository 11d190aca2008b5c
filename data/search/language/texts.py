"""The words of activities' texts, and which activities hold the words of a question."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from data.search.language.acronyms import acronyms
from data.search.language.stopwords import is_document_word
from data.search.language.words import Word, split_words

# A word that stands in more than a fifth of the activities tells them apart no longer.
COMMON_SHARE = 0.2
COMMON_AT_LEAST = 2
# From this many words on, one may be missing; one that no text has, only from a whole phrase.
FORGIVING_FROM = 3
FORGIVING_STRANGERS_FROM = 6
# Letters; shorter stems belong to words of different meaning: «статистика» and «статья».
TELLING_STEM = 5
MOST_WORDS = 24
# Words looked up are kept, because one question asks for each of its own a dozen times.
MOST_HELD = 1_000


@dataclass(frozen=True, slots=True)
class TextHits:
    """Activities whose texts hold the words; `missing` counts the words that are in none of them."""

    activities: frozenset[int]
    missing: int
    exact: bool
    decisive: int


@dataclass(frozen=True, slots=True)
class Holding:
    """Activities that hold a word; `exact` unless they hold only words of its stem."""

    activities: frozenset[int]
    exact: bool


NO_HITS = TextHits(frozenset(), 0, exact=True, decisive=0)


class Texts:
    """An inverted index by dictionary forms and by roots."""

    def __init__(self, texts: Mapping[int, str]) -> None:
        having: defaultdict[tuple[str, frozenset[str]], set[int]] = defaultdict(set)
        by_key: defaultdict[str, set[int]] = defaultdict(set)
        by_stem: defaultdict[str, set[int]] = defaultdict(set)
        for activity, text in texts.items():
            words = split_words(text)
            for word in words:
                having[word.text, word.extra].add(activity)
            for acronym in acronyms(words):
                by_key[acronym].add(activity)
        self.words = by_key.keys() | {text for text, _ in having}
        for (text, extra), activities in having.items():
            word = Word(text, text, extra=extra)
            for key in word.keys:
                by_key[key] |= activities
            for stem in word.stems:
                by_stem[stem] |= activities
        self._by_key = {key: frozenset(found) for key, found in by_key.items()}
        self._by_stem = {stem: frozenset(found) for stem, found in by_stem.items()}
        self._held = lru_cache(maxsize=MOST_HELD)(self._look_up)
        self._common = max(COMMON_AT_LEAST, round(len(texts) * COMMON_SHARE))

    def has(self, word: Word) -> bool:
        """True when the text of any activity has the word."""
        return bool(self.holding(word).activities)

    def is_common(self, word: Word) -> bool:
        """True for a word that decides nothing: one such documents are full of, or this one is."""
        return is_document_word(word) or len(self.holding(word).activities) > self._common

    def find(self, words: Sequence[Word], within: frozenset[int] | None = None) -> TextHits:
        """Returns the activities, of those in `within`, that hold every word said; of three or more, all but one.

        At least one of the words must be decisive. Common words only choose among the activities found.
        """
        decisive = [word for word in words if not self.is_common(word)][:MOST_WORDS]
        if not decisive:
            return NO_HITS
        holding = sorted((self.holding(word) for word in decisive), key=lambda one: len(one.activities))
        found, missing = _common_to(holding, within), 0
        known = all(one.activities for one in holding) or len(holding) >= FORGIVING_STRANGERS_FROM
        if not found and len(holding) >= FORGIVING_FROM and known:
            missing = 1
            found = _common_to_all_but_one(holding, within)
        if not found:
            return NO_HITS
        exact = all(one.exact for one in holding if not one.activities.isdisjoint(found))
        return TextHits(self._narrowed(found, words), missing, exact, len(decisive))

    def find_common(self, words: Sequence[Word], within: frozenset[int]) -> frozenset[int]:
        """Returns those of `within` that hold every one of the words, common ones too."""
        return within.intersection(*(self.holding(word).activities for word in words[:MOST_WORDS]))

    def _narrowed(self, found: frozenset[int], words: Sequence[Word]) -> frozenset[int]:
        common = [word for word in words if self.is_common(word)]
        return self.find_common(common, found) or found

    def holding(self, word: Word) -> Holding:
        """Returns the activities that hold a word, or failing that words of its stem."""
        return self._held(word.keys, word.stems)

    def _look_up(self, keys: frozenset[str], stems: frozenset[str]) -> Holding:
        exact = _joined(self._by_key, keys)
        return (
            Holding(exact, exact=True)
            if exact
            else Holding(
                _joined(self._by_stem, {stem for stem in stems if len(stem) >= TELLING_STEM}), exact=False
            )
        )


def _common_to(holding: Sequence[Holding], within: frozenset[int] | None) -> frozenset[int]:
    smallest = holding[0].activities if within is None else holding[0].activities & within
    return smallest.intersection(*(one.activities for one in holding[1:]))


def _common_to_all_but_one(holding: Sequence[Holding], within: frozenset[int] | None) -> frozenset[int]:
    """Returns what is common to those before each of them and those after it, which soon is nothing."""
    sets = [one.activities for one in holding]
    before = list(accumulate(sets, _both))
    after = list(accumulate(reversed(sets), _both))[::-1]
    between = (one & other for one, other in zip(before, after[2:], strict=False))
    found = after[1].union(before[-2], *between)
    return found if within is None else found & within


def _both(one: frozenset[int], other: frozenset[int]) -> frozenset[int]:
    return one & other


def _joined(lists: Mapping[str, frozenset[int]], keys: Iterable[str]) -> frozenset[int]:
    """Returns what is held under any of the keys; mostly what one of them holds, which then needs no copy."""
    found = [lists[key] for key in keys if key in lists]
    most = max(found, key=len, default=frozenset[int]())
    return most if all(one <= most for one in found) else most.union(*found)
