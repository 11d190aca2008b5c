"""Working days of the five-day week in Russia: the official calendar where it is known, else Monday to Friday.

The known years stand in `working_days.json`: the weekdays that are days off and the weekend days that are
worked. Sources: article 112 of the Labour Code and the government's resolutions on moved days off, No 1314 of
10 August 2023 (2024), No 1335 of 4 October 2024 (2025) and No 1466 of 24 September 2025 (2026).
"""

import json
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files

SATURDAY = 5


def is_known(year: int) -> bool:
    """True when the official calendar of the year is in the file, so that its holidays are respected."""
    return str(year) in _calendars()


def is_working_day(day: date) -> bool:
    calendar = _calendars().get(str(day.year), {})
    if day.weekday() >= SATURDAY:
        return day.isoformat() in calendar.get("working_weekends", ())
    return day.isoformat() not in calendar.get("days_off", ())


def previous_working_day(day: date) -> date:
    """The day itself when it is worked, else the last working day before it.

    A deadline on a day off moves back, not forward (Sverdlovsk governor's procedure of control, points 16 to 18).
    """
    while not is_working_day(day):
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
def _calendars() -> dict[str, dict[str, frozenset[str]]]:
    years = json.loads(files("data").joinpath("working_days.json").read_text(encoding="utf-8"))
    return {year: {kind: frozenset(days) for kind, days in kinds.items()} for year, kinds in years.items()}
