"""A day, a month, a quarter, a half-year or a year that a deadline names."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import Enum


class Unit(Enum):
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class NamedDate:
    """Something a wording names, from the month `first` to the day (or the end) of the month `month`.

    `opens` when a range begins with it, `since` when time without an end does; `opened` is the beginning of the range
    that it closes; `worded` a year with «г.» of its own.
    """

    unit: Unit
    month: int = 12
    day: int | None = None
    year: int | None = None
    first: int | None = None
    opens: bool = False
    since: bool = False
    opened: "NamedDate | None" = None
    worded: bool = False

    @property
    def beginning(self) -> tuple[int, int]:
        """Month and day of its beginning, or of its range's."""
        start = self.opened or self
        return start.first or start.month, (start.day or 1) if start.unit is Unit.DAY else 1

    @property
    def wraps(self) -> bool:
        """True when it ends in the year after the one it begins in: «декабрь – февраль»."""
        return self.beginning > (self.month, self.day or 31)

    @property
    def months(self) -> tuple[int, ...]:
        """The months (1 to 12) it covers, in the order of the year."""
        first = self.beginning[0]
        covered = range(first, self.month + (13 if self.wraps else 1))
        return tuple(sorted({(month - 1) % 12 + 1 for month in covered}))

    def begin(self, year: int) -> date:
        """Returns its first day, or its range's, in the year."""
        month, day = self.beginning
        return date(year, month, min(day, monthrange(year, month)[1]))

    def end(self, year: int) -> date:
        """Returns the last day of it in the year; a day that the month does not have is the month's last."""
        last = monthrange(year, self.month)[1]
        return date(year, self.month, min(self.day or last, last))


@dataclass(frozen=True, slots=True)
class DatedUnits:
    """Units and the years they belong to: «март, октябрь 2025–2026 гг.»; without years it is any year.

    `opens` when it is only where a range begins, `since` when it is where time without an end begins.
    """

    units: tuple[NamedDate, ...]
    years: tuple[int, ...]
    is_range: bool
    opens: bool
    since: bool

    def begin(self, first_year: int) -> date:
        """Returns its first day; the year given is the first of the roadmap."""
        start = self.units[0] if self.units else NamedDate(Unit.YEAR, first=1)
        return start.begin(start.year or (self.years[0] if self.years else first_year))
