"""Another draft is there already: one at a time."""

from bot.screens.notes.drafts import conflict_screen
from bot.services.notes.form import NoteForm
from bot.services.notes.leaving import leave_form
from bot.telegram.screen import Screen
from data.notes.draft_summary import select_kept_draft
from data.notes.drafts import Draft


async def conflict(
    form: NoteForm, draft: Draft, activity_id: int | None = None, unassigned_id: int | None = None
) -> Screen:
    """What to do with the draft in the way, which is left meanwhile: the next message is not for it.

    `activity_id` is what a new one would be about, `unassigned_id` of what it would begin with.
    """
    async with form.db.writing() as connection:
        await leave_form(connection, form.user_id)
    kept = await select_kept_draft(form.db.reader, form.user_id)
    return conflict_screen(draft, kept, activity_id, unassigned_id)
