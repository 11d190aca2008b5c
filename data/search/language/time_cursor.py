"""Where the reading of a question's time stands, and the single words it meets there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from data.roadmap.months import MONTHS
from data.search.language.calendar_words import UNITS
from data.search.language.numerals import CARDINALS, is_ordinal_ending
from data.search.language.words import Word
from data.search.models import AskedTime

YEARS = range(2000, 2100)


@dataclass(frozen=True, slots=True)
class TimeMatch:
    """A piece of time and how many words it took."""

    time: AskedTime
    length: int


@dataclass(frozen=True, slots=True)
class TimeCursor:
    """Where reading stands: the words from here on, the one before, and the day of asking."""

    words: Sequence[Word]
    before: Word | None
    today: date

    @property
    def word(self) -> Word:
        """The word at the cursor."""
        return self.words[0]

    def has(self, offset: int, names: Iterable[str]) -> bool:
        """True when the word at that offset is one of these in any form; False beyond the end."""
        return offset < len(self.words) and not self.words[offset].keys.isdisjoint(names)

    def unit(self, offset: int) -> str | None:
        """Returns the unit of time named at that offset, such as «month»; None when it is another word."""
        if offset >= len(self.words):
            return None
        return next((UNITS[key] for key in sorted(self.words[offset].keys) if key in UNITS), None)


def count_of(word: Word) -> int | None:
    """Returns the number that a word gives in figures (up to 999) or in letters; None for another word."""
    if word.text.isdecimal() and len(word.text) <= 3:
        return int(word.text)
    return next((CARDINALS[key] for key in word.keys if key in CARDINALS), None)


def month_at(cursor: TimeCursor, offset: int) -> int | None:
    """Returns the month (1–12) named at that offset; None when it is none.

    English «may» counts only where it can be a month.
    """
    if offset >= len(cursor.words):
        return None
    word = cursor.words[offset]
    if word.text == "may" and not (
        word.written[0].isupper() or len(cursor.words) == 1 or _follows_preposition(cursor, offset)
    ):
        return None
    return next((MONTHS[key] for key in sorted(word.keys) if key in MONTHS), None)


def _follows_preposition(cursor: TimeCursor, offset: int) -> bool:
    before = cursor.words[offset - 1] if offset else cursor.before
    return before is not None and before.text in {
        "in",
        "by",
        "of",
        "until",
        "for",
        "since",
        "before",
        "during",
    }


def year_at(cursor: TimeCursor, offset: int) -> int | None:
    """Returns the year of four digits at that offset; None when it is none."""
    text = cursor.words[offset].text if offset < len(cursor.words) else ""
    return int(text) if text.isdecimal() and len(text) == 4 and int(text) in YEARS else None


def year_words(cursor: TimeCursor, offset: int) -> int:
    """Returns how many words after a year only say that it is one: «-й», «год», «гг»."""
    length = 0
    while offset + length < len(cursor.words) and length < 2:
        word = cursor.words[offset + length]
        if not (is_ordinal_ending(word) or cursor.unit(offset + length) == "year"):
            break
        length += 1
    return length
