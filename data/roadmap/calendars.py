"""The production calendar that an administrator sent in place of the one that ships, year by year."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import aiosqlite

from data.audit import AuditAction, AuditChange, AuditContext, AuditSubject, insert_audit
from data.primitives.refusal import Problem, Refused
from data.primitives.working_days import (
    SATURDAY,
    WorkingCalendar,
    WorkingYear,
    WorkingYears,
    select_working_years,
)
from data.roadmap.control_dates import renew_control_dates

LARGEST: Final = 200_000  # bytes of a file: fifty years take forty thousand
YEARS: Final = range(2000, 2101)
FIELDS: Final = {"days_off", "working_weekends"}
FEWEST_WORKED: Final = 200  # working days of a year: fewer can only be a mistake in the file


class CalendarProblem(Problem):
    """Why a file is no production calendar."""

    SIZE = "size"
    SHAPE = "shape"  # not JSON, or not years with their two lists
    YEAR = "year"  # a year out of range
    DAY = "day"  # not a date, of another year, or twice
    WEEKDAY = "weekday"  # a weekend among the days off, or a weekday among the worked weekends
    FEW = "few"  # hardly any working days are left


def read_calendar(body: bytes) -> WorkingYears:
    """Parses a file of the shape of `working_days.json`; raises `Refused`.

    >>> sorted(read_calendar(b'{"2027": {"days_off": ["2027-01-01"], "working_weekends": []}}'))
    [2027]
    """
    if len(body) > LARGEST:
        raise Refused(CalendarProblem.SIZE)
    try:
        years = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused(CalendarProblem.SHAPE) from None
    if not isinstance(years, dict) or not years:
        raise Refused(CalendarProblem.SHAPE)
    return {_year(year): _working_year(_year(year), kinds) for year, kinds in years.items()}


async def replace_calendar(connection: aiosqlite.Connection, sent: WorkingYears, audit: AuditContext) -> int:
    """Stores these years in place of what was known of them; no years at all bring back the calendar that ships.

    Returns how many control dates moved by it. The caller has checked that the actor may do so, and renews
    `Database.calendar` when the transaction is committed.
    """
    before = await select_working_years(connection)
    if not sent:
        await connection.execute("DELETE FROM working_years")
    await connection.executemany(
        "INSERT INTO working_years (year, days_off, working_weekends) VALUES (?, ?, ?) ON CONFLICT (year)"
        " DO UPDATE SET days_off = excluded.days_off, working_weekends = excluded.working_weekends",
        [(year, _packed(days.days_off), _packed(days.working_weekends)) for year, days in sent.items()],
    )
    after = await select_working_years(connection)
    if after == before:
        return 0
    states = ({"years": sorted(before)}, {"years": sorted(after)})
    await insert_audit(
        connection, audit, AuditChange(AuditAction.REPLACED, AuditSubject.CALENDAR, 1, *states)
    )
    calendar = WorkingCalendar(after)
    roadmaps = await connection.execute_fetchall("SELECT id FROM roadmaps")
    return sum([await renew_control_dates(connection, row["id"], calendar) for row in roadmaps])


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) not in YEARS:
        raise Refused(CalendarProblem.YEAR, where=text[:20])
    return int(text)


def _working_year(year: int, kinds: Any) -> WorkingYear:
    if not isinstance(kinds, Mapping) or set(kinds) != FIELDS:
        raise Refused(CalendarProblem.SHAPE, where=str(year))
    off, worked = (_days(year, kinds[kind]) for kind in ("days_off", "working_weekends"))
    for day in (*(day for day in off if _is_weekend(day)), *(day for day in worked if not _is_weekend(day))):
        raise Refused(CalendarProblem.WEEKDAY, where=day.isoformat())
    if 261 - len(off) + len(worked) < FEWEST_WORKED:
        raise Refused(CalendarProblem.FEW, where=str(year))
    return WorkingYear(off, worked)


def _days(year: int, days: Any) -> frozenset[date]:
    if not isinstance(days, list):
        raise Refused(CalendarProblem.SHAPE, where=str(year))
    found = [_day(day) for day in days]
    wrong = [day for day in found if day.year != year or found.count(day) > 1]
    if wrong:
        raise Refused(CalendarProblem.DAY, where=wrong[0].isoformat())
    return frozenset(found)


def _day(text: Any) -> date:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        raise Refused(CalendarProblem.DAY, where=str(text)[:20]) from None


def _is_weekend(day: date) -> bool:
    return day.weekday() >= SATURDAY


def _packed(days: frozenset[date]) -> str:
    return json.dumps(sorted(day.isoformat() for day in days))
