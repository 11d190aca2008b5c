"""What a weekly summary tells: worked out from the roadmap and the record at the two ends of the week."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

import aiosqlite

from data.decisions.instructions import Instruction, select_instructions
from data.notes.activity_state import ActivityState
from data.notes.counted import (
    CountedNote,
    select_beginning,
    select_last_reports_at,
    select_news,
)
from data.notes.states import UNKNOWN, select_states
from data.notes.statuses import TROUBLED, StateKind
from data.roadmap.models import Activity, Agency, RoadmapContent
from data.roadmap.thresholds import NO_REPORTS_WEEKS, SUMMARY_AHEAD
from data.summaries.deadline_changes import DeadlineChange, select_deadline_changes
from data.summaries.published import Counted, select_published_until
from data.summaries.summaries import Period

WEEK: Final = 7 * 24 * 3600  # seconds
FIGURES: Final = tuple(field.name for field in fields(Counted))


@dataclass(frozen=True, slots=True)
class RecordSnapshot:
    """The record at a moment: `day` it falls on, `states` by activity, `last_reports` (Unix seconds) by agency."""

    at: int
    day: date
    states: Mapping[int, ActivityState]
    last_reports: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Figures:
    """How many: activities but for `no_reports`, which are agencies."""

    done: int
    at_risk: int
    overdue: int
    awaited: int
    no_reports: int


@dataclass(frozen=True, slots=True)
class SideTotal:
    """Of `total` activities that the side has agencies on, how many are `done` by its word."""

    party_id: int
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class WeekFacts:
    """A week of a roadmap; `instructions` of meetings are those not done at its end and due within two weeks after it, or overdue.

    `done` was closed by both sides in it; `due` comes with its control date; `awaited` lacks the word of a side;
    `no_reports` agencies come with the full weeks since their last report or, without one, since they could report;
    `counted` is what the figures count, `before` what those of the summary before counted, None when nothing was
    recorded then. `at_risk` comes with its state.
    """

    period: Period
    content: RoadmapContent
    news: tuple[CountedNote, ...]
    done: tuple[Activity, ...]
    due: tuple[tuple[Activity, date], ...]
    overdue: tuple[tuple[Activity, ActivityState], ...]
    awaited: tuple[tuple[Activity, ActivityState], ...]
    no_reports: tuple[tuple[Agency, int], ...]
    at_risk: tuple[tuple[Activity, ActivityState], ...]
    changes: tuple[DeadlineChange, ...]
    counted: Counted
    before: Counted | None
    sides: tuple[SideTotal, ...]
    instructions: tuple[tuple[Activity, Instruction], ...] = ()

    @property
    def figures(self) -> Figures:
        """How many each figure counts."""
        return Figures(**{name: len(getattr(self.counted, name)) for name in FIGURES})


async def select_facts(
    connection: aiosqlite.Connection, content: RoadmapContent, period: Period, zone: ZoneInfo
) -> WeekFacts:
    """Loads the week as the record has it now, with what arrived late."""
    roadmap_id = content.roadmap.id
    began = await select_beginning(connection, roadmap_id)
    news = await select_news(connection, roadmap_id, period.since, period.until)
    before = _View(content, began, await _record_snapshot(connection, content, period.since, zone))
    now = _View(content, began, await _record_snapshot(connection, content, period.until, zone))
    published = await select_published_until(connection, roadmap_id, period.since)
    already = before.closed
    return WeekFacts(
        period=period,
        content=content,
        news=news,
        done=tuple(activity for activity in now.closed if activity not in already),
        due=tuple(sorted(now.due, key=lambda pair: pair[1])),
        overdue=now.overdue,
        awaited=now.awaited,
        no_reports=now.no_reports,
        at_risk=now.at_risk,
        changes=await select_deadline_changes(connection, roadmap_id, period),
        counted=now.counted,
        sides=now.sides,
        before=(published.counted if published else before.counted)
        if began is not None and began < period.since
        else None,
        instructions=await _instructions(connection, content, period.until, now.snapshot.day),
    )


async def _instructions(
    connection: aiosqlite.Connection, content: RoadmapContent, at: int, day: date
) -> tuple[tuple[Activity, Instruction], ...]:
    """Returns the dated instructions that were not done at that moment, those with the nearest day first."""
    found = await select_instructions(connection, content.roadmap.id, at)
    due = [
        (activity, instruction)
        for activity in content.activities
        for instruction in found.get(activity.id, ())
        if instruction.day and instruction.day <= day + SUMMARY_AHEAD
    ]
    return tuple(sorted(due, key=lambda pair: (pair[1].day or date.max, pair[1].id)))


async def _record_snapshot(
    connection: aiosqlite.Connection, content: RoadmapContent, at: int, zone: ZoneInfo
) -> RecordSnapshot:
    day = datetime.fromtimestamp(at, UTC).astimezone(zone).date()
    states = await select_states(connection, content, day, zone, at)
    last_reports = await select_last_reports_at(connection, content.roadmap.id, at)
    return RecordSnapshot(at, day, states, last_reports)


@dataclass(frozen=True, slots=True)
class _View:
    """The roadmap at a moment; `began` is since when (Unix seconds) reports were possible, None before that."""

    content: RoadmapContent
    began: int | None
    snapshot: RecordSnapshot

    @property
    def counted(self) -> Counted:
        return Counted(
            done=frozenset(activity.id for activity in self.closed),
            at_risk=frozenset(activity.id for activity, _ in self.at_risk),
            overdue=frozenset(activity.id for activity, _ in self.overdue),
            awaited=frozenset(activity.id for activity, _ in self.awaited),
            no_reports=frozenset(agency.id for agency, _ in self.no_reports),
        )

    @property
    def at_risk(self) -> tuple[tuple[Activity, ActivityState], ...]:
        return tuple(pair for pair in self._with_states if pair[1].kind in TROUBLED)

    @property
    def sides(self) -> tuple[SideTotal, ...]:
        states = list(self.snapshot.states.values())
        return tuple(
            SideTotal(
                party.id,
                sum(party.id in state.declared for state in states),
                sum(party.id in dict(state.words) for state in states),
            )
            for party in self.content.roadmap.parties
        )

    @property
    def closed(self) -> tuple[Activity, ...]:
        return tuple(activity for activity in self.content.activities if self._state(activity).now.is_done)

    @property
    def due(self) -> Iterator[tuple[Activity, date]]:
        for activity in self.content.activities:
            when = self._state(activity).next_due(self.snapshot.day)
            if when and when.day <= self.snapshot.day + SUMMARY_AHEAD:
                yield activity, when.day

    @property
    def overdue(self) -> tuple[tuple[Activity, ActivityState], ...]:
        return tuple(pair for pair in self._with_states if pair[1].now.is_overdue)

    @property
    def awaited(self) -> tuple[tuple[Activity, ActivityState], ...]:
        return tuple(pair for pair in self._with_states if pair[1].kind is StateKind.AWAITED)

    @property
    def no_reports(self) -> tuple[tuple[Agency, int], ...]:
        """Agencies with open activities and no report, with the full weeks since the last one, or since they came in."""
        if self.began is None:
            return ()
        concerned = {
            agency_id
            for activity in self._open
            for agency_id in self.content.responsible.get(activity.id, ())
        }
        began, last_reports = self.began, self.snapshot.last_reports
        waits = [
            (agency, self.snapshot.at - max(last_reports.get(agency.id, began), agency.appeared_at))
            for agency in self.content.agencies
            if agency.id in concerned
        ]
        return tuple((agency, wait // WEEK) for agency, wait in waits if wait >= NO_REPORTS_WEEKS * WEEK)

    @property
    def _open(self) -> tuple[Activity, ...]:
        return tuple(activity for activity, state in self._with_states if not state.now.is_settled)

    @property
    def _with_states(self) -> tuple[tuple[Activity, ActivityState], ...]:
        return tuple((activity, self._state(activity)) for activity in self.content.activities)

    def _state(self, activity: Activity) -> ActivityState:
        return self.snapshot.states.get(activity.id) or ActivityState(activity.id, UNKNOWN)
