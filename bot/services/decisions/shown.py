"""A request to move a deadline with everything that is shown of it."""

from collections.abc import Collection

import aiosqlite

from bot.screens.decisions.request import ShownRequest
from data.decisions.deadline_requests import MoveRequest
from data.people.coordination import select_coordinators
from data.people.people import select_admin_ids
from data.roadmap.lookup import StaleButton
from data.roadmap.roadmap import select_activity, select_agency, select_parties


async def shown_request(
    connection: aiosqlite.Connection,
    request: MoveRequest,
    first_admins: Collection[int],
    user_id: int | None = None,
) -> ShownRequest:
    """As `user_id` sees it; None is somebody who decides. Raises `StaleButton` without its activity."""
    activity = await select_activity(connection, request.activity_id)
    if activity is None:
        raise StaleButton
    agency = await select_agency(connection, request.agency_id or 0)
    parties = await select_parties(connection, request.roadmap_id)
    admins = {*first_admins, *await select_admin_ids(connection)}
    coordinators = {party.id: await select_coordinators(connection, party.id) for party in parties}
    decides = any(user_id in (people or admins) for people in coordinators.values())
    return ShownRequest(
        request=request,
        activity=activity,
        agency=agency.name if agency else "",
        parties=tuple(parties),
        unstaffed=frozenset(party for party, people in coordinators.items() if not people),
        decides=user_id is None or decides,
    )
