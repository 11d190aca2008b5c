"""Days and months counted on the calendar."""

import calendar
from datetime import date, timedelta

from data.search.models import AskedTime


def span_of(unit: str, shift: int, today: date) -> tuple[date, date]:
    """Returns the first and last day of the unit of time that is `shift` units from today's.

    A unit is «day», «week», «month», «quarter», «half» or «year».
    """
    if unit == "day":
        day = today + timedelta(days=shift)
        return day, day
    if unit == "week":
        monday = today + timedelta(days=7 * shift - today.weekday())
        return monday, monday + timedelta(days=6)
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit]
    first = today.year * 12 + (today.month - 1) // months * months + shift * months
    last = first + months - 1
    return month_start(first // 12, first % 12 + 1), month_end(last // 12, last % 12 + 1)


def up_to(day: date, today: date) -> AskedTime:
    """Returns the time from today to that day; for a day that is past it has no beginning."""
    return AskedTime(since=today if day >= today else None, until=day)


def month_range(first: int, last: int) -> tuple[int, ...]:
    """Returns the months (1–12) from the first to the last, across the turn of the year where they need it."""
    return tuple((first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1))


def year_of(month: int, today: date) -> int:
    """Returns the year of the month that comes next: in November, March is next year's."""
    return today.year if month >= today.month else today.year + 1


def month_start(year: int, month: int) -> date:
    """Returns the first day of the month."""
    return date(year, month, 1)


def month_end(year: int, month: int) -> date:
    """Returns the last day of the month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def made_date(year: int, month: int, day: int) -> date | None:
    """Returns the date; None for a day that the calendar does not have."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
