"""Whose activities they are: those a person may write about."""

from collections.abc import Collection

import aiosqlite

from bot.access import UserContext
from bot.screens.notes.own_activities import OwnActivity, own_activities
from data.notes.last_reports import select_last_said
from data.notes.statuses import select_activity_states
from data.people.appointments import select_appointment


async def own_of(
    user: UserContext, connection: aiosqlite.Connection, first_admins: Collection[int]
) -> list[OwnActivity]:
    """The activities of the roadmap shown, with how they stand."""
    roadmap_id = user.content.roadmap.id
    return own_activities(
        user.content,
        await select_appointment(connection, user.person.user_id, first_admins),
        await select_activity_states(connection, roadmap_id),
        await select_last_said(connection, roadmap_id),
        user.zone,
    )
