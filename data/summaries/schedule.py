"""When the weekly summary of a week is due by one rule.

Every ISO week has one moment at which its summary is published. A rule early in the week (Monday to Wednesday)
publishes the week before, a later one the week it stands in: a summary covers the days before it.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from data.primitives.working_days import WorkingCalendar
from data.roadmap.weeks import Week

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WRITTEN: Final = re.compile(r"(?P<day>[a-z]{3})\s+(?P<hour>\d{1,2}):(?P<minute>\d{2})")
LAST_OF_THE_WEEK_BEFORE: Final = WEEKDAYS.index("wed")


@dataclass(frozen=True, slots=True)
class Rule:
    """A day of the week, Monday is 0, and a time of that day in the zone it is asked about."""

    weekday: int
    at: time

    def __str__(self) -> str:
        return f"{WEEKDAYS[self.weekday]} {self.at:%H:%M}"


@dataclass(frozen=True, slots=True)
class Occasion:
    """The moment, aware and in the zone asked about, at which the summary of a week is published."""

    week: Week
    at: datetime


def parse_rule(text: str) -> Rule:
    """Reads «mon 10:00»; raises `ValueError`."""
    found = WRITTEN.fullmatch(text.strip().lower())
    if found is None:
        raise ValueError("is not a day and a time")
    return Rule(WEEKDAYS.index(found["day"]), time(int(found["hour"]), int(found["minute"])))


def occasion(rule: Rule, zone: ZoneInfo, week: Week, calendar: WorkingCalendar | None = None) -> Occasion:
    """Returns when the summary of that week is published: with a calendar on no day off, but on the working day after.

    A time that the clocks leap over comes later by as much as they leap; of one that comes twice, the first counts.
    """
    shown_in = week.shifted(1) if rule.weekday <= LAST_OF_THE_WEEK_BEFORE else week
    day = shown_in.day(rule.weekday)
    if calendar and not calendar.is_working_day(day):
        day = calendar.next_working_day(day)
    moment = datetime.combine(day, rule.at, zone)
    return Occasion(week, moment.astimezone(UTC).astimezone(zone))


def eve(of: Occasion, calendar: WorkingCalendar) -> date:
    """Returns the last working day before the day of the summary."""
    return calendar.previous_working_day(of.at.date() - timedelta(days=1))
