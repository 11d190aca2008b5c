"""When the weekly summary is due: pure functions of the rule, the zone, the weeks that are done, and now.

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
CATCH_UP: Final = timedelta(hours=48)  # how late a missed summary is still worth sending
PUNCTUAL: Final = timedelta(minutes=10)  # within which it does not count as late


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


@dataclass(frozen=True, slots=True)
class LastSummary:
    """Where a schedule stands: it runs `since` that moment, and the newest week sent or skipped is `week`.

    Occasions up to `since` are not its business. A week that is not due yet does not count: the clock was wrong then.
    """

    since: datetime
    week: Week | None = None


@dataclass(frozen=True, slots=True)
class DueSummary:
    """What is to be done now: `send` a summary, perhaps `late`, and write down that the weeks of `skip` have none."""

    send: Occasion | None = None
    late: bool = False
    skip: tuple[Week, ...] = ()


def parse_rule(text: str) -> Rule:
    """Reads «mon 10:00»; raises `ValueError`."""
    found = WRITTEN.fullmatch(text.strip().lower())
    if found is None:
        raise ValueError("is not a day and a time")
    return Rule(WEEKDAYS.index(found["day"]), time(int(found["hour"]), int(found["minute"])))


def occasion(rule: Rule, zone: ZoneInfo, week: Week) -> Occasion:
    """Returns when the summary of that week is published.

    A time that the clocks leap over comes later by as much as they leap; of one that comes twice, the first counts.
    """
    shown_in = week.shifted(1) if rule.weekday <= LAST_OF_THE_WEEK_BEFORE else week
    moment = datetime.combine(shown_in.day(rule.weekday), rule.at, zone)
    return Occasion(week, moment.astimezone(UTC).astimezone(zone))


def latest_due(rule: Rule, zone: ZoneInfo, now: datetime) -> Occasion:
    """Returns the last occasion that is not after now."""
    found = occasion(rule, zone, Week.of(now.astimezone(zone).date()).shifted(1))
    while found.at > now:
        found = occasion(rule, zone, found.week.shifted(-1))
    return found


def next_due(rule: Rule, zone: ZoneInfo, now: datetime) -> Occasion:
    """Returns the first occasion after `now`, which is aware."""
    return occasion(rule, zone, latest_due(rule, zone, now).week.shifted(1))


def due_period(rule: Rule, zone: ZoneInfo, last_done: LastSummary, now: datetime) -> DueSummary:
    """Decides what is to be done now.

    Of the weeks missed only the newest is sent, and only within 48 hours of its moment.
    """
    newest = latest_due(rule, zone, now)
    ended = latest_due(rule, zone, last_done.since).week
    missed = _weeks_between(max(ended, last_done.week or ended), newest.week)
    if not missed:
        return DueSummary()
    behind = now - newest.at
    if behind > CATCH_UP:
        return DueSummary(skip=missed)
    return DueSummary(newest, behind > PUNCTUAL, missed[:-1])


def eve(of: Occasion, calendar: WorkingCalendar) -> date:
    """Returns the last working day before the day of the summary."""
    return calendar.previous_working_day(of.at.date() - timedelta(days=1))


def _weeks_between(done: Week, newest: Week) -> tuple[Week, ...]:
    """Lists the weeks after the one done up to the newest, oldest first."""
    weeks = []
    while done < newest:
        done = done.shifted(1)
        weeks.append(done)
    return tuple(weeks)
