"""One point of time as a question names it: a day, a weekday, a month, a year."""

from dataclasses import dataclass
from datetime import date, timedelta

from data.search.language.calendar_words import LAST, NEXT, NOW, THIS, WEEKDAYS
from data.search.language.numbers import DATE, DAY
from data.search.language.numerals import is_ordinal_ending
from data.search.language.spans import made_date, month_end, month_start
from data.search.language.time_cursor import TimeCursor, month_at, year_at, year_words

IN = frozenset(["в", "во", "on", "до", "к", "ко", "с", "со", "by", "until", "after", "после"])


@dataclass(frozen=True, slots=True)
class DatePoint:
    """What was named of a date, and how many words it took; a day without a month is the month of the range's end."""

    day: int | None
    month: int | None
    year: int | None
    length: int

    def first(self, year: int) -> date | None:
        """Returns its first day; None for a day that the calendar does not have."""
        return made_date(self.year or year, self.month or 1, self.day or 1)

    def last(self, year: int) -> date | None:
        """Returns its last day; None for a day that the calendar does not have."""
        if self.day:
            return self.first(year)
        return month_end(self.year or year, self.month or 12)

    def nearest_year(self, today: date) -> int:
        """Returns its year, or the one in which it comes next."""
        ended = self.last(today.year) if self.month else None
        return self.year or (
            today.year if ended is None or ended >= month_start(today.year, today.month) else today.year + 1
        )


def date_point(cursor: TimeCursor, offset: int, *, after_preposition: bool = False) -> DatePoint | None:
    """Returns the date at the offset; None when the words there are none, or none that the calendar has."""
    if offset >= len(cursor.words):
        return None
    return (
        _near(cursor, offset)
        or _weekday(cursor, offset)
        or _figures(cursor, offset, short=after_preposition)
        or _separate_figures(cursor, offset)
        or _named_day(cursor, offset)
        or _month_or_year(cursor, offset)
    )


def _point(day: date, length: int) -> DatePoint:
    return DatePoint(day.day, day.month, day.year, length)


def _near(cursor: TimeCursor, offset: int) -> DatePoint | None:
    """«вчера», “the day before yesterday”."""
    start = offset + (1 if cursor.has(offset, {"the"}) else 0)
    for shift, name in ((-1, "yesterday"), (1, "tomorrow")):
        side = {"before"} if shift < 0 else {"after"}
        if cursor.has(start, {"day"}) and cursor.has(start + 1, side) and cursor.has(start + 2, {name}):
            return _point(cursor.today + timedelta(days=2 * shift), start + 3 - offset)
    shift_named = next((days for name, days in NOW.items() if cursor.has(offset, {name})), None)
    return None if shift_named is None else _point(cursor.today + timedelta(days=shift_named), 1)


def _weekday(cursor: TimeCursor, offset: int) -> DatePoint | None:
    """«в пятницу» is the coming one, «в следующую» that of the next week, «в прошлую» the last one before today."""
    shifts = ((THIS, 0), (NEXT, 7), (LAST, -7))
    shift = next((days for names, days in shifts if cursor.has(offset, names)), None)
    place = offset + (0 if shift is None else 1)
    weekday = next((number for name, number in WEEKDAYS.items() if cursor.has(place, {name})), None)
    if weekday is None or not _is_weekday(cursor, place, is_named=shift is not None):
        return None
    coming = cursor.today + timedelta(days=(weekday - cursor.today.weekday()) % 7)
    if shift == 7:
        coming = cursor.today + timedelta(days=7 + weekday - cursor.today.weekday())
    if shift == -7:
        coming = coming - timedelta(days=7)
    return _point(coming, place + 1 - offset)


def _is_weekday(cursor: TimeCursor, place: int, *, is_named: bool) -> bool:
    """«среда» is an environment too: it is a day only where it is said when."""
    before = cursor.words[place - 1] if place else cursor.before
    return is_named or not cursor.has(place, {"среда"}) or (before is not None and before.text in IN)


def _figures(cursor: TimeCursor, offset: int, *, short: bool) -> DatePoint | None:
    """«31.12.2026», and after a preposition «15.12»."""
    text = cursor.words[offset].text
    if not (DATE.fullmatch(text) or (short and (DAY.fullmatch(text) or len(text) <= 5))):
        return None
    if text.count(".") not in {1, 2} or not all(part.isdecimal() for part in text.split(".")):
        return None
    day, month, *year = (int(part) for part in text.split("."))
    full = (year[0] if year[0] > 99 else 2000 + year[0]) if year else None
    return DatePoint(day, month, full, 1) if made_date(full or 2000, month, day) else None


def _separate_figures(cursor: TimeCursor, offset: int) -> DatePoint | None:
    """“2026-12-15”, “12/25/2026”: the day comes first unless it cannot."""
    words = cursor.words[offset : offset + 3]
    if len(words) < 3 or not all(word.text.isdecimal() for word in words):
        return None
    gaps, (one, two, three) = {words[1].gap, words[2].gap}, (int(word.text) for word in words)
    if gaps == {"-"} and len(words[0].text) == 4:
        return DatePoint(three, two, one, 3) if made_date(one, two, three) else None
    if gaps != {"/"} or len(words[2].text) not in {2, 4}:
        return None
    year = three if three > 99 else 2000 + three
    day, month = (one, two) if two <= 12 else (two, one)
    return DatePoint(day, month, year, 3) if made_date(year, month, day) else None


def _named_day(cursor: TimeCursor, offset: int) -> DatePoint | None:
    """«15 декабря 2026 года», “December 31”, “the 15th of December”."""
    start = offset + (1 if cursor.has(offset, {"the"}) else 0)
    day_first = cursor.words[start : start + 1] and cursor.words[start].text.isdecimal()
    place = start if day_first else start + 1
    if place >= len(cursor.words) or not cursor.words[place].text.isdecimal():
        return None
    end = place + 1
    end += 1 if end < len(cursor.words) and is_ordinal_ending(cursor.words[end]) else 0
    month_place = (end + 1 if cursor.has(end, {"of"}) else end) if day_first else start
    month = month_at(cursor, month_place)
    if month is None:
        return None
    end = max(end, month_place + 1)
    year = year_at(cursor, end)
    end += 1 + year_words(cursor, end + 1) if year else 0
    day = int(cursor.words[place].text)
    return DatePoint(day, month, year, end - offset) if made_date(year or 2000, month, day) else None


def _month_or_year(cursor: TimeCursor, offset: int) -> DatePoint | None:
    month = month_at(cursor, offset)
    place = offset + (1 if month else 0)
    year = year_at(cursor, place)
    if not (month or year):
        return None
    length = place - offset + (1 + year_words(cursor, place + 1) if year else 0)
    return DatePoint(None, month, year, length)
