"""Agencies a question names that the roadmap does not have, and those of the roadmap that they resemble."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from data.search.language.abbreviated_names import MOST_RESEMBLING, AbbreviatedNames
from data.search.language.entities import AbsentEntity, Entities
from data.search.language.names import Name
from data.search.language.stopwords import is_filler, is_stopword
from data.search.language.words import PartOfSpeech, Word, is_cyrillic

# Beginnings of abbreviations for agencies; a word unknown otherwise that has one names an agency.
ABBREVIATED = ("мин", "ком", "рос", "гос", "деп", "глав", "упр")
ABBREVIATED_ENDS = ("надзор", "комитет", "управление", "департамент", "министерство", "агентство")
SHORTEST_ABBREVIATED = 6
REGIONS = frozenset(["область", "край", "округ", "район", "республика"])
REGIONAL_ENDS = ("ский", "ской", "цкий")


class AbsentAgencies:
    """Knows the words of the agencies' names and of the activities' texts, which name nothing that is absent."""

    def __init__(
        self, names: Iterable[Name], text_words: Collection[str], abbreviated: AbbreviatedNames
    ) -> None:
        self._text_words = text_words
        self._abbreviated = abbreviated
        self._by_word: defaultdict[str, list[int]] = defaultdict(list)
        words = [(name.agency, word) for name in names for word in name.words]
        self._name_words = frozenset(key for _, word in words for key in word.keys)
        for agency, word in words:
            for key in (*word.keys, *word.stems):
                self._by_word[key] += [agency] if agency is not None else []

    def find_foreign(self, words: Sequence[Word], entities: Entities) -> None:
        """Regions of others: «Комитет по культуре Ленинградской области» is none of these two."""
        for place, (word, kind) in enumerate(pairwise(words)):
            regional = (
                word.form.part is PartOfSpeech.ADJECTIVE
                and word.form.known
                and not kind.keys.isdisjoint(REGIONS)
            )
            if regional and place not in entities.taken and not self._is_familiar(word):
                text = f"{word.written} {kind.written}"
                entities.absent.append(AbsentEntity(text, frozenset({place, place + 1})))
                entities.foreign |= {place, place + 1}

    def find(self, words: Sequence[Word], taken: Collection[int], entities: Entities) -> None:
        """Adds the words that can only be names of agencies and are none of these; those at `taken` places are none."""
        explained = entities.taken.union(taken)
        for place, word in enumerate(words):
            if place not in explained and self._is_absent(word):
                nearest = self._abbreviated.resembling(word.written)
                certain = not nearest or word.form.organisation
                entities.absent.append(AbsentEntity(word.written, frozenset({place}), nearest, certain))

    def akin(self, words: Sequence[Word], places: Iterable[int]) -> list[int]:
        """Returns agencies in whose name any of the words stands that says what an agency is there for."""
        telling = [words[at] for at in places if not is_filler(words[at].keys)]
        keys = (key for word in telling for key in (*word.keys, *word.stems))
        found = (agency for key in keys for agency in self._by_word.get(key, ()))
        return list(dict.fromkeys(found))[:MOST_RESEMBLING]

    def _is_familiar(self, word: Word) -> bool:
        known = not word.keys.isdisjoint(self._text_words) or not word.keys.isdisjoint(self._name_words)
        return known or is_stopword(word) or not any(key.endswith(REGIONAL_ENDS) for key in word.keys)

    def _is_absent(self, word: Word) -> bool:
        if not word.keys.isdisjoint(self._text_words) or is_stopword(word) or not is_cyrillic(word.text):
            return False
        if not word.keys.isdisjoint(self._name_words):
            return False
        if word.form.organisation:
            return True
        abbreviated = len(word.text) >= SHORTEST_ABBREVIATED and word.text.startswith(ABBREVIATED)
        if word.form.known:
            return False
        return (
            abbreviated or word.text.endswith(ABBREVIATED_ENDS) or (word.is_capitals and len(word.text) <= 6)
        )
