"""Who is reminded, of what, and who is left in peace."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from data.notes.activity_state import ActivityState
from data.notes.statuses import NoteStatus
from data.people.appointments import Appointment
from data.people.people import Role
from data.primitives.working_days import WorkingCalendar
from data.reminders.choices import Absence, Hours, ReminderKind
from data.reminders.due import Reminder, due
from data.reminders.inputs import Recipient
from data.reminders.inquiries import Inquiry
from data.reminders.reminder_log import SentReminders
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
    numbers,
    official,
    only,
    person,
    roadmap,
    sent,
    snapshot,
    summary_on,
    wanting_again,
)

TUESDAY = date(2026, 12, 1)  # ten working days before the 15th
FRIDAY, MONDAY = date(2026, 12, 4), date(2026, 12, 7)
SUMMARY = summary_on(MONDAY, FRIDAY, at(date(2026, 11, 30), 0))
LATER = roadmap("31 декабря 2027 г.")  # nothing but the summary gives reason to remind
DATED = roadmap("15 декабря 2026 г.")
ANNA_ALONE = official(ANNA, 1)


def reminders(*people: Recipient, now: datetime, made: Any = DATED, **fields: Any) -> list[Reminder]:
    """`fields` are those of the snapshot and of the inputs."""
    outside = {key: fields.pop(key) for key in ("past", "inquiries") if key in fields}
    return due(inputs(snapshot(made, *people, **fields), *people, **outside), now)


def declared(north: NoteStatus | None, south: NoteStatus | None) -> Mapping[int, ActivityState]:
    return {1: state_by({NORTH: north, SOUTH: south}, TUESDAY, only(DATED).deadline)}


def test_each_step_comes_once() -> None:
    """Ten, five and one working days before the date, then weekly: over six weeks no other day has a message."""
    past: dict[int, SentReminders] = {}
    days = []
    for n in range(42):
        for reminder in reminders(ANNA_ALONE, now=at(TUESDAY + timedelta(days=n)), past=past):
            past = sent(past, reminder)
            days.append((reminder.day, reminder.lines[0].line.step))
    assert days == [
        (date(2026, 12, 1), 10),
        (date(2026, 12, 8), 5),
        (date(2026, 12, 14), 1),
        (date(2026, 12, 16), 0),
        (date(2026, 12, 23), 0),
        (date(2026, 12, 30), 0),
        (date(2027, 1, 11), 0),  # after the holidays
    ]


@pytest.mark.parametrize(
    ("north", "south", "reminded"),
    [
        (None, None, True),
        (NoteStatus.AT_RISK, NoteStatus.DONE, True),
        (NoteStatus.DONE, None, False),  # the side's own word; the other side is awaited
        (NoteStatus.DONE, NoteStatus.DONE, False),
    ],
)
def test_only_while_the_state_demands_it(
    north: NoteStatus | None, south: NoteStatus | None, reminded: bool
) -> None:
    """Whose side has declared it done is asked for nothing more."""
    assert bool(reminders(ANNA_ALONE, now=at(TUESDAY), states=declared(north, south))) is reminded


def test_never_to_one_who_has_just_reported() -> None:
    """A note of the agency an hour ago ends every reason: date, time passed, summary."""
    for made, today in ((DATED, TUESDAY), (DATED, date(2026, 12, 17)), (LATER, FRIDAY)):
        fresh = {(1, 1): int((at(today) - timedelta(hours=1)).timestamp())}
        told: dict[str, Any] = {"made": made, "now": at(today), "summary": SUMMARY}
        assert reminders(ANNA_ALONE, **told)
        assert not reminders(ANNA_ALONE, **told, words=fresh)


def test_before_the_summary_to_those_who_said_nothing() -> None:
    """On the working day before it, once, whose agencies have all been silent since the period began."""
    anna, boris = official(ANNA, 1), official(BORIS, 2, 4)
    said = {(1, 4): int(at(date(2026, 12, 2)).timestamp())}
    told: dict[str, Any] = {"made": LATER, "summary": SUMMARY, "words": said}
    [reminder] = reminders(anna, boris, now=at(FRIDAY), **told)
    assert (reminder.user_id, reminder.lines[0].line.kind) == (ANNA, ReminderKind.BEFORE_SUMMARY)
    assert not reminders(anna, now=at(date(2026, 12, 3)), **told)
    assert not reminders(anna, now=at(MONDAY), **told)
    assert not reminders(anna, now=at(FRIDAY), made=LATER)  # no group, no summary


def test_a_dated_line_is_not_said_twice() -> None:
    """On the eve of a summary an activity with a near date stands once, for its date."""
    both = roadmap("15 декабря 2026 г.", activities=2)
    [reminder] = reminders(ANNA_ALONE, now=at(FRIDAY), made=both, summary=SUMMARY)
    assert [line.line.kind for line in reminder.lines] == [ReminderKind.BEFORE_DATE] * 2
    assert numbers(reminder) == ["1.1", "1.2"]


@pytest.mark.parametrize(
    ("hour", "awake"), [(6, False), (7, True), (15, True), (16, False), (23, False)], ids=str
)
def test_quiet_hours_are_those_of_the_persons_clock(hour: int, awake: bool) -> None:
    """From nine to six in Perm is from seven to four in Moscow."""
    perm = official(ANNA, 1, zone="Asia/Yekaterinburg")
    assert bool(reminders(perm, now=at(TUESDAY, hour))) is awake


def test_chosen_hours_hold() -> None:
    """A person who has chosen the afternoon hears nothing in the morning."""
    late = official(ANNA, 1, hours=Hours(14, 18))
    assert not reminders(late, now=at(TUESDAY, 13))
    assert reminders(late, now=at(TUESDAY, 14))


def test_days_off_are_quiet() -> None:
    """Nothing on a Saturday, on a holiday, on New Year's Eve that is a day off."""
    for day in (date(2026, 12, 5), date(2026, 11, 4), date(2026, 12, 31)):
        assert not reminders(ANNA_ALONE, now=at(day), made=roadmap("1 ноября 2026 г."))


