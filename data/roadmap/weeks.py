"""ISO weeks, by which summaries are counted."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

WRITTEN: Final = re.compile(r"(\d{4})-?W(\d{2})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """An ISO week: it begins on a Monday and belongs to the year of its Thursday."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Week":
        """Returns the ISO week of a day."""
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @classmethod
    def parse(cls, text: str) -> "Week":
        """Reads «2026-W47»; raises `ValueError`, also for a week the year does not have."""
        found = WRITTEN.fullmatch(text.strip())
        if found is None:
            raise ValueError(f"not an ISO week: {text!r}")
        week = cls(int(found[1]), int(found[2]))
        date.fromisocalendar(week.year, week.number, 1)
        return week

    def __str__(self) -> str:
        return f"{self.year:04}-W{self.number:02}"

    def day(self, weekday: int) -> date:
        """Returns a day of the week: its Monday for 0, its Sunday for 6."""
        return date.fromisocalendar(self.year, self.number, weekday + 1)

    def shifted(self, weeks: int) -> "Week":
        """Returns the week so many weeks later, or earlier for a negative number."""
        return Week.of(self.day(0) + timedelta(weeks=weeks))
