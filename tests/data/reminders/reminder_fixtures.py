"""People, roadmaps and pasts made up for decisions about reminders."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from data.people.appointments import Appointment
from data.people.people import Role
from data.primitives.working_days import WorkingCalendar
from data.reminders.choices import Choices
from data.reminders.due import Reminder
from data.reminders.inputs import NextSummary, Recipient, ReminderInputs, RoadmapSnapshot
from data.reminders.reminder_log import SentReminders
from data.roadmap.models import Activity, RoadmapContent
from tests.bot.screens.content_fixtures import content

CALENDAR = WorkingCalendar()

MOSCOW: Final = ZoneInfo("Europe/Moscow")
ANNA, BORIS, VERA = 1, 2, 3
NORTH, SOUTH = 1, 2  # sides; the agencies 1 and 3 are northern, 2 and 4 southern


def at(day: date, hour: int = 10, zone: ZoneInfo = MOSCOW) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=zone)


def official(user_id: int, *agencies: int, **choices: Any) -> Recipient:
    return person(user_id, Appointment(Role.OFFICIAL, dict.fromkeys(agencies, "")), **choices)


def coordinator(user_id: int, *parties: int, **choices: Any) -> Recipient:
    return person(user_id, Appointment(Role.COORDINATOR, {}, frozenset(parties)), **choices)


def person(
    user_id: int, held: Appointment, *, zone: str = "Europe/Moscow", can_message: bool = True, **choices: Any
) -> Recipient:
    return Recipient(user_id, held, can_message, ZoneInfo(zone), Choices(**choices))


def roadmap(wording: str = "15 декабря 2026 г.", activities: int = 1) -> RoadmapContent:
    """One sphere, two agencies of each side that answer for all of it."""
    return content(1, activities, 2, wording=wording)


def snapshot(made: RoadmapContent, *people: Recipient, **fields: Any) -> RoadmapSnapshot:
    staff: dict[int, set[int]] = {}
    for person in people:
        for agency_id in person.appointment.agencies:
            staff.setdefault(agency_id, set()).add(person.user_id)
    known = {"states": {}, "words": {}, "summary": None} | fields
    return RoadmapSnapshot(made, staff={key: frozenset(value) for key, value in staff.items()}, **known)


def inputs(stage: RoadmapSnapshot, *people: Recipient, **fields: Any) -> ReminderInputs:
    return ReminderInputs(people, (stage,), fields.pop("past", {}), CALENDAR, **fields)


def sent(past: Mapping[int, SentReminders], reminder: Reminder) -> dict[int, SentReminders]:
    """What is known after the message has arrived."""
    before = past.get(reminder.user_id, SentReminders())
    now = SentReminders((*before.reminded, reminder.reminded), reminder.day)
    return {**past, reminder.user_id: now}


def wanting_again(past: Mapping[int, SentReminders], user_id: int, day: date) -> dict[int, SentReminders]:
    """After «remind me tomorrow» under the last message."""
    *earlier, last = past[user_id].reminded
    return {**past, user_id: SentReminders((*earlier, replace(last, again_on=day)), last.day)}


def summary_on(day: date, eve: date, since: datetime) -> NextSummary:
    return NextSummary(day, eve, int(since.timestamp()))


def numbers(reminder: Reminder) -> list[str]:
    return [line.activity.number for line in reminder.lines]


def only(made: RoadmapContent) -> Activity:
    [activity] = made.activities
    return activity