def test_a_kind_that_is_off_is_not_sent() -> None:
    """Without reminders before a control date those after it still come."""
    anna = official(ANNA, 1, off=frozenset({ReminderKind.BEFORE_DATE}))
    assert not reminders(anna, now=at(TUESDAY))
    assert reminders(anna, now=at(date(2026, 12, 16)))


def test_a_blocked_bot_is_not_tried() -> None:
    """A person who cannot be reached costs nothing."""
    assert not reminders(official(ANNA, 1, can_message=False), now=at(TUESDAY))


def test_who_is_away_is_left_in_peace_and_the_deputy_hears() -> None:
    """Up to the last day; the deputy's own lines stay their own, and a deputy who is away passes it on."""
    away = official(ANNA, 1, absence=Absence(FRIDAY, BORIS))
    coordinating, official_there = coordinator(BORIS, NORTH), official(BORIS, 1)
    for boris, instead_of in ((coordinating, ANNA), (official_there, None)):
        [reminder] = [reminder for reminder in reminders(away, boris, now=at(TUESDAY)) if reminder.lines]
        assert (reminder.user_id, reminder.lines[0].instead_of) == (BORIS, instead_of)
    assert [reminder.user_id for reminder in reminders(away, official_there, now=at(MONDAY))] == [ANNA, BORIS]
    passing = official(BORIS, 1, absence=Absence(FRIDAY, VERA))
    told = reminders(away, passing, coordinator(VERA, NORTH), now=at(TUESDAY))
    assert [reminder.user_id for reminder in told] == [VERA]


def test_an_absence_without_a_deputy_silences() -> None:
    """No person named, a person of another side, or two who name each other: no reminder goes to a deputy."""
    nobody = official(ANNA, 1, absence=Absence(FRIDAY))
    stranger = official(ANNA, 1, absence=Absence(FRIDAY, BORIS))
    circle = official(BORIS, 1, absence=Absence(FRIDAY, ANNA))
    assert not reminders(nobody, now=at(TUESDAY))
    assert not [
        reminder
        for reminder in reminders(stranger, official(BORIS, 2), now=at(TUESDAY))
        if reminder.user_id == ANNA
    ]
    assert not reminders(stranger, circle, now=at(TUESDAY))
    [other] = reminders(stranger, official(BORIS, 2), now=at(TUESDAY))
    assert all(line.instead_of is None for line in other.lines)


def test_no_second_message_on_a_day() -> None:
    """Whatever falls due after the day's message waits for tomorrow, and a clock put back repeats nothing."""
    past = sent({}, reminders(ANNA_ALONE, now=at(TUESDAY))[0])
    asked = (Inquiry(1, 1, VERA, int(at(TUESDAY, 11).timestamp())),)
    assert not reminders(ANNA_ALONE, now=at(TUESDAY, 12), past=past, inquiries=asked)
    assert not reminders(ANNA_ALONE, now=at(TUESDAY - timedelta(days=1)), past=past, inquiries=asked)
    [tomorrow] = reminders(ANNA_ALONE, now=at(TUESDAY + timedelta(days=1)), past=past, inquiries=asked)
    assert tomorrow.inquiries == asked


