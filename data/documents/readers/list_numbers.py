"""Labels of automatic lists, as Word and LibreOffice count them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

ROMAN: Final = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
LATIN: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
RUSSIAN: Final = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ"  # without Ё, Й, Ъ, Ы, Ь, as lists are lettered
UNLABELLED: Final = frozenset({"bullet", "none", ""})
RUSSIAN_ODF: Final = ("А, Б", "а, б")  # how ODF calls them, in several ways
COUNTED: Final = re.compile("%([1-9])")
LARGEST_NUMBER: Final = 100_000


@dataclass(frozen=True, slots=True)
class ListLevel:
    """A level of a list; in `template` «%2» stands for the number of the second level.

    `restarts_after` is the level (from 1) whose next item begins this one anew: None for the level above, 0 for none.
    A bullet has no label: it says nothing that a reader would cite.
    """

    template: str = "%1."
    style: str = "decimal"
    start: int = 1
    restarts_after: int | None = None
    is_legal: bool = False  # every number in Arabic figures


@dataclass(slots=True)
class ListCounter:
    """The numbers of one list; levels are counted from 0."""

    levels: Mapping[int, ListLevel]
    _values: dict[int, int] = field(default_factory=dict)

    def restart(self, level: int, start: int) -> None:
        """Makes the next item of the level begin at `start`."""
        self._values[level] = start - 1
        self._values = {known: value for known, value in self._values.items() if known <= level}

    def label(self, level: int) -> str:
        """Returns the label of the next item, empty where the level has none."""
        own = self.levels.get(level)
        if own is None:
            return ""
        for above in range(level):
            self._values.setdefault(above, self.levels[above].start if above in self.levels else 1)
        self._values[level] = self._values.get(level, own.start - 1) + 1
        for below in [known for known in self._values if known > level and self._restarts(known, level)]:
            del self._values[below]
        if own.style in UNLABELLED:
            return ""
        return COUNTED.sub(lambda found: self._number(int(found[1]) - 1, own), own.template).strip()

    def _restarts(self, below: int, level: int) -> bool:
        after = self.levels[below].restarts_after if below in self.levels else None
        return after is None or level < after

    def _number(self, level: int, own: ListLevel) -> str:
        style = self.levels[level].style if level in self.levels else "decimal"
        return list_number(self._values.get(level, 1), "decimal" if own.is_legal else style)


def list_number(value: int, style: str) -> str:
    """Returns the number in the style of Word («upperRoman») or of ODF («I»)."""
    if style in UNLABELLED:
        return ""
    if style.startswith(RUSSIAN_ODF):
        style = "russianUpper" if style[0].isupper() else "russianLower"
    write = STYLES.get(style)
    return write(value) if write and 0 < value < LARGEST_NUMBER else str(value)


def _roman(value: int) -> str:
    text = ""
    for worth, letters in ROMAN:
        count, value = divmod(value, worth)
        text += letters * count
    return text


def _letters(value: int, alphabet: str) -> str:
    """After the last letter each is doubled: AA follows Z."""
    times, place = divmod(value - 1, len(alphabet))
    return alphabet[place] * min(times + 1, 10)


STYLES: Final[Mapping[str, Callable[[int], str]]] = {
    "upperRoman": _roman,
    "I": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "i": lambda value: _roman(value).lower(),
    "upperLetter": lambda value: _letters(value, LATIN),
    "A": lambda value: _letters(value, LATIN),
    "lowerLetter": lambda value: _letters(value, LATIN.lower()),
    "a": lambda value: _letters(value, LATIN.lower()),
    "russianUpper": lambda value: _letters(value, RUSSIAN),
    "russianLower": lambda value: _letters(value, RUSSIAN.lower()),
    "decimalZero": lambda value: f"{value:02}",
}
