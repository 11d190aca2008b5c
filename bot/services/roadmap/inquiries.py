"""Whom the user may ask for information, and what these agencies have reported."""

from dataclasses import replace
from typing import Final

from bot.access import UserContext
from bot.screens.roadmap.agency import AgencyNotes
from data.database import Database
from data.notes.notes import select_agency_note_count, select_agency_published_notes
from data.people.appointments import select_acting_appointment
from data.people.rights import coordinates, may_ask
from data.roadmap.lookup import find_agency

LAST_NOTES: Final = 2


async def coordinates_here(user: UserContext, db: Database) -> bool:
    """True in the private chat of a person who coordinates a side of the roadmap shown."""
    if not user.writes_notes:
        return False
    held = await select_acting_appointment(db.reader, user.person.user_id)
    parties = [party.id for party in user.content.roadmap.parties]
    return coordinates(replace(held, role=user.person.role), parties)


async def agency_notes(agency_id: int, user: UserContext, db: Database) -> AgencyNotes:
    """Returns the last `LAST_NOTES` reports, newest first, their number, and whether «Запросить сведения» is offered.

    Raises `StaleButton` when the roadmap shown has no such agency.
    """
    last = await select_agency_published_notes(db.reader, agency_id, LAST_NOTES)
    total, agency = await select_agency_note_count(db.reader, agency_id), find_agency(user.content, agency_id)
    if not user.writes_notes:
        return AgencyNotes(tuple(last), total)
    held = await select_acting_appointment(db.reader, user.person.user_id, user.audit.first_admins)
    return AgencyNotes(tuple(last), total, may_ask(held, agency))
