"""Abbreviations that are expanded before a question is read: «м-во», «ком.», «п.п.», «по линии»."""

import re

from data.search.language.numerals import ORDINALS
from data.search.language.words import split_words

# A figure follows: «g 1/1» is «п 1.1» in the other layout.
ABBREVIATIONS = tuple(
    (re.compile(short, re.IGNORECASE), full)
    for short, full in (
        (r"\b(?:мин|м)-во\b", "министерство"),
        (r"\bк(?:ом)?-т\b", "комитет"),
        (r"\bком\.(?=\s*[а-яё])", "комитет "),
        (r"\bагент\.(?=\s*[а-яё])", "агентство "),
        (r"\bдеп(?:арт)?\.(?=\s*[а-яё])", "департамент "),
        (r"\bупр\.(?=\s*[а-яё])", "управление "),
        (r"\bп\.\s?п\.", "пп."),
        (r"(?<!\S)g{1,2}[./]?(?=\s*\d)", "п "),
        (r"\bросмолод[её]ж\w*", "федеральное агентство по делам молодежи"),
        (r"\b(?:по линии|с точки зрения|на предмет|в разрезе)\b", "по"),
    )
)


YEAR = re.compile(r"\b(?:две тысячи |двух тысяч )?двадцать (\w+)(?=\W+год)", re.IGNORECASE)


def expand_abbreviations(text: str) -> str:
    """Returns the question with its abbreviations written out, and years in words as figures."""
    for short, full in ABBREVIATIONS:
        text = short.sub(full, text)
    return YEAR.sub(_figures, text)


def _figures(found: re.Match[str]) -> str:
    """«Две тысячи двадцать пятый» in figures; anything but an ordinal stays."""
    word = split_words(found[1])[0]
    place = next((ORDINALS[key] for key in word.keys if key in ORDINALS), None)
    return f"202{place}" if place and place < 10 else found[0]
