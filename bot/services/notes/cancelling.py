"""Leaving the form by «Отмена» or /cancel, which are the same."""

from bot.screens.notes.drafts import closed_screen, kept_screen
from bot.services.notes.form import NoteForm
from bot.services.notes.leaving import cancel_form
from bot.telegram.screen import Screen
from data.notes.draft_summary import select_kept_draft
from data.notes.drafts import Draft


async def cancelled(draft: Draft, form: NoteForm) -> Screen:
    """What became of the draft."""
    async with form.db.writing() as connection:
        await cancel_form(connection, form.user_id)
    kept = await select_kept_draft(form.db.reader, form.user_id)
    return kept_screen(draft, kept) if kept else closed_screen(draft)
