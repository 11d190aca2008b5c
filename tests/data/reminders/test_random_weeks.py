"""Weeks of random choices and random words, hour by hour: what must never happen does not."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.notes.activity_state import ActivityState
from data.notes.statuses import NoteStatus
from data.primitives.working_days import WorkingCalendar
from data.reminders.choices import Absence, Hours, ReminderKind
from data.reminders.due import Reminder, due
from data.reminders.inputs import Recipient, ReminderInputs
from data.reminders.inquiries import WEEK, Inquiry
from data.reminders.reminder_log import SentReminders
from data.roadmap.models import RoadmapContent
from tests.bot.screens.content_fixtures import WORDINGS, content
from tests.data.notes.state_fixtures import state_by
from tests.data.reminders.reminder_fixtures import (
    ANNA,
    BORIS,
    NORTH,
    SOUTH,
    VERA,
    at,
    coordinator,
    inputs,
    official,
    sent,
    snapshot,
    summary_on,
    wanting_again,
)
from tests.thoroughness import examples

CALENDAR = WorkingCalendar()

FIRST: Final = date(2026, 11, 23)  # a Monday
HOURS: Final = range(0, 24 * 24, 4)  # since its midnight in Moscow
AGENCIES: Final = (1, 2, 3, 4)

zones = st.sampled_from(["Europe/Kaliningrad", "Europe/Moscow", "Asia/Yekaterinburg", "Asia/Kamchatka"])
hours = st.sampled_from([Hours(), Hours(8, 12), Hours(14, 18), Hours(0, 24)])
off = st.frozensets(st.sampled_from(ReminderKind), max_size=2)
absences = st.none() | st.builds(
    Absence,
    st.integers(0, 20).map(lambda n: FIRST + timedelta(days=n)),
    st.sampled_from([None, ANNA, BORIS, VERA]),
)
choices = st.fixed_dictionaries(
    {"zone": zones, "hours": hours, "off": off, "absence": absences, "can_message": st.booleans()}
)
people = st.tuples(
    st.builds(
        lambda agencies, chosen: official(ANNA, *agencies, **chosen),
        st.sets(st.sampled_from(AGENCIES)),
        choices,
    ),
    st.builds(
        lambda agencies, chosen: official(BORIS, *agencies, **chosen),
        st.sets(st.sampled_from(AGENCIES)),
        choices,
    ),
    st.builds(
        lambda party, chosen: coordinator(VERA, party, **chosen), st.sampled_from([NORTH, SOUTH]), choices
    ),
)
moments = st.sampled_from(list(HOURS))
said = st.tuples(st.integers(1, 4), st.sampled_from(AGENCIES), st.booleans())
roadmaps = st.builds(
    lambda wording: content(1, 4, 2, wording=wording),
    st.sampled_from([*WORDINGS, "", "10 декабря 2026 г.", "ежемесячно"]),
)


@dataclass
class Time:
    """What happens by the hour; `seen` keeps every message with its moment."""

    content: RoadmapContent
    people: tuple[Recipient, ...]
    words: dict[tuple[int, int], int] = field(default_factory=dict)
    done: set[tuple[int, int]] = field(default_factory=set)
    past: dict[int, SentReminders] = field(default_factory=dict)
    inquiries: list[Inquiry] = field(default_factory=list)
    seen: list[tuple[datetime, Reminder]] = field(default_factory=list)

    def inputs(self, now: datetime) -> ReminderInputs:
        monday = now.date() - timedelta(days=now.weekday())
        summary = summary_on(monday + timedelta(days=7), monday + timedelta(days=4), at(monday, 0))
        stage = snapshot(
            self.content, *self.people, words=dict(self.words), states=self.states(), summary=summary
        )
        asked = tuple(inquiry for inquiry in self.inquiries if now.timestamp() - inquiry.asked_at < WEEK)
        return inputs(stage, *self.people, past=dict(self.past), inquiries=asked)

    def states(self) -> dict[int, ActivityState]:
        return {
            activity.id: state_by(
                {side: self._word(activity.id, side) for side in (NORTH, SOUTH)},
                FIRST,
                activity.deadline,
                activity.id,
            )
            for activity in self.content.activities
        }

    def passes(self, now: datetime) -> None:
        for reminder in due(self.inputs(now), now):
            self.past = sent(self.past, reminder)
            self.seen.append((now, reminder))

    def _word(self, activity_id: int, side: int) -> NoteStatus | None:
        return NoteStatus.DONE if (activity_id, side) in self.done else None


@pytest.mark.random
@settings(max_examples=examples(25), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    roadmaps,
    people,
    st.dictionaries(moments, said, max_size=12),
    st.dictionaries(moments, st.sampled_from(AGENCIES), max_size=4),
    st.sets(moments, max_size=6),
)
def test_whatever_happens(
    made: RoadmapContent,
    staff: tuple[Recipient, ...],
    words: dict[int, tuple[int, int, bool]],
    asked: dict[int, int],
    again: set[int],
) -> None:
    """At most one message a person a day, in their hours, about what is open, unsaid and theirs, of kinds they want."""
    time = Time(made, staff)
    for hour in HOURS:
        now = at(FIRST, 0) + timedelta(hours=hour)
        if hour in words:
            activity, agency, is_done = words[hour]
            time.words[activity, agency] = int(now.timestamp())
            time.done |= {(activity, 1 + (agency + 1) % 2)} if is_done else set()
        if hour in asked:
            time.inquiries.append(Inquiry(len(time.inquiries) + 1, asked[hour], VERA, int(now.timestamp())))
        if hour in again and time.seen:
            last = time.seen[-1][1]
            time.past = wanting_again(time.past, last.user_id, last.day + timedelta(days=1))
        before = len(time.seen)
        time.passes(now)
        for _, reminder in time.seen[before:]:
            check(reminder, next(person for person in staff if person.user_id == reminder.user_id), time, now)
    days = [(reminder.user_id, reminder.day) for _, reminder in time.seen]
    assert len(days) == len(set(days))


def check(reminder: Reminder, person: Recipient, time: Time, now: datetime) -> None:
    local = now.astimezone(person.zone)
    assert person.can_message
    assert CALENDAR.is_working_day(local.date())
    assert person.choices.hours.opens <= local.hour < person.choices.hours.closes
    assert not person.is_away(now)
    assert reminder.lines or reminder.inquiries or reminder.sides
    own = set(person.appointment.agencies)
    for due_line in reminder.lines:
        assert due_line.line.kind not in person.choices.off
        assert own or due_line.instead_of is not None
        fresh = max(
            (at for (n, agency), at in time.words.items() if n == due_line.activity.id and agency in own),
            default=0,
        )
        monday = now.date() - timedelta(days=now.weekday())
        dated = due_line.line.kind is not ReminderKind.BEFORE_SUMMARY
        # Seven days by the calendar are six and some hours; a summary's period is the week so far.
        assert fresh <= (now - timedelta(days=6) if dated else at(monday, 0)).timestamp()
        sides = {agency.party_id for agency in time.content.agencies if person.may_write(agency)}
        assert not sides <= {side for activity, side in time.done if activity == due_line.activity.id}
    for side in reminder.sides:
        assert side.party_id in person.coordinated
        assert ReminderKind.NO_REPORTS not in person.choices.off
    for inquiry in reminder.inquiries:
        assert all(
            at < inquiry.asked_at for (_, agency), at in time.words.items() if agency == inquiry.agency_id
        )
