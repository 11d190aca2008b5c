"""The time a question names: months, years, quarters, repetitions, lateness and the days ahead."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from data.roadmap.models import DeadlineKind
from data.search.language.calendar_words import (
    BEGINNINGS,
    END,
    EVERY,
    EXPIRED,
    LAST,
    NEARBY,
    NEXT,
    OVERDUE,
    RECURRING,
    REPEATED,
    SOON,
    TERM,
    THIS,
    UNDATED,
    UNIT_DAYS,
    UNIT_REPEATED,
    UNTIL,
    URGENT,
    WITHOUT,
)
from data.search.language.date_ranges import read_days
from data.search.language.dates import read_months, read_years
from data.search.language.numerals import is_ordinal_ending, value_of
from data.search.language.spans import month_end, month_range, span_of, up_to, year_of
from data.search.language.time_cursor import TimeCursor, TimeMatch, count_of, month_at, year_at, year_words
from data.search.language.words import Word
from data.search.models import AskedTime

# What «soon» and «urgent» mean: the same days as the screen of deadlines ahead.
DAYS_AHEAD = 30
FIRST_MONTHS = {"quarter": 3, "half": 6}


def find_time(
    words: Sequence[Word], today: date, taken: frozenset[int] = frozenset()
) -> tuple[AskedTime | None, frozenset[int]]:
    """Returns the time a question names and the places of the words that name it; `taken` places are not read."""
    asked, used, place = AskedTime(), set[int](), 0
    while place < len(words):
        end = min((other for other in taken if other > place), default=len(words))
        found = None if place in taken else _at(words[:end], place, today)
        if found:
            asked = _joined(asked, found.time)
            used |= set(range(place, place + found.length))
        place += found.length if found else 1
    return (_as_of(asked, today), frozenset(used)) if asked != AskedTime() else (None, frozenset())


def _as_of(asked: AskedTime, today: date) -> AskedTime:
    """«просрочено на 1 января» asks for what is overdue on that day, not for what falls due on it."""
    if not asked.overdue or asked.until is None or asked.since not in (None, today, asked.until):
        return asked
    return replace(asked, since=None, until=None, as_of=asked.until)


def _at(words: Sequence[Word], place: int, today: date) -> TimeMatch | None:
    word = words[place]
    if word.keys.isdisjoint(BEGINNINGS) and value_of(word) is None and not word.is_number:
        return None
    if place and word.gap == "-" and not words[place - 1].is_number and _at(words, place - 1, today) is None:
        return None  # the «мар» of «Нарьян-Мар»
    cursor = TimeCursor(words[place:], words[place - 1] if place else None, today)
    return next(filter(None, (read(cursor) for read in READERS)), None)


def _joined(one: AskedTime, other: AskedTime) -> AskedTime:
    return AskedTime(
        years=tuple(dict.fromkeys((*one.years, *other.years))),
        months=tuple(dict.fromkeys((*one.months, *other.months))),
        recurring=one.recurring or other.recurring,
        overdue=one.overdue or other.overdue,
        undated=one.undated or other.undated,
        within_days=other.within_days or one.within_days,
        kinds=tuple(dict.fromkeys((*one.kinds, *other.kinds))),
        since=other.since or one.since,
        until=other.until or one.until,
        as_of=other.as_of or one.as_of,
    )


def _undated(cursor: TimeCursor) -> TimeMatch | None:
    if cursor.has(0, UNDATED):
        return TimeMatch(AskedTime(undated=True), 1)
    if not cursor.has(0, WITHOUT):
        return None
    offset = next((offset for offset in range(1, 4) if cursor.has(offset, TERM)), None)
    return TimeMatch(AskedTime(undated=True), offset + 1) if offset else None


def _overdue(cursor: TimeCursor) -> TimeMatch | None:
    if cursor.has(0, OVERDUE):
        return TimeMatch(AskedTime(overdue=True), 1)
    if cursor.has(0, TERM):
        offset = next((offset for offset in (1, 2) if cursor.has(offset, EXPIRED)), None)
        return TimeMatch(AskedTime(overdue=True), offset + 1) if offset else None
    if cursor.has(0, EXPIRED) and cursor.has(1, TERM):
        return TimeMatch(AskedTime(overdue=True), 2)
    return None


def _repeated(cursor: TimeCursor) -> TimeMatch | None:
    if cursor.has(0, {"отдельный"}) and cursor.has(1, {"график"}):
        return TimeMatch(AskedTime(kinds=(DeadlineKind.BY_SCHEDULE,)), 2)
    kind = next((REPEATED[key] for key in sorted(cursor.word.keys) if key in REPEATED), None)
    if kind:
        return TimeMatch(AskedTime(kinds=(kind,), recurring=kind in UNIT_REPEATED.values()), 1)
    if cursor.has(0, RECURRING):
        return TimeMatch(AskedTime(recurring=True), 1)
    offset = 1 if cursor.has(0, EVERY) else 2 if cursor.has(0, {"раз", "once"}) else 0
    unit = cursor.unit(offset) if offset else None
    return (
        TimeMatch(AskedTime(kinds=(UNIT_REPEATED[unit],), recurring=True), offset + 1)
        if unit in UNIT_REPEATED
        else None
    )


def _ahead(cursor: TimeCursor) -> TimeMatch | None:
    if cursor.has(0, URGENT):
        return TimeMatch(AskedTime(overdue=True, within_days=DAYS_AHEAD), 1)
    if counted := _counted_days(cursor):
        return counted
    if cursor.word.text == "на" and [word.text for word in cursor.words[1:]] == ["неделе"]:
        since, until = span_of("week", 0, cursor.today)
        return TimeMatch(AskedTime(since=since, until=until), 2)
    if cursor.word.text == "на" and cursor.has(1, NEARBY) and len(cursor.words) == 2:
        return TimeMatch(AskedTime(within_days=7), 2)
    unit = cursor.unit(1)
    if not cursor.has(0, SOON) or (cursor.word.text.startswith("близк") and not unit):
        return None
    days = {"day": 7, "week": 7, "month": 30, "quarter": 91, "year": 365}.get(unit or "", DAYS_AHEAD)
    return TimeMatch(AskedTime(within_days=days), 2 if unit else 1)


def _counted_days(cursor: TimeCursor) -> TimeMatch | None:
    """«30 дней», «ближайшие две недели», «next 30 days», «полгода»."""
    if cursor.word.text in {"полгода", "полугода"}:
        return TimeMatch(AskedTime(within_days=UNIT_DAYS["half"]), 1)
    offset = 1 if cursor.has(0, SOON | NEXT) else 0
    if _numbers_month(cursor):
        return None
    count = count_of(cursor.words[offset]) if offset < len(cursor.words) else None
    unit = cursor.unit(offset + 1)
    if count is None or unit is None or (unit not in {"day", "week", "month"} and not offset):
        return None
    return TimeMatch(AskedTime(within_days=min(count * UNIT_DAYS[unit], 3660)), offset + 2)


def _end_of(cursor: TimeCursor) -> TimeMatch | None:
    """«до конца года», «к концу следующего месяца», «by the end of the year», «до Нового года»."""
    start = 1 if cursor.has(0, UNTIL) else 0
    if start and cursor.has(1, {"новый"}) and cursor.unit(2) == "year":
        return TimeMatch(AskedTime(since=cursor.today, until=date(cursor.today.year, 12, 31)), 3)
    start += 1 if cursor.has(start, {"the"}) else 0
    if not cursor.has(start, END):
        return None
    offset = start + 1
    while cursor.has(offset, {"of", "the"}):
        offset += 1
    shift = 1 if cursor.has(offset, NEXT) else 0
    offset += 1 if cursor.has(offset, NEXT | THIS) else 0
    year = year_at(cursor, offset)
    if year:
        return TimeMatch(up_to(date(year, 12, 31), cursor.today), offset + 1 + year_words(cursor, offset + 1))
    unit = cursor.unit(offset)
    if month := month_at(cursor, offset):
        return TimeMatch(up_to(month_end(year_of(month, cursor.today), month), cursor.today), offset + 1)
    return TimeMatch(up_to(span_of(unit, shift, cursor.today)[1], cursor.today), offset + 1) if unit else None


def _relative(cursor: TimeCursor) -> TimeMatch | None:
    """«в этом месяце», «на следующей неделе», «в прошлом году»."""
    shift = next((by for names, by in ((THIS, 0), (NEXT, 1), (LAST, -1)) if cursor.has(0, names)), None)
    unit = cursor.unit(1)
    if shift is None or unit is None:
        return None
    if unit == "year":
        return TimeMatch(AskedTime(years=(cursor.today.year + shift,)), 2)
    since, until = span_of(unit, shift, cursor.today)
    if unit in {"day", "week"}:
        return TimeMatch(AskedTime(since=since, until=until), 2)
    # «В следующем месяце» is what «в декабре 2026» is.
    return TimeMatch(AskedTime(years=(since.year,), months=month_range(since.month, until.month)), 2)


def _part_of_year(cursor: TimeCursor) -> TimeMatch | None:
    """«IV квартал», «4-й квартал», «первое полугодие», «Q4», «H1»."""
    if lettered := _lettered(cursor):
        return lettered
    value = value_of(cursor.word)
    ending = 1 if len(cursor.words) > 1 and is_ordinal_ending(cursor.words[1]) else 0
    unit = cursor.unit(1 + ending)
    if value is not None and unit in FIRST_MONTHS:
        return _part(unit, value, 2 + ending)
    after = value_of(cursor.words[1]) if cursor.unit(0) in FIRST_MONTHS and len(cursor.words) > 1 else None
    return _part(cursor.unit(0) or "", after, 2) if after is not None else None


def _lettered(cursor: TimeCursor) -> TimeMatch | None:
    """“Q4”, “4Q”, “H1”: the letter as it was written, whatever a slip of the keyboard would make of it."""
    letters, pair = {"q": "quarter", "h": "half"}, cursor.words[:2]
    if len(pair) < 2 or pair[1].gap.strip():
        return None
    letter, number = pair if pair[1].text.isdecimal() else (pair[1], pair[0])
    unit = letters.get(letter.written.lower())
    return _part(unit, int(number.text), 2) if unit and number.text.isdecimal() else None


def _numbered_month(cursor: TimeCursor) -> TimeMatch | None:
    """«в 12 месяце», «двенадцатый месяц», “month 12”; there is no thirteenth."""
    place = _numbers_month(cursor)
    value = (value_of(cursor.words[place - 1]) if place else None) or 0
    return TimeMatch(AskedTime(months=(value,)), 2) if 1 <= value <= 12 else None


def _numbers_month(cursor: TimeCursor) -> int:
    """Returns 1 or 2, the place after the month's number; 0 where none is numbered."""
    pair = cursor.words[:2]
    if len(pair) < 2:
        return 0
    if cursor.unit(1) == "month" and value_of(pair[0]) is not None:
        return 1 if pair[1].text == "месяце" or not pair[0].text.isdecimal() else 0
    return (
        2
        if pair[0].text in {"месяц", "месяце", "month"} and pair[1].text.isdecimal() and len(pair[1].text) < 3
        else 0
    )


def _part(unit: str, value: int, length: int) -> TimeMatch | None:
    months = FIRST_MONTHS[unit]
    if not 1 <= value <= 12 // months:
        return None
    first = (value - 1) * months + 1
    return TimeMatch(AskedTime(months=tuple(range(first, first + months))), length)


READERS: tuple[Callable[[TimeCursor], TimeMatch | None], ...] = (
    _undated,
    _overdue,
    _repeated,
    _end_of,
    _ahead,
    read_days,
    _relative,
    _part_of_year,
    _numbered_month,
    read_months,
    read_years,
)
