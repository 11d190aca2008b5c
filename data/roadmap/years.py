"""The years of a recurring deadline: each control date belongs to the year whose result it asks for."""

from datetime import date
from itertools import groupby
from typing import Final

from data.roadmap.models import ControlDate, Deadline, DeadlineKind

PARTS_OF_YEAR: Final = frozenset({DeadlineKind.MONTHLY, DeadlineKind.QUARTERLY, DeadlineKind.HALF_YEAR})
LATEST_REPORT_DAY: Final = 15  # of January: such a report is about the last part of the year before
Years = dict[int, tuple[ControlDate, ...]]


def dates_by_year(deadline: Deadline) -> Years:
    """Returns the control dates of a deadline that comes again in another year, year by year; empty for every other one.

    A report of January on the year before belongs to that year.
    """
    if not deadline.recurring:
        return {}
    years = {
        year: tuple(dates)
        for year, dates in groupby(deadline.control_dates, lambda when: _year(deadline, when))
    }
    return years if len(years) > 1 else {}


def year_in_force(years: Years, day: date) -> int:
    """Returns the year of the control date in force: the first that has one from that day on, else the last."""
    return next((year for year, dates in years.items() if day <= dates[-1].last_day), max(years))


def year_of_word(years: Years, day: date) -> int:
    """Returns the year that a word of that day is about: its own, or the one before until its report is due in January."""
    ends = {year: max(date(year, 12, 31), dates[-1].last_day) for year, dates in years.items()}
    return next((year for year, end in ends.items() if day <= end), max(years))


def _year(deadline: Deadline, when: ControlDate) -> int:
    first, last = (
        (deadline.years[0], deadline.years[-1]) if deadline.years else (date.min.year, date.max.year)
    )
    year = when.nominal.year
    if _is_of_year_before(deadline, when, last):
        year -= 1
    return min(max(year, first), last)


def _is_of_year_before(deadline: Deadline, when: ControlDate, last: int) -> bool:
    if deadline.kind in PARTS_OF_YEAR:
        return when.nominal.month == 1 and when.nominal.day <= LATEST_REPORT_DAY
    return any(other.nominal.year > last for other in deadline.control_dates)
