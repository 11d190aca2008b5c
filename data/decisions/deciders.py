"""Who decides on a request to move a deadline, and which requests wait for a person."""

from collections.abc import Collection

import aiosqlite

from data.decisions.deadline_requests import MoveRequest, select_open_requests
from data.people.coordination import Deciders, select_deciders


async def deciders_of(
    connection: aiosqlite.Connection, request: MoveRequest, first_admins: Collection[int]
) -> Deciders:
    """Loads who decides on the request at this moment."""
    return await select_deciders(connection, request.roadmap_id, first_admins, request.voters)


async def select_awaited_requests(
    connection: aiosqlite.Connection, roadmap_id: int, user_id: int, first_admins: Collection[int]
) -> list[MoveRequest]:
    """Loads the open requests of the roadmap that wait for this person's decision, oldest first."""
    waiting = []
    for request in await select_open_requests(connection, roadmap_id):
        side = (await deciders_of(connection, request, first_admins)).side_of(user_id)
        if side and side.party_id not in request.agreed:
            waiting.append(request)
    return waiting
