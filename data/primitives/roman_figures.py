"""Roman figures, as sections, quarters and half-years are numbered."""

import re
from typing import Final

ROMAN: Final = re.compile(r"(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})")
VALUES: Final = {"i": 1, "v": 5, "x": 10}
CYRILLIC: Final = str.maketrans("іх", "ix")  # typed for the Latin letters they look like


def roman_value(text: str) -> int | None:
    """Returns the value of a Roman figure in small letters, up to 39; None for other words.

    «х» and «і» of the Cyrillic alphabet count as the letters they look like.
    """
    latin = text.translate(CYRILLIC)
    if not ROMAN.fullmatch(latin):
        return None
    values = [VALUES[letter] for letter in latin]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)
