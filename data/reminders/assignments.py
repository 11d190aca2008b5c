"""For which agencies a person is reminded: their own, and those of whoever is away and named them deputy."""

from collections.abc import Mapping
from datetime import datetime

from data.reminders.inputs import Recipient, ReminderInputs

Assignments = dict[int, int | None]  # agency id -> whose deputy one is there, None for one's own


def all_assignments(inputs: ReminderInputs, now: datetime) -> dict[int, Assignments]:
    """By user id of whoever is reminded."""
    people = {each.user_id: each for each in inputs.recipients}
    agencies = {
        agency_id: agency for snapshot in inputs.snapshots for agency_id, agency in snapshot.agencies.items()
    }
    assignments: dict[int, Assignments] = {}
    for person in inputs.recipients:
        receiver = _receiver(person, people, now)
        for agency_id in person.appointment.agencies:
            if receiver and agency_id in agencies and receiver.may_write(agencies[agency_id]):
                held = assignments.setdefault(receiver.user_id, {})
                own = receiver is person or held.get(agency_id, 0) is None
                held[agency_id] = None if own else person.user_id
    return assignments


def _receiver(person: Recipient, people: Mapping[int, Recipient], now: datetime) -> Recipient | None:
    """The person, or whoever stands in at the end of the chain of deputies; None when nobody does."""
    current, passed = person, {person.user_id}
    while current.is_away(now):
        absence = current.choices.absence
        deputy = people.get(absence.deputy_id or 0) if absence else None
        if deputy is None or deputy.user_id in passed:
            return None
        passed.add(deputy.user_id)
        current = deputy
    return current
