"""Names that are looked for word by word: abbreviations, nicknames, regions."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.roadmap.models import Matching
from data.search.language.names import NameWord, name_word
from data.search.language.stopwords import is_stopword
from data.search.language.words import Word, split_words


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name of an agency or of a party, to be matched as `matching` allows; words of the same stem only where `by_stem` is set."""

    words: tuple[NameWord, ...]
    matching: Matching
    agency: int | None = None
    party: int | None = None
    by_stem: bool = False


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """Ids of the agencies or parties that the words from an index on name, and how many words do."""

    agencies: tuple[int, ...]
    parties: tuple[int, ...]
    length: int


class Phrases:
    """Finds the longest phrase at a place; equally long ones of several agencies are all found."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._by_first: defaultdict[str, list[Phrase]] = defaultdict(list)
        for phrase in phrases:
            first = phrase.words[0]
            for key in first.keys | (first.stems if phrase.by_stem else frozenset()):
                self._by_first[key].append(phrase)

    def at(self, words: Sequence[Word], place: int) -> PhraseMatch | None:
        """Returns the longest phrase that begins at index `place`; None where none does."""
        first = words[place]
        keys = first.keys | first.stems
        candidates = [phrase for key in keys for phrase in self._by_first.get(key, ())]
        fitting = [phrase for phrase in candidates if _fits(phrase, words, place)]
        length = max((len(phrase.words) for phrase in fitting), default=0)
        longest = [phrase for phrase in fitting if len(phrase.words) == length]
        if not longest:
            return None
        agencies = tuple(sorted({phrase.agency for phrase in longest if phrase.agency is not None}))
        parties = tuple(sorted({phrase.party for phrase in longest if phrase.party is not None}))
        return PhraseMatch(agencies, () if agencies else parties, length)


def phrase_of(
    text: str,
    matching: Matching,
    agency: int | None = None,
    party: int | None = None,
    *,
    by_stem: bool = False,
) -> Phrase | None:
    """Reads a phrase that means an agency or a side; None for a text without words."""
    words = tuple(name_word(word) for word in split_words(text))
    return Phrase(words, matching, agency, party, by_stem) if words else None


def _fits(phrase: Phrase, words: Sequence[Word], place: int) -> bool:
    window = words[place : place + len(phrase.words)]
    return len(window) == len(phrase.words) and all(
        _word_fits(phrase, known, word, alone=len(words) == 1 or len(window) > 1)
        for known, word in zip(phrase.words, window, strict=True)
    )


def _word_fits(phrase: Phrase, known: NameWord, word: Word, *, alone: bool) -> bool:
    if phrase.matching is Matching.FREE:
        fits = known.fits(word) or (phrase.by_stem and known.shares_stem(word))
        return fits and (word.is_capitals or alone or not is_stopword(word))
    if word.guessed or not (known.text == word.text or known.text in word.extra):
        return False
    if phrase.matching is Matching.UPPER:
        return any(letter.isupper() for letter in word.written[1:])
    return word.is_capitals or alone or not is_stopword(word)
