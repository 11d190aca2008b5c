"""Working days of the five-day week in Russia: the official calendar where it is known, else Monday to Friday but holidays.

The years that ship stand in `working_days.json`: the weekdays that are days off and the weekend days that are
worked. Sources: article 112 of the Labour Code and the government's resolutions on moved days off, No 1314 of
10 August 2023 (2024), No 1335 of 4 October 2024 (2025) and No 1466 of 24 September 2025 (2026). The years that an
administrator sent (`data.roadmap.calendars`) stand in their place.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

import aiosqlite

from data.primitives.fingerprint import fingerprint_of

SATURDAY: Final = 5
DECEMBER: Final = 12  # in which the next year's calendar is asked for
SENT_YEARS: Final = "SELECT year, days_off, working_weekends FROM working_years"
# Month and day of the holidays of article 112, which are days off in every year; moved days off are set year by year.
HOLIDAYS: Final = frozenset(
    [*((1, day) for day in range(1, 9)), (2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)]
)


@dataclass(frozen=True, slots=True)
class WorkingYear:
    """`days_off` are weekdays, `working_weekends` Saturdays and Sundays."""

    days_off: frozenset[date]
    working_weekends: frozenset[date]


WorkingYears = Mapping[int, WorkingYear]  # by year


class WorkingCalendar:
    """Which days are worked; never changes. `sent` are the years that stand in place of those that ship.

    Abroad no holidays are known: Saturdays and Sundays are free, and every other day is worked.
    """

    def __init__(self, sent: WorkingYears | None = None, *, is_abroad: bool = False) -> None:
        self.sent: Final = dict(sent or {})
        self._years: Final = self.sent if is_abroad else {**shipped_years(), **self.sent}
        self._holidays: Final = frozenset[tuple[int, int]]() if is_abroad else HOLIDAYS
        self.working_days_before = lru_cache(maxsize=4096)(self._working_days_before)
        self.working_days_left = lru_cache(maxsize=4096)(self._working_days_left)

    @property
    def fingerprint(self) -> int:
        """Changes with the years that were sent; short enough for a button."""
        sent = [
            (year, *(sorted(map(date.toordinal, days)) for days in (known.days_off, known.working_weekends)))
            for year, known in sorted(self.sent.items())
        ]
        return fingerprint_of(*sent)

    def is_known(self, year: int) -> bool:
        """True when the official calendar of the year is known, so that its moved days off are respected."""
        return year in self._years

    def missing_year(self, today: date) -> int | None:
        """Returns the year whose official calendar is wanted and not known: this one, from 1 December on the next one."""
        wanted = (today.year, today.year + 1) if today.month == DECEMBER else (today.year,)
        return next((year for year in wanted if not self.is_known(year)), None)

    def is_working_day(self, day: date) -> bool:
        """False on weekends and days off; a year without a calendar has weekends and the holidays of article 112."""
        year = self._years.get(day.year)
        if day.weekday() >= SATURDAY:
            return year is not None and day in year.working_weekends
        return (day.month, day.day) not in self._holidays if year is None else day not in year.days_off

    def previous_working_day(self, day: date) -> date:
        """Returns the day itself when it is worked, else the last working day before it.

        A deadline on a day off moves back, not forward (Sverdlovsk governor's procedure of control, points 16 to 18).
        """
        while not self.is_working_day(day):
            day -= timedelta(days=1)
        return day

    def next_working_day(self, day: date) -> date:
        """Returns the first working day after it."""
        day += timedelta(days=1)
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def _working_days_before(self, day: date, count: int) -> date:
        """Returns the working day `count` working days before the day."""
        for _ in range(count):
            day = self.previous_working_day(day - timedelta(days=1))
        return day

    def _working_days_left(self, today: date, day: date) -> int:
        """Counts the working days after today up to and including the day; 0 on the day itself."""
        return sum(self.is_working_day(today + timedelta(days=n)) for n in range(1, (day - today).days + 1))


async def select_working_years(connection: aiosqlite.Connection) -> WorkingYears:
    """Loads the years that an administrator sent; none when the calendar that ships holds."""
    return _years_of(await connection.execute_fetchall(SENT_YEARS))


def read_working_years(opened: sqlite3.Connection) -> WorkingYears:
    """Loads them from a database file that the bot may be using."""
    return _years_of(opened.execute(SENT_YEARS).fetchall())


def _years_of(rows: Iterable[Any]) -> WorkingYears:
    return {int(year): working_year(json.loads(off), json.loads(worked)) for year, off, worked in rows}


@cache
def shipped_years() -> WorkingYears:
    """Returns the calendars that come with the bot, by year."""
    years = json.loads(files("data.primitives").joinpath("working_days.json").read_text(encoding="utf-8"))
    return {int(year): working_year(**kinds) for year, kinds in years.items()}


def working_year(days_off: list[str], working_weekends: list[str]) -> WorkingYear:
    """Parses days written `YYYY-MM-DD`; raises `ValueError` for anything else."""
    off, worked = (frozenset(map(date.fromisoformat, days)) for days in (days_off, working_weekends))
    return WorkingYear(off, worked)
