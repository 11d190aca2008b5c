"""A day as people type it: «15.12.2026», «15.12», “2026-12-15”."""

import re
from datetime import date
from enum import StrEnum
from typing import Final

FURTHEST: Final = 10  # years ahead: a later one is a slip
WRITTEN: Final = re.compile(
    r"(?:до|к|by)?\s*(?:(?P<day>\d{1,2})[./](?P<month>\d{1,2})(?:[./](?P<year>\d{4}|\d{2}))?"
    r"|(?P<iso>\d{4}-\d{2}-\d{2}))\s*(?:г|года)?\.?",
    re.IGNORECASE,
)


class DayProblem(StrEnum):
    SHAPE = "shape"
    ABSENT = "absent"  # no such day
    PAST = "past"
    FAR = "far"


class DayRefused(ValueError):
    """What was typed is no day that can be set; `problem` says why."""

    def __init__(self, problem: DayProblem) -> None:
        super().__init__(f"not a day to come: {problem}")
        self.problem = problem


def read_day(text: str, today: date) -> date:
    """Today or a later day; without a year the next such day. Raises `DayRefused`.

    >>> read_day("15.12", date(2026, 11, 24)), read_day("1.2", date(2026, 11, 24))
    (datetime.date(2026, 12, 15), datetime.date(2027, 2, 1))
    """
    found = WRITTEN.fullmatch(" ".join(text.split()))
    if found is None:
        raise DayRefused(DayProblem.SHAPE)
    day = _day(found, today)
    if day < today:
        raise DayRefused(DayProblem.PAST)
    if day.year > today.year + FURTHEST:
        raise DayRefused(DayProblem.FAR)
    return day


def _day(found: re.Match[str], today: date) -> date:
    try:
        if found["iso"]:
            return date.fromisoformat(found["iso"])
        month, day = int(found["month"]), int(found["day"])
        if found["year"]:
            return date(
                int(found["year"]) % 100 + 2000 if len(found["year"]) == 2 else int(found["year"]), month, day
            )
        this_year = date(today.year, month, day)
        return this_year if this_year >= today else date(today.year + 1, month, day)
    except ValueError:
        raise DayRefused(DayProblem.ABSENT) from None
