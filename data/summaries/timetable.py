"""When the summaries of a group are due: pure functions of its schedules, the weeks that are done, and now.

A week whose moment a holiday moves onto that of the next one has no summary of its own: the next one tells of both.

No moment before a change of the schedule is owed by it, and no week is lost by it: a week whose new moment has passed
already keeps the moment that the schedule before gave it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from data.primitives.working_days import WorkingCalendar
from data.roadmap.weeks import Week
from data.summaries.schedule import Occasion, Rule, occasion

CATCH_UP: Final = timedelta(hours=48)  # how late a missed summary is still worth sending
PUNCTUAL: Final = timedelta(minutes=10)  # within which it does not count as late


@dataclass(frozen=True, slots=True)
class Schedule:
    """What holds `since` that moment (aware): the rule, its zone, and whether summaries come at all.

    With a `calendar` none comes on a day off, but on the next working day.
    """

    since: datetime
    rule: Rule
    zone: ZoneInfo
    is_on: bool = True
    calendar: WorkingCalendar | None = None

    def says(self, other: "Schedule") -> bool:
        """True when both say the same, whenever they began."""
        same = (self.rule, self.zone.key, self.is_on) == (other.rule, other.zone.key, other.is_on)
        return same and (self.calendar is None) == (other.calendar is None)

    def occasion(self, week: Week) -> Occasion:
        """Returns when the summary of that week is published, as long as this holds."""
        return occasion(self.rule, self.zone, week, self.calendar)


@dataclass(frozen=True, slots=True)
class DueSummary:
    """What is to be done now: `send` a summary, perhaps `late`, and write down that other weeks have none.

    The weeks of `skip` were missed, those of `off` came while summaries were switched off.
    """

    send: Occasion | None = None
    late: bool = False
    skip: tuple[Week, ...] = ()
    off: tuple[Week, ...] = ()


@dataclass(frozen=True, slots=True)
class Timetable:
    """The schedules of a group, oldest first, at least one. What was due up to the first is not owed.

    After the `last_day` of the roadmap one summary comes, which closes it, and none after that.
    """

    schedules: Sequence[Schedule]
    last_day: date | None = None

    @property
    def current(self) -> Schedule:
        """The schedule in force."""
        return self.schedules[-1]

    def occasion(self, week: Week) -> Occasion:
        """Returns when the summary of that week is published."""
        first, *changes = self.schedules
        found = first.occasion(week)
        for change in changes:
            anew = change.occasion(week)
            if min(found.at, anew.at) > change.since:
                found = anew
        return Occasion(week, found.at.astimezone(self.current.zone))

    def latest(self, now: datetime) -> Occasion:
        """Returns the last occasion that is not after `now`, which is aware."""
        closing, latest = self.closing, self._latest(now)
        return closing if closing and closing.week < latest.week else latest

    @property
    def closing(self) -> Occasion | None:
        """The occasion of the summary that closes the roadmap; None where no end is known."""
        if self.last_day is None:
            return None
        found = self.occasion(Week.of(self.last_day).shifted(-2))
        while found.at.date() <= self.last_day or self.is_merged(found.week):
            found = self.occasion(found.week.shifted(1))
        return found

    def is_over(self, coming: Occasion) -> bool:
        """True when no summary comes then: the roadmap has been closed before."""
        return self.closing is not None and coming.week > self.closing.week

    def _latest(self, now: datetime) -> Occasion:
        found = self.occasion(Week.of(now.astimezone(self.current.zone).date()).shifted(1))
        while found.at > now:
            found = self.occasion(found.week.shifted(-1))
        return found

    def next(self, now: datetime) -> Occasion:
        """Returns the first occasion after `now`, which is aware."""
        found = self.occasion(self.latest(now).week.shifted(1))
        while self.is_merged(found.week):
            found = self.occasion(found.week.shifted(1))
        return found

    def is_merged(self, week: Week) -> bool:
        """True when the summary of the week after tells of this one, too: both would come at once."""
        return self.occasion(week).at == self.occasion(week.shifted(1)).at

    def is_kept(self, at: Occasion) -> bool:
        """True when the week keeps a moment that the schedule in force does not give it."""
        return self.current.occasion(at.week).at != at.at

    def due(self, done: Week | None, now: datetime) -> DueSummary:
        """Decides what is to be done now; `done` is the newest week that was published or skipped.

        Of the weeks missed only the newest is sent, and only within 48 hours of its moment. A week that is not due
        yet does not count as done: the clock was wrong then.
        """
        newest = self.latest(now)
        ended = self.latest(self.schedules[0].since).week
        between = _weeks_between(max(ended, done or ended), newest.week)
        missed = tuple(week for week in between if not self.is_merged(week))
        if not missed or not self.current.is_on:
            return DueSummary()
        off = tuple(week for week in missed if not self._is_on(self.occasion(week).at))
        skip = tuple(week for week in missed if week not in off)
        behind = now - newest.at
        if behind > CATCH_UP or newest.week in off:
            return DueSummary(skip=skip, off=off)
        return DueSummary(newest, behind > PUNCTUAL, skip[:-1], off)

    def _is_on(self, at: datetime) -> bool:
        held = [schedule for schedule in self.schedules if schedule.since < at]
        return bool(held) and held[-1].is_on


def extended(
    stored: Sequence[Schedule], held: Schedule, bound: datetime, last_day: date | None = None
) -> Timetable:
    """Returns the stored schedules, and after them what holds now where they say something else.

    Where none is stored, what holds now has held since the group was `bound` (aware).
    """
    if stored and stored[-1].says(held):
        return Timetable(stored, last_day)
    return Timetable([*stored, held if stored else replace(held, since=min(bound, held.since))], last_day)


def _weeks_between(done: Week, newest: Week) -> tuple[Week, ...]:
    """Lists the weeks after the one done up to the newest, oldest first."""
    weeks = []
    while done < newest:
        done = done.shifted(1)
        weeks.append(done)
    return tuple(weeks)
