"""Texts reduced to what they say, so that a retyped one is known again.

Not counted are case, blanks, line ends, dashes and hyphens, quotes and other punctuation, ё for е, decomposed letters,
ligatures, invisible characters, and Latin letters that look like the Cyrillic ones around them.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

LATIN, CYRILLIC = "ABCEHKMOPTXYaceopxy", "АВСЕНКМОРТХУасеорху"
LOOKALIKES: Final = str.maketrans(LATIN, CYRILLIC)
MIXED: Final = re.compile("[а-яА-ЯёЁ]")
WORD: Final = re.compile(r"[^\W_]+")
INVISIBLE: Final = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
LIGATURES: Final = re.compile("[\ufb00-\ufb06]")


def with_own_letters(text: str) -> str:
    """Returns the text with Cyrillic letters for Latin look-alikes in words that have Cyrillic ones, and no ligatures.

    «й» of two characters becomes one. What is Latin altogether stays: «IT», «COVID».
    """
    composed = unicodedata.normalize("NFC", text)
    composed = LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), composed)
    return composed if composed.isascii() else WORD.sub(_in_one_alphabet, composed)


@lru_cache(maxsize=50_000)
def folded_words(text: str) -> tuple[str, ...]:
    """Returns the words as they are compared; a hyphen parts words."""
    plain = unicodedata.normalize("NFKC", INVISIBLE.sub("", text))
    return tuple(WORD.findall(with_own_letters(plain).casefold().replace("ё", "е")))


def folded(text: str) -> str:
    """Returns the words as they are compared, with blanks between them."""
    return " ".join(folded_words(text))


def squashed(text: str) -> str:
    """Returns the words without anything between them: equal for two texts that say the same.

    A word divided at the end of a line is the same word.
    """
    return "".join(folded_words(text))


def better_letters(stored: str, written: str) -> str:
    """Of two texts that say the same returns the written one, but not capitals in place of a text with small letters."""
    return stored if written.isupper() and not stored.isupper() else written


def _in_one_alphabet(word: re.Match[str]) -> str:
    text = word[0]
    return text.translate(LOOKALIKES) if MIXED.search(text) else text


ROMAN: Final = re.compile(r"(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})")
ROMAN_VALUES: Final = {"i": 1, "v": 5, "x": 10}
ROMAN_LETTERS: Final = str.maketrans("іх", "ix")  # typed for the Latin letters they look like


def roman_value(text: str) -> int | None:
    """Returns the value of a Roman figure in small letters, up to 39; None for other words.

    «х» and «і» of the Cyrillic alphabet count as the letters they look like.
    """
    latin = text.translate(ROMAN_LETTERS)
    if not ROMAN.fullmatch(latin):
        return None
    values = [ROMAN_VALUES[letter] for letter in latin]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)
