"""To whom an agency's reminders and questions go when its people are away, and from which day on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from data.primitives.working_days import WorkingCalendar
from data.reminders.inputs import Recipient, ReminderInputs
from data.roadmap.models import Agency

LONGEST: Final = 400  # days: an absence of a year and the holidays after it


@dataclass(frozen=True, slots=True)
class PassingOn:
    """A question reaches a person of the agency on `day`, by their clock; None when on no day ahead.

    `away_until` is set while all its people are away without a deputy who is there.
    """

    day: date | None
    is_today: bool
    away_until: date | None


def receiver_of(person: Recipient, people: Mapping[int, Recipient], now: datetime) -> Recipient | None:
    """Returns the person, or the present deputy at the end of the chain of deputies; None without one."""
    current, passed = person, {person.user_id}
    while current.is_away(now):
        absence = current.choices.absence
        deputy = people.get(absence.deputy_id) if absence and absence.deputy_id else None
        if deputy is None or deputy.user_id in passed:
            return None
        passed.add(deputy.user_id)
        current = deputy
    return current


def may_be_reminded(person: Recipient, now: datetime, calendar: WorkingCalendar) -> bool:
    """True on a working day in the hours the person has chosen, by their clock; never while they are away."""
    local, hours = now.astimezone(person.zone), person.choices.hours
    awake = calendar.is_working_day(local.date()) and hours.opens <= local.hour < hours.closes
    return person.can_message and awake and not person.is_away(now)


def passing_on(agency: Agency, inputs: ReminderInputs, now: datetime) -> PassingOn:
    """Returns when a question to the agency reaches one of its people; `now` is aware."""
    people = {person.user_id: person for person in inputs.recipients}
    staff = [
        person
        for person in inputs.recipients
        if agency.id in person.appointment.agencies and person.can_message
    ]
    for ahead in range(LONGEST):
        days = [
            (at.date(), at.date() == receiver.today(now))
            for person in staff
            if (receiver := receiver_of(person, people, now + timedelta(days=ahead)))
            and receiver.may_write(agency)
            and (at := _opening(receiver, now, ahead))
            and may_be_reminded(receiver, at, inputs.calendar_of(receiver))
            and not inputs.past_of(receiver.user_id).had(at.date())
        ]
        if days:
            day, is_today = min(days)
            return PassingOn(day, is_today, away_until(staff, people, now))
    return PassingOn(None, False, away_until(staff, people, now))


def away_until(staff: Iterable[Recipient], people: Mapping[int, Recipient], now: datetime) -> date | None:
    """Returns the last day on which none of these is there, nor a deputy of theirs; None when one is there now."""
    away = list(staff)
    if not away:
        return None
    for ahead in range(LONGEST):
        at = now + timedelta(days=ahead)
        if any(receiver_of(person, people, at) for person in away):
            return min(person.today(at) for person in away) - timedelta(days=1) if ahead else None
    return None


def _opening(person: Recipient, now: datetime, ahead: int) -> datetime:
    """Returns now, or where the person's hours have not begun on that day, when they begin."""
    day = person.today(now) + timedelta(days=ahead)
    opens = datetime.combine(day, time(person.choices.hours.opens), person.zone)
    return max(opens, now.astimezone(person.zone)) if ahead == 0 else opens
