"""Words typed in the wrong keyboard layout, in Latin letters, or with letters that only look right."""

import re
from collections.abc import Iterator
from functools import lru_cache

from data.regions.morphology import is_dictionary_word
from data.search.language.words import is_latin

ENGLISH_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?"
RUSSIAN_KEYS = "ёйцукенгшщзхъфывапролджэячсмитьбю.ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,"
TO_RUSSIAN = str.maketrans(ENGLISH_KEYS, RUSSIAN_KEYS)
TO_ENGLISH = str.maketrans(RUSSIAN_KEYS, ENGLISH_KEYS)

LATIN_LOOKS = "ABEKMHOPCTYXaeopcyxk"
CYRILLIC_LOOKS = "АВЕКМНОРСТУХаеорсухк"
MIXED = re.compile("[а-яё][a-z]|[a-z][а-яё]", re.IGNORECASE)
TO_CYRILLIC_LOOKS = str.maketrans(LATIN_LOOKS, CYRILLIC_LOOKS)
TO_LATIN_LOOKS = str.maketrans(CYRILLIC_LOOKS, LATIN_LOOKS)

# Longest first: the ways Russian sounds are written in Latin letters, in passports, in ISO 9 and in chats.
SOUNDS = (
    ("shch", "щ"),
    ("sch", "щ"),
    ("tch", "ч"),
    ("zh", "ж"),
    ("kh", "х"),
    ("ph", "ф"),
    ("ts", "ц"),
    ("tz", "ц"),
    ("ch", "ч"),
    ("sh", "ш"),
    ("iya", "ия"),
    ("iia", "ия"),
    ("ya", "я"),
    ("ja", "я"),
    ("ia", "ия"),
    ("yu", "ю"),
    ("ju", "ю"),
    ("iu", "ю"),
    ("yo", "е"),
    ("jo", "е"),
    ("ye", "е"),
    ("je", "е"),
    ("iy", "ий"),
    ("ij", "ий"),
    ("yy", "ый"),
    ("ck", "к"),
    ("x", "кс"),
)
LETTERS = dict(zip("abcdefghijklmnopqrstuvwyz'", "абкдефгхижклмнопкрстуввйзь", strict=True))
VOWELS = frozenset("аеиоуыэюя")
SIBILANT_C = re.compile(r"c(?=[eiy])")
# The consonants a soft sign follows, which Latin letters leave out.
SOFTENED = re.compile("[бвдзлмнпрст](?![аеиоуыэюя])")
# A Latin word that may be a Russian one typed in the other layout, and with a typo.
SHORTEST_MISTYPED = 5
LATIN_VOWELS = frozenset("aeiou")
# What two spellings of one Russian word may differ in once it went through Latin letters.
SMOOTHED = str.maketrans({"ь": None, "ъ": None, "й": "и", "ы": "и", "э": "е", "щ": "ш"})
DOUBLED = re.compile(r"(.)\1+")


def to_russian_keys(text: str) -> str:
    """Returns what the same keys give in the Russian layout: «vbycnhjq» → «минстрой»."""
    return text.translate(TO_RUSSIAN)


def to_english_keys(text: str) -> str:
    """Returns what the same keys give in the English layout: «ьштыекщн» → «minstroy»."""
    return text.translate(TO_ENGLISH)


def with_one_alphabet(text: str) -> str:
    """Returns a word of mixed alphabets in the one most of its distinct letters belong to; others unchanged."""
    if not MIXED.search(text):
        return text
    to_cyrillic = text.translate(TO_CYRILLIC_LOOKS)
    if not re.search(r"[a-z]", to_cyrillic, re.IGNORECASE):
        return to_cyrillic
    return text.translate(TO_LATIN_LOOKS)


def looks_cyrillic(text: str) -> str | None:
    """Returns a Latin word in Cyrillic letters of the same look, or None where a letter has no such twin."""
    return text.translate(TO_CYRILLIC_LOOKS) if all(letter in LATIN_LOOKS for letter in text) else None


@lru_cache(maxsize=5_000)
def from_latin_sounds(word: str) -> str:
    """Returns a folded Latin word read as Russian: «stroitelstvo» → «строителство»."""
    word = SIBILANT_C.sub("ц", word)
    for sound, letter in SOUNDS:
        word = word.replace(sound, letter)
    return _from_letters(word)


@lru_cache(maxsize=5_000)
def from_latin_letters(word: str) -> str:
    """Returns an abbreviation in Latin letters, one for one: «ktzn» → «ктзн»."""
    return "".join(LETTERS.get(letter, letter) for letter in word)


def _from_letters(word: str) -> str:
    letters: list[str] = []
    for letter in word:
        russian = LETTERS.get(letter, letter)
        after_vowel = bool(letters) and letters[-1] in VOWELS
        if russian == "й" and letters and not after_vowel:
            russian = "ы"
        if letter == "j" and after_vowel:
            russian = "й"
        letters.append(russian)
    return "".join(letters)


def skeleton(word: str) -> str:
    """Returns the part of a Russian word that survives transliteration: «строительство» → «строителство»."""
    smooth = word.translate(SMOOTHED).replace("ия", "я").replace("ие", "е").replace("ио", "о")
    return DOUBLED.sub(r"\1", smooth)


def spellings(word: str) -> Iterator[str]:
    """Yields what a misspelt word may have been before its typo; one without vowels was hardly meant in Latin letters."""
    yield word
    if is_latin(word):
        yield from_latin_sounds(word)
        if LATIN_VOWELS.isdisjoint(word) and len(word) >= SHORTEST_MISTYPED:
            yield to_russian_keys(word)


def dictionary_spelling(word: str) -> str | None:
    """Returns the Russian word that Latin letters spell but for a soft sign: «minselhoz», which is then no typo of another."""
    russian = from_latin_sounds(word) if is_latin(word) else ""
    soft = (russian[: after.end()] + "ь" + russian[after.end() :] for after in SOFTENED.finditer(russian))
    return next((spelt for spelt in (russian, *soft) if russian and is_dictionary_word(spelt)), None)
