"""What was decided about an activity and what whoever looks may decide, for its card."""

from dataclasses import replace

import aiosqlite

from bot.access import UserContext
from bot.screens.roadmap.activity_decisions import Decided
from data.decisions.deadline_requests import select_open_request
from data.decisions.reopenings import select_last_reopening
from data.people.appointments import select_appointment
from data.people.authorship import select_writable_agencies
from data.people.rights import coordinates
from data.roadmap.control_dates import select_moves


async def decided_of(connection: aiosqlite.Connection, activity_id: int, user: UserContext) -> Decided:
    person = user.person
    writes = user.writes_notes
    held = replace(await select_appointment(connection, person.user_id), role=person.role)
    parties = [party.id for party in user.content.roadmap.parties]
    return Decided(
        moves=tuple(await select_moves(connection, activity_id)),
        request=await select_open_request(connection, activity_id),
        reopening=await select_last_reopening(connection, activity_id),
        zone=user.zone,
        coordinates=writes and coordinates(held, parties),
        speaks=writes and bool(await select_writable_agencies(connection, activity_id, person.user_id)),
    )
