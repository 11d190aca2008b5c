"""Working days of the five-day week in Russia: the official calendar where it is known, else Monday to Friday.

The years that ship stand in `working_days.json`: the weekdays that are days off and the weekend days that are
worked. Sources: article 112 of the Labour Code and the government's resolutions on moved days off, No 1314 of
10 August 2023 (2024), No 1335 of 4 October 2024 (2025) and No 1466 of 24 September 2025 (2026). The years that an
administrator sent (`data.roadmap.calendars`) stand in their place for the whole process.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class WorkingYear:
    """`days_off` are weekdays, `working_weekends` Saturdays and Sundays."""

    days_off: frozenset[date]
    working_weekends: frozenset[date]


Calendar = Mapping[int, WorkingYear]  # by year

_sent: dict[int, WorkingYear] = {}


def adopt(sent: Calendar) -> None:
    """From now on these years stand in place of those that ship; years adopted before are forgotten."""
    _sent.clear()
    _sent.update(sent)


def is_known(year: int) -> bool:
    """True when the official calendar of the year is known, so that its holidays are respected."""
    return year in _sent or year in shipped_calendar()


def is_working_day(day: date, sent: Calendar | None = None) -> bool:
    """`sent` are the years in place of those that ship; those adopted by default."""
    chosen = _sent if sent is None else sent
    year = chosen.get(day.year) or shipped_calendar().get(day.year)
    if day.weekday() >= SATURDAY:
        return year is not None and day in year.working_weekends
    return year is None or day not in year.days_off


def previous_working_day(day: date, sent: Calendar | None = None) -> date:
    """The day itself when it is worked, else the last working day before it.

    A deadline on a day off moves back, not forward (Sverdlovsk governor's procedure of control, points 16 to 18).
    """
    while not is_working_day(day, sent):
        day -= timedelta(days=1)
    return day


def next_working_day(day: date) -> date:
    """The first working day after it."""
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


@lru_cache(maxsize=4096)
def working_days_before(day: date, count: int) -> date:
    """The working day so many working days before the day."""
    for _ in range(count):
        day = previous_working_day(day - timedelta(days=1))
    return day


@lru_cache(maxsize=4096)
def working_days_left(today: date, day: date) -> int:
    """How many working days come after today up to and including the day; 0 on the day itself."""
    return sum(is_working_day(today + timedelta(days=n)) for n in range(1, (day - today).days + 1))


@cache
def shipped_calendar() -> Calendar:
    years = json.loads(files("data.roadmap").joinpath("working_days.json").read_text(encoding="utf-8"))
    return {int(year): working_year(**kinds) for year, kinds in years.items()}


def working_year(days_off: list[str], working_weekends: list[str]) -> WorkingYear:
    """From days as `YYYY-MM-DD`; raises `ValueError` for anything else."""
    off, worked = (frozenset(map(date.fromisoformat, days)) for days in (days_off, working_weekends))
    return WorkingYear(off, worked)
