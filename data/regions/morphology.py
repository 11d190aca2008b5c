"""The Russian dictionary pymorphy3, loaded once and typed here only."""

import unicodedata
from functools import cache, lru_cache
from typing import Any

import pymorphy3


@cache
def analyser() -> Any:
    """Returns the pymorphy3 analyser: 24 MB and about 0.1 s, the first time only."""
    return pymorphy3.MorphAnalyzer()


@lru_cache(maxsize=50_000)
def parses(word: str) -> tuple[Any, ...]:
    """Returns every parse of the word, the likeliest first; each has `.normal_form`, `.tag` and `.inflect()`.

    A letter Unicode has no name for is unknown to pymorphy3, which fails on it: it is read as a question mark.
    """
    known = "".join(letter if unicodedata.name(letter, "") else "?" for letter in word)
    return tuple(analyser().parse(known))


@lru_cache(maxsize=20_000)
def forms(lemma: str) -> frozenset[str]:
    """Returns every form of the words with this dictionary form; a word that is not in the dictionary bends like similar words."""
    own = [parse for parse in parses(lemma) if parse.normal_form == lemma]
    return frozenset(form.word for parse in own for form in parse.lexeme)


@lru_cache(maxsize=50_000)
def is_dictionary_word(word: str) -> bool:
    """True for any form of a Russian word that the dictionary has."""
    return bool(analyser().word_is_known(word.lower()))
