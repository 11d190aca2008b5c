"""Names that are looked for word by word: abbreviations, nicknames, regions."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.roadmap.models import Matching
from data.search.language.names import NameWord, name_word
from data.search.language.stopwords import is_frame
from data.search.language.words import Word, split_words


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name of a body or of a party, to be matched as `matching` allows; kin words only where `kin` is set."""

    words: tuple[NameWord, ...]
    matching: Matching
    agency: int | None = None
    party: int | None = None
    kin: bool = False


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """Whom the words from a place on name, and how many of them do."""

    agencies: tuple[int, ...]
    parties: tuple[int, ...]
    length: int


class Phrases:
    """Finds the longest phrase at a place; equally long ones of several bodies are all found."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._by_first: defaultdict[str, list[Phrase]] = defaultdict(list)
        for phrase in phrases:
            first = phrase.words[0]
            for key in first.keys | (first.roots if phrase.kin else frozenset()):
                self._by_first[key].append(phrase)

    def at(self, words: Sequence[Word], place: int) -> PhraseMatch | None:
        first = words[place]
        keys = first.keys | first.roots
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
    text: str, matching: Matching, agency: int | None = None, party: int | None = None, *, kin: bool = False
) -> Phrase | None:
    words = tuple(name_word(word) for word in split_words(text))
    return Phrase(words, matching, agency, party, kin) if words else None


def _fits(phrase: Phrase, words: Sequence[Word], place: int) -> bool:
    heard = words[place : place + len(phrase.words)]
    return len(heard) == len(phrase.words) and all(
        _word_fits(phrase, known, word, alone=len(words) == 1 or len(heard) > 1)
        for known, word in zip(phrase.words, heard, strict=True)
    )


def _word_fits(phrase: Phrase, known: NameWord, word: Word, *, alone: bool) -> bool:
    if phrase.matching is Matching.FREE:
        fits = known.fits(word) or (phrase.kin and known.is_kin(word))
        return fits and (word.is_capitals or alone or not is_frame(word))
    if word.guessed or not (known.text == word.text or known.text in word.extra):
        return False
    if phrase.matching is Matching.UPPER:
        return any(letter.isupper() for letter in word.written[1:])
    return word.is_capitals or alone or not is_frame(word)
