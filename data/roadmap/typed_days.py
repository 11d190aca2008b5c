"""A day as people type it: «15.12.2026», «15.12», «15 декабря 2026 г.», “15 Dec 2026”, “2026-12-15”."""

import re
from datetime import date
from typing import Final

from data.primitives.refusal import Problem, Refused
from data.roadmap.months import MONTH_FORMS

FURTHEST: Final = 10  # years ahead: a later one is a slip
NAME: Final = rf"(?:{'|'.join(sorted(MONTH_FORMS, key=len, reverse=True))})\b\.?"
OF_YEAR: Final = r"(?:(?:[./-]|,?\s)(?P<year>\d{4}|\d{2}))"


def day_pattern(of_year: str) -> str:
    """Returns a part of patterns that ignore case, the day before the month; `day_of` tells what it matched."""
    return (
        r"(?:(?P<iso>\d{4}-\d{2}-\d{2})"
        rf"|[«“\"]?(?P<day>\d{{1,2}})(?:[»”\"]|st|nd|rd|th)?(?:[./-](?P<month>\d{{1,2}})|\s*(?P<name>{NAME}))"
        rf"{of_year}|(?P<first>{NAME})\s+(?P<second>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<third>\d{{4}}))"
        r"(?!\d)\s*(?:г(?:ода?)?\b)?\.?"
    )


DAY: Final = day_pattern(OF_YEAR)
WRITTEN: Final = re.compile(rf"(?:до|к|by|until)?\s*{day_pattern(f'{OF_YEAR}?')}", re.IGNORECASE)


class DayProblem(Problem):
    SHAPE = "shape"
    ABSENT = "absent"  # no such day
    PAST = "past"
    FAR = "far"


class DayRefused(Refused):
    """What was typed is no day that can be set."""


def read_day(text: str, today: date) -> date:
    """Today or a later day; without a year the next such day. Raises `DayRefused`.

    >>> read_day("15.12", date(2026, 11, 24)), read_day("1 февраля", date(2026, 11, 24))
    (datetime.date(2026, 12, 15), datetime.date(2027, 2, 1))
    """
    day = any_day(text, today)
    if day < today:
        raise DayRefused(DayProblem.PAST)
    if day.year > today.year + FURTHEST:
        raise DayRefused(DayProblem.FAR)
    return day


def any_day(text: str, today: date) -> date:
    """Past or to come; without a year the next such day. Raises `DayRefused`."""
    found = WRITTEN.fullmatch(" ".join(text.split()))
    if found is None:
        raise DayRefused(DayProblem.SHAPE)
    try:
        return day_of(found, today)
    except ValueError:
        raise DayRefused(DayProblem.ABSENT) from None


def day_of(found: re.Match[str], today: date, *, past: bool = False) -> date:
    """Returns what a pattern of a day matched; without a year the next such day, or the last one.

    Raises `ValueError`: there is no such day.
    """
    if found["iso"]:
        return date.fromisoformat(found["iso"])
    name = found["name"] or found["first"]
    month = MONTH_FORMS[name.casefold().rstrip(".")] if name else int(found["month"])
    day, year = int(found["day"] or found["second"]), found["year"] or found["third"]
    if month > 12 and "/" in found[0]:  # “12/25/2026”: the day comes first unless it cannot
        day, month = month, day
    if year:
        return date(int(year) + 2000 if len(year) == 2 else int(year), month, day)
    this_year = date(today.year, month, day)
    if past:
        return this_year if this_year <= today else date(today.year - 1, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)
