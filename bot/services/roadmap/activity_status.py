"""Reads how an activity stands, for the screens that tell it."""

import aiosqlite

from bot.screens.roadmap.activity_status import ActivityStatus
from data.notes.last_reports import select_activity_last_numbers
from data.notes.notes import select_activity_note_count, select_newest_note
from data.notes.statuses import select_activity_state


async def standing_of(connection: aiosqlite.Connection, activity_id: int) -> ActivityStatus:
    """What notes say of it; nothing yet of decisions, or of whoever looks."""
    return ActivityStatus(
        await select_activity_state(connection, activity_id),
        await select_newest_note(connection, activity_id),
        await select_activity_last_numbers(connection, activity_id),
        await select_activity_note_count(connection, activity_id),
    )
