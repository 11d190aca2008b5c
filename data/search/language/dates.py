"""Months and years as a question names them."""

from datetime import timedelta

from data.search.language.calendar_words import SEASONS, TO
from data.search.language.spans import month_range, month_start, up_to, year_of
from data.search.language.time_cursor import TimeCursor, TimeMatch, month_at, year_at, year_words
from data.search.models import AskedTime


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
