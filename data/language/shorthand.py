"""Ways to write in short what is read in full: «м-во», «ком.», «п.п.», «по линии»."""

import re

# A figure follows: «g 1/1» is «п 1.1» in the other layout.
WRITTEN_OUT = tuple(
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
        (r"\b(?:по линии|с точки зрения|на предмет|в разрезе)\b", "по"),
    )
)


def written_out(text: str) -> str:
    for short, full in WRITTEN_OUT:
        text = short.sub(full, text)
    return text
