"""Absences and deputies: who is reminded instead of whom."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

import aiosqlite

from data.people.appointments import Appointment
from data.people.members import Member, select_member, select_members
from data.people.rights import may_write_for
from data.primitives.refusal import Refused
from data.reminders.choices import Absence, select_choices, upsert_absence
from data.reminders.problems import ReminderProblem
from data.roadmap.models import Agency
from data.roadmap.roadmap import select_agency

LONGEST: Final = timedelta(days=366)


async def leave_until(
    connection: aiosqlite.Connection, user_id: int, until: date, today: date, since: date | None = None
) -> None:
    """Sets the person away up to and including that day, from `since` on; a deputy chosen before stays. Raises `Refused`."""
    since = since if since and since > today else None
    if until < (since or today):
        raise Refused(ReminderProblem.PAST, today=today)
    if until - today > LONGEST:
        raise Refused(ReminderProblem.FAR, today=today)
    before = (await select_choices(connection, user_id)).absence
    await upsert_absence(connection, user_id, Absence(until, before.deputy_id if before else None, since))


async def choose_deputy(
    connection: aiosqlite.Connection, user_id: int, deputy_id: int | None, first_admins: Collection[int] = ()
) -> Absence:
    """Sets the person who is reminded instead, None for no deputy; raises `Refused`."""
    before = (await select_choices(connection, user_id)).absence
    if before is None:
        raise Refused(ReminderProblem.PRESENT)
    possible = await select_deputies(connection, user_id, first_admins)
    if deputy_id is not None and all(member.user_id != deputy_id for member in possible):
        raise Refused(ReminderProblem.DEPUTY)
    absence = Absence(before.until, deputy_id, before.since)
    await upsert_absence(connection, user_id, absence)
    return absence


async def select_deputies(
    connection: aiosqlite.Connection, user_id: int, first_admins: Collection[int] = ()
) -> list[Member]:
    """Loads the others who may write for an agency of the person's: colleagues there, and the side's coordinators."""
    person = await select_member(connection, user_id, first_admins)
    held = person.appointment if person else Appointment(None)
    agencies = [await select_agency(connection, agency_id) for agency_id in held.agencies]
    members = await select_members(connection, first_admins)
    return [member for member in members if member.user_id != user_id and _writes_for(member, agencies)]


def _writes_for(member: Member, agencies: Collection[Agency | None]) -> bool:
    return any(agency and may_write_for(member.appointment, agency) for agency in agencies)
