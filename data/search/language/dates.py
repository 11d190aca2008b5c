"""Days, months and years as a question names them."""

from datetime import date, timedelta

from data.search.language.calendar_words import SEASONS, TO, UNTIL
from data.search.language.numbers import DATE
from data.search.language.numerals import is_ordinal_ending
from data.search.language.spans import made_date, month_range, month_start, up_to, year_of
from data.search.language.time_cursor import TimeCursor, TimeMatch, month_at, year_at, year_words
from data.search.models import AskedTime


def read_day(cursor: TimeCursor) -> TimeMatch | None:
    """«31.12.2026», «до 15 декабря», «December 31»."""
    offset = 1 if cursor.has(0, UNTIL) else 0
    read = _figures(cursor, offset) or _named_day(cursor, offset)
    if not read:
        return None
    day, length = read
    until = offset == 1
    return TimeMatch(up_to(day, cursor.today) if until else AskedTime(since=day, until=day), length)


def _figures(cursor: TimeCursor, offset: int) -> tuple[date, int] | None:
    text = cursor.words[offset].text if offset < len(cursor.words) else ""
    short = offset == 1 and len(text) <= 5
    if not (DATE.fullmatch(text) or short) or text.count(".") not in {1, 2}:
        return None
    day, month, *year = (int(part) for part in text.split("."))
    full = (year[0] if year[0] > 99 else 2000 + year[0]) if year else year_of(month, cursor.today)
    return (made, offset + 1) if (made := made_date(full, month, day)) else None


def _named_day(cursor: TimeCursor, offset: int) -> tuple[date, int] | None:
    for day_place, month_place in ((offset, offset + 1), (offset + 1, offset)):
        if max(day_place, month_place) >= len(cursor.words) or not cursor.words[day_place].text.isdecimal():
            continue
        month, end = month_at(cursor, month_place), offset + 2
        if month is None:
            continue
        end += 1 if end < len(cursor.words) and is_ordinal_ending(cursor.words[end]) else 0
        year = year_at(cursor, end)
        end += 1 + year_words(cursor, end + 1) if year else 0
        made = made_date(year or year_of(month, cursor.today), month, int(cursor.words[day_place].text))
        return (made, end) if made else None
    return None


def read_months(cursor: TimeCursor) -> TimeMatch | None:
    """«в декабре», «с января по март», «до декабря», «летом»."""
    season = next((SEASONS[key] for key in cursor.word.keys if key in SEASONS), None)
    if season and cursor.word.text != "spring":
        return TimeMatch(AskedTime(months=season), 1)
    until = cursor.has(0, {"до", "before", "until", "till"})
    month = month_at(cursor, 1 if until else 0)
    if month is None:
        return None
    if until:
        year = year_at(cursor, 2)
        end = month_start(year or year_of(month, cursor.today), month) - timedelta(days=1)
        return TimeMatch(up_to(end, cursor.today), 3 if year else 2)
    last_at = 2 if cursor.has(1, TO) else 1
    last = (
        month_at(cursor, last_at)
        if last_at == 2 or (len(cursor.words) > 1 and "-" in cursor.words[1].gap.replace("–", "-"))
        else None
    )
    return TimeMatch(AskedTime(months=month_range(month, last or month)), last_at + 1 if last else 1)


def read_years(cursor: TimeCursor) -> TimeMatch | None:
    """«2025», «в 2025 году», «2024–2026 гг.», «с 2024 по 2026»."""
    year = year_at(cursor, 0)
    if year is None:
        return None
    ranged = len(cursor.words) > 1 and cursor.words[1].gap.strip() in {"-", "–", "—"}
    last_at = 1 if ranged else 2 if cursor.has(1, TO) else 0
    last = year_at(cursor, last_at) if last_at else None
    length = (last_at if last else 0) + 1
    years = tuple(range(year, last + 1)) if last and last >= year else (year,)
    return TimeMatch(AskedTime(years=years), length + year_words(cursor, length))
