"""When the summaries of a roadmap are published, and which days each covers."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import aiosqlite

from bot.settings import Settings
from data.messaging.chats import BoundChat
from data.roadmap.weeks import Week
from data.summaries.schedule import (
    DueSummary,
    LastSummary,
    Occasion,
    Rule,
    due_period,
    latest_due,
    next_due,
    occasion,
    parse_rule,
)
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


@dataclass(frozen=True, slots=True)
class SummaryPlan:
    """`chosen` is what an admin changed, `rule` what holds."""

    chosen: SummaryRule
    rule: Rule
    zone: ZoneInfo

    @property
    def roadmap_id(self) -> int:
        """The roadmap the plan is of."""
        return self.chosen.roadmap_id

    def next(self, now: datetime) -> Occasion:
        """Returns the next moment of a summary after `now`, which is aware."""
        return next_due(self.rule, self.zone, now)

    async def due(self, connection: aiosqlite.Connection, chat: BoundChat, now: datetime) -> DueSummary:
        """Returns the weeks to publish or to skip now in that group.

        Nothing when summaries are off or it is paused.
        """
        if not self.chosen.is_on or chat.paused:
            return DueSummary()
        newest = latest_due(self.rule, self.zone, now).week
        done = await select_last_summary(connection, self.roadmap_id, newest, int(now.timestamp()))
        since = datetime.fromtimestamp(max(chat.bound_at, self.chosen.since), self.zone)
        return due_period(self.rule, self.zone, LastSummary(since, done.period.week if done else None), now)

    async def period(self, connection: aiosqlite.Connection, week: Week) -> Period:
        """Returns the stored period of the week, else from the end of the week before to the week's own moment."""
        row = await select_summary(connection, self.roadmap_id, week)
        if row:
            return row.period
        before = await select_summary(connection, self.roadmap_id, week.shifted(-1))
        since = before.period.until if before else self._moment(week.shifted(-1))
        return Period(week, since, max(self._moment(week), since + 1))

    def row(self, period: Period, state: SummaryState, now: int, person: int | None = None) -> SummaryRow:
        """Returns the row to be claimed at `now` (Unix seconds), for the schedule or for a `person` (their id)."""
        wanted = self.chosen.pins and state is SummaryState.PUBLISHED
        pin = PinState.WANTED if wanted else PinState.NONE
        return SummaryRow(self.roadmap_id, period, state, now, person, frozenset(), pin)

    def _moment(self, week: Week) -> int:
        return int(occasion(self.rule, self.zone, week).at.timestamp())


async def select_plan(connection: aiosqlite.Connection, roadmap_id: int, settings: Settings) -> SummaryPlan:
    """Loads the roadmap's choice, or the rule of the settings.

    Raises `ValueError` for a stored rule that cannot be read.
    """
    chosen = await select_summary_rule(connection, roadmap_id)
    return SummaryPlan(chosen, parse_rule(chosen.rule or settings.summary_at), settings.zone)


def ended(period: Period, now: int) -> Period:
    """Returns the part of the period that has passed by `now` (Unix seconds), at least a second."""
    return Period(period.week, period.since, max(min(period.until, now), period.since + 1))
