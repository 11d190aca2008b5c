"""Leaving the form: what was written is kept."""

import aiosqlite

from bot.notes.steps import Step
from data.drafts import delete_draft, select_draft_step, update_draft_left


async def leave_form(connection: aiosqlite.Connection, user_id: int) -> None:
    """Keeps what was written; the question why a note is withdrawn is dropped."""
    if await select_draft_step(connection, user_id) == Step.REASON:
        await delete_draft(connection, user_id)
    await update_draft_left(connection, user_id, Step.LEFT)