def test_tomorrow_brings_the_same_once_more() -> None:
    """«Remind me tomorrow» repeats what is still owed, once; what was answered meanwhile is not repeated."""
    past = sent({}, reminders(ANNA_ALONE, now=at(TUESDAY))[0])
    wednesday = TUESDAY + timedelta(days=1)
    assert not reminders(ANNA_ALONE, now=at(wednesday), past=past)
    again = wanting_again(past, ANNA, wednesday)
    reported = {(1, 1): int(at(TUESDAY, 15).timestamp())}
    assert not reminders(ANNA_ALONE, now=at(wednesday), past=again, words=reported)
    [repeated] = reminders(ANNA_ALONE, now=at(wednesday), past=again)
    assert numbers(repeated) == ["1.1"]
    after = sent(again, repeated)
    assert not reminders(ANNA_ALONE, now=at(wednesday + timedelta(days=1)), past=after)


def test_a_question_of_the_coordinator_is_passed_on_once() -> None:
    """To all who write for the agency, until it has said a word."""
    monday = at(date(2026, 11, 23), 9)
    asked = (Inquiry(1, 1, VERA, int(monday.timestamp())),)
    [reminder] = reminders(ANNA_ALONE, official(BORIS, 2), now=monday, inquiries=asked)
    assert (reminder.user_id, reminder.lines, reminder.inquiries) == (ANNA, (), asked)
    past = sent({}, reminder)
    assert not reminders(ANNA_ALONE, now=monday + timedelta(days=1), inquiries=asked, past=past)
    said = {(1, 1): int(monday.timestamp()) + 60}
    assert not reminders(ANNA_ALONE, now=monday, inquiries=asked, words=said)


def test_a_coordinator_hears_of_silent_and_unstaffed_agencies_of_their_own_side() -> None:
    """Once a calendar week, with how long each has been silent; a person who is away without a deputy is told apart."""
    anna, vera = official(ANNA, 1, absence=Absence(FRIDAY)), coordinator(VERA, NORTH)
    [reminder] = reminders(anna, vera, now=at(TUESDAY), made=LATER)
    [side] = reminder.sides
    assert (reminder.user_id, side.party_id) == (VERA, NORTH)
    assert [(agency.agency.id, agency.last, agency.away_until) for agency in side.no_reports] == [
        (1, 0, FRIDAY)
    ]
    assert [agency.id for agency in side.unstaffed] == [3]
    past = sent({}, reminder)
    assert not reminders(anna, vera, now=at(FRIDAY), made=LATER, past=past)
    assert reminders(anna, vera, now=at(MONDAY), made=LATER, past=past)
    said = {(1, 1): int(at(date(2026, 11, 30)).timestamp()), (1, 3): 1}
    [left] = reminders(anna, vera, now=at(TUESDAY), made=LATER, words=said)
    assert left.sides[0].no_reports == ()
    came = int((at(TUESDAY) - timedelta(days=6)).timestamp())
    new = replace(LATER, agencies=tuple(replace(agency, appeared_at=came) for agency in LATER.agencies))
    [silent] = [found for found in reminders(anna, vera, now=at(TUESDAY), made=new) if found.sides]
    assert silent.sides[0].no_reports == ()


def test_readers_and_strangers_are_never_reminded() -> None:
    """A person who lost the role keeps no reminders."""
    reader = person(ANNA, Appointment(Role.READER, {1: ""}))
    assert not reminders(reader, person(BORIS, Appointment(None, {1: ""})), now=at(TUESDAY), summary=SUMMARY)


def test_a_date_before_the_person_came_is_not_theirs_unless_the_activity_is_overdue() -> None:
    """«Ежемесячно»: the date of the month before the appointment is not asked about, that of the month after it is."""
    monthly = roadmap("Ежемесячно")
    came = replace(ANNA_ALONE, appointed_at=int(at(date(2026, 11, 24)).timestamp()))
    passed = [
        line.line.about
        for day in (date(2026, 11, 24), date(2026, 12, 14))
        for reminder in due(inputs(snapshot(monthly, came), came), at(day))
        for line in reminder.lines
        if line.line.kind is ReminderKind.AFTER_DATE
    ]
    assert passed == [date(2026, 12, 10)]
    over = replace(ANNA_ALONE, appointed_at=int(at(date(2026, 12, 17)).timestamp()))
    [reminder] = due(inputs(snapshot(DATED, over), over), at(date(2026, 12, 18)))
    assert reminder.lines[0].line.kind is ReminderKind.AFTER_DATE


def test_another_country_has_its_own_days_off() -> None:
    """On Russia's National Unity Day a person abroad works and is reminded; no holidays of theirs are known."""
    unity_day = date(2026, 11, 4)
    here, abroad = official(ANNA, 1), replace(official(BORIS, 2), calendar=WorkingCalendar(is_abroad=True))
    stage = snapshot(roadmap("6 ноября 2026 г."), here, abroad)
    assert [one.user_id for one in due(inputs(stage, here, abroad), at(unity_day))] == [BORIS]
    saturday = date(2026, 11, 7)
    assert not due(inputs(stage, here, abroad), at(saturday))
