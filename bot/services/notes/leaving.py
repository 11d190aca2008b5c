"""Leaving the form: what was written is kept."""

import aiosqlite

from bot.services.notes.steps import NoteFormState, step_of
from data.notes.draft_summary import is_unchanged, is_worthless
from data.notes.drafts import delete_draft, select_draft, update_draft_left


async def leave_form(connection: aiosqlite.Connection, user_id: int) -> None:
    """By going elsewhere: a correction in which nothing is changed yet, or of which only the reason was asked, goes."""
    draft = await select_draft(connection, user_id)
    if draft and (step_of(draft.step) is NoteFormState.REASON or await is_unchanged(connection, draft)):
        await delete_draft(connection, user_id)
    await update_draft_left(connection, user_id, NoteFormState.LEFT)


async def cancel_form(connection: aiosqlite.Connection, user_id: int) -> None:
    """By «Отмена» or /cancel: a draft in which nothing is written yet goes, too."""
    draft = await select_draft(connection, user_id)
    if draft and await is_worthless(connection, draft):
        await delete_draft(connection, user_id)
    await leave_form(connection, user_id)
