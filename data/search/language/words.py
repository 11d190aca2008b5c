"""Words of questions and of documents, and the forms by which they are compared."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

from data.regions.morphology import is_dictionary_word, parses
from data.search.language.stemmer import stem_of

LETTERS = r"[^\W\d_]+"
TOKEN = re.compile(rf"\d+(?:[.,_]\d+)*|{LETTERS}\d+{LETTERS}|{LETTERS}")
CYRILLIC = re.compile("[а-я]")
LATIN = re.compile("[a-z]")
CLAUSE_END = re.compile(r"[,.;:!?]")
STRESS = "\u0301"
INFLECTED_CAPITALS = re.compile(r"[A-ZА-ЯЁ]{2,}[а-яё]{1,3}")
# Marks of first names, patronymics and surnames in the dictionary.
PERSONAL = ("Name", "Patr", "Surn")
# A reading of a Russian word that the dictionary thinks ten times rarer than the likeliest is not meant.
RARE = 0.1
LONGEST_REPEATED = 4  # words
LONGEST_PARTICLE = 3  # letters of a word that may well stand twice


class PartOfSpeech(StrEnum):
    """What a word does in a sentence, as far as questions care."""

    FUNCTION = "function"
    ACTION = "action"
    ADJECTIVE = "adjective"
    NAME = "name"


PARTS = {
    **dict.fromkeys(("PREP", "CONJ", "PRCL", "INTJ", "NPRO"), PartOfSpeech.FUNCTION),
    **dict.fromkeys(("VERB", "INFN", "GRND", "PRTS", "ADVB", "PRED", "COMP"), PartOfSpeech.ACTION),
    **dict.fromkeys(("ADJF", "ADJS", "PRTF"), PartOfSpeech.ADJECTIVE),
}


@dataclass(frozen=True, slots=True)
class WordForm:
    """What is known of a word apart from any question.

    `keys` are the word itself and its dictionary forms, `roots` what is left of them without suffixes.
    """

    lemmas: frozenset[str]
    keys: frozenset[str]
    stems: frozenset[str]
    part: PartOfSpeech
    known: bool
    organisation: bool = False
    person: bool = False


@dataclass(frozen=True)
class Word:
    """A word of a question: folded, as written, and what stands between it and the word before.

    `extra` are further forms it may be looked up by. `guessed` words were read by correcting a typo; they never
    outweigh a word read as it stands. `unread` words are taken for noise as they are.
    """

    text: str
    written: str
    gap: str = ""
    extra: frozenset[str] = frozenset()
    guessed: bool = False
    unread: bool = False

    @cached_property
    def form(self) -> WordForm:
        """What the dictionary says of the word."""
        return bare_form(self.text) if self.unread else form_of(self.text)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The forms by which the word is looked up."""
        return self.form.keys | self.extra if self.extra else self.form.keys

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of those forms."""
        return stems_of(self.keys) if self.extra else self.form.stems

    @property
    def is_number(self) -> bool:
        """True for a word that begins with a digit."""
        return self.text[0].isdigit()

    @property
    def is_capitals(self) -> bool:
        """True for an abbreviation as it was written: two letters or more, all capital."""
        return len(self.written) > 1 and self.written.isupper()


def fold(text: str) -> str:
    """Returns the text in one spelling: compatible characters made one, small letters, е for ё, no stress marks."""
    return (
        unicodedata.normalize("NFKC", text.replace(STRESS, "")).lower().replace("ё", "е").replace(STRESS, "")
    )


def split_words(text: str) -> tuple[Word, ...]:
    """Returns the words and numbers of a text, in its order; «B2B» is one word, «3.1» one number."""
    plain = unicodedata.normalize("NFKC", text.replace(STRESS, ""))
    words, end = [], 0
    for found in TOKEN.finditer(plain):
        written = found.group()
        folded, extra = _read(written)
        words.append(Word(folded, written, plain[end : found.start()], extra))
        end = found.end()
    return tuple(words)


@lru_cache(maxsize=100_000)
def _read(written: str) -> tuple[str, frozenset[str]]:
    """Returns a word folded, and the abbreviation it inflects: «КНВШа» is also КНВШ."""
    if not INFLECTED_CAPITALS.fullmatch(written):
        return fold(written), frozenset()
    return fold(written), frozenset({fold("".join(letter for letter in written if letter.isupper()))})


@lru_cache(maxsize=100_000)
def form_of(word: str) -> WordForm:
    """Returns the form of one folded word; a new Russian one costs about 30 µs, a known one 0.1."""
    if not is_cyrillic(word):
        return bare_form(word)
    found = parses(word)
    likely = [parse for parse in found if parse.score >= RARE * found[0].score]
    lemmas = frozenset(fold(parse.normal_form) for parse in likely)
    keys = lemmas | {word}
    known = is_dictionary_word(word)
    tag = found[0].tag
    part = PARTS.get(str(tag.POS), PartOfSpeech.NAME) if "Apro" not in tag else PartOfSpeech.FUNCTION
    return WordForm(
        lemmas,
        keys,
        stems_of(keys),
        part if known else PartOfSpeech.NAME,
        known,
        organisation="Orgn" in tag,
        person=known and any(kind in tag for kind in PERSONAL),
    )


def bare_form(word: str) -> WordForm:
    """Returns the form of a word the Russian dictionary is not asked about."""
    lemmas = frozenset({singular(word)})
    return WordForm(lemmas, lemmas | {word}, frozenset(), PartOfSpeech.NAME, known=False)


@lru_cache(maxsize=100_000)
def stems_of(keys: frozenset[str]) -> frozenset[str]:
    """Returns the stems of the forms that have one."""
    return frozenset(stem for key in keys if (stem := stem_of(key)))


@lru_cache(maxsize=100_000)
def is_imperative(word: str) -> bool:
    """Whether a folded Russian word asks for something to be done: «сформируйте»."""
    return is_cyrillic(word) and "impr" in parses(word)[0].tag


@lru_cache(maxsize=100_000)
def is_adjective(word: str) -> bool:
    """Whether a folded Russian word may be one: «частного» is first of all the noun."""
    found = parses(word)
    return any(one.tag.POS == "ADJF" and one.score >= RARE * found[0].score for one in found)


def clauses(words: Sequence[Word]) -> list[tuple[Word, ...]]:
    """Returns the words in runs, parted where a sentence or a clause ends."""
    found: list[list[Word]] = []
    for word in words:
        if not found or CLAUSE_END.search(word.gap):
            found.append([])
        found[-1].append(word)
    return [tuple(run) for run in found]


def without_repetition(words: Sequence[Word]) -> tuple[Word, ...]:
    """Returns the words without those that say once more what stands right before: «стройнадзор стройнадзор»."""
    first_time: list[Word] = []
    for word in words:
        first_time.append(word)
        for length in range(1, min(LONGEST_REPEATED, len(first_time) // 2) + 1):
            first, again = first_time[-2 * length : -length], first_time[-length:]
            if [one.text for one in first] == [one.text for one in again] and _may_be_repeated(again):
                del first_time[-length:]
                break
    return tuple(first_time)


def _may_be_repeated(words: Sequence[Word]) -> bool:
    return any(len(word.text) > LONGEST_PARTICLE and not word.is_number for word in words)


def word_set(words: str) -> frozenset[str]:
    """Returns the words of a list written as one text."""
    return frozenset(words.split())


def is_cyrillic(word: str) -> bool:
    """True for a word with any Cyrillic letter."""
    return CYRILLIC.search(word) is not None


def is_latin(word: str) -> bool:
    """True for a word with any Latin letter."""
    return LATIN.search(word) is not None


def singular(word: str) -> str:
    """Returns the singular of an English noun by its ending: «activities» → «activity», «sports» → «sport»."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
