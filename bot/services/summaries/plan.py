"""When the summaries of a roadmap are published, and which days each covers."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import aiosqlite

from bot.settings import Settings
from data.messaging.chats import select_bound_chat
from data.primitives.working_days import WorkingCalendar
from data.roadmap.phases import last_day_of
from data.roadmap.roadmap import select_roadmap
from data.roadmap.weeks import Week
from data.summaries.schedule import Occasion, Rule, parse_rule
from data.summaries.schedules import record_schedule, select_schedules
from data.summaries.summaries import (
    Period,
    PinState,
    SummaryRow,
    SummaryRule,
    SummaryState,
    select_last_summary,
    select_summary,
    select_summary_rule,
)
from data.summaries.timetable import DueSummary, Schedule, Timetable, extended


@dataclass(frozen=True, slots=True)
class SummaryPlan:
    """`chosen` is what an admin changed, `timetable` what holds since when.

    `unrecorded` are those of its schedules that the record does not have yet: the first one, or changed settings.
    """

    chosen: SummaryRule
    timetable: Timetable
    unrecorded: tuple[Schedule, ...] = ()

    @property
    def roadmap_id(self) -> int:
        """The roadmap the plan is of."""
        return self.chosen.roadmap_id

    @property
    def rule(self) -> Rule:
        """The rule in force."""
        return self.timetable.current.rule

    @property
    def held(self) -> SummaryRule:
        """What holds now, chosen or by the settings."""
        return replace(self.chosen, rule=str(self.rule))

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the rule."""
        return self.timetable.current.zone

    def next(self, now: datetime) -> Occasion:
        """Returns the moment of the week that goes on at `now`, which is aware."""
        return self.timetable.next(now)

    async def upcoming(self, connection: aiosqlite.Connection, after: datetime) -> Occasion | None:
        """Returns the next summary to come; None when the roadmap has been closed.

        A week that was published before its moment does not come again.
        """
        coming = await self._coming(connection, after)
        return None if self.timetable.is_over(coming) else coming

    def after(self, coming: Occasion | None) -> Occasion | None:
        """Returns the summary after that one; None when none comes."""
        then = self.timetable.next(coming.at) if coming else None
        return None if then is None or self.timetable.is_over(then) else then

    async def _coming(self, connection: aiosqlite.Connection, after: datetime) -> Occasion:
        coming = self.timetable.next(after)
        row = await select_summary(connection, self.roadmap_id, coming.week)
        if row and row.state is SummaryState.PUBLISHED:
            return self.timetable.next(coming.at)
        return coming

    async def due(self, connection: aiosqlite.Connection, now: datetime) -> DueSummary:
        """Returns the weeks to publish or to skip now; nothing while summaries are off."""
        newest = self.timetable.latest(now).week
        done = await select_last_summary(connection, self.roadmap_id, newest, int(now.timestamp()))
        return self.timetable.due(done.period.week if done else None, now)

    async def period(self, connection: aiosqlite.Connection, week: Week) -> Period:
        """Returns the stored period of the week, else from the end of the summary before to the week's own moment."""
        row = await select_summary(connection, self.roadmap_id, week)
        if row:
            return row.period
        before = self.before(week)
        stored = await select_summary(connection, self.roadmap_id, before)
        since = stored.period.until if stored else self._moment(before)
        return Period(week, since, max(self._moment(week), since + 1))

    def before(self, week: Week) -> Week:
        """Returns the week of the summary before that of `week`."""
        before = week.shifted(-1)
        while self.timetable.is_merged(before):
            before = before.shifted(-1)
        return before

    def telling_of(self, week: Week) -> Week:
        """Returns the week whose summary tells of `week`: itself, or the one that holidays merge it into."""
        while self.timetable.is_merged(week):
            week = week.shifted(1)
        return week

    def row(self, period: Period, state: SummaryState, now: int, person: int | None = None) -> SummaryRow:
        """Returns the row to be claimed at `now` (Unix seconds), for the schedule or for a `person` (their id)."""
        wanted = self.chosen.pins and state is SummaryState.PUBLISHED
        pin = PinState.WANTED if wanted else PinState.NONE
        return SummaryRow(self.roadmap_id, period, state, now, person, frozenset(), pin)

    async def record(self, connection: aiosqlite.Connection) -> None:
        """Writes down the schedules that are not yet; a change made now comes after them."""
        for schedule in self.unrecorded:
            await record_schedule(connection, self.roadmap_id, schedule)

    def _moment(self, week: Week) -> int:
        return int(self.timetable.occasion(week).at.timestamp())


async def select_plan(
    connection: aiosqlite.Connection,
    roadmap_id: int,
    settings: Settings,
    now: datetime,
    calendar: WorkingCalendar,
) -> SummaryPlan:
    """Loads the roadmap's schedules with its choice, or the rule of the settings, in force at `now` (aware).

    Raises `ValueError` for a stored rule that cannot be read.
    """
    chosen = await select_summary_rule(connection, roadmap_id)
    stored = await select_schedules(connection, roadmap_id, int(now.timestamp()), calendar)
    rule = parse_rule(chosen.rule or settings.summary_at)
    days = calendar if chosen.working_days else None
    held = Schedule(now.replace(microsecond=0), rule, settings.zone, chosen.is_on, days)
    chat = await select_bound_chat(connection, roadmap_id)
    bound = datetime.fromtimestamp(chat.bound_at, UTC) if chat else now
    roadmap = await select_roadmap(connection, roadmap_id)
    timetable = extended(stored, held, bound, last_day_of(roadmap.last_year) if roadmap else None)
    return SummaryPlan(chosen, timetable, tuple(timetable.schedules[len(stored) :]))


def ended(period: Period, now: int) -> Period:
    """Returns the part of the period that has passed by `now` (Unix seconds), at least a second."""
    return Period(period.week, period.since, max(min(period.until, now), period.since + 1))
