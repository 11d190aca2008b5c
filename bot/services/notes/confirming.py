"""A side confirms what the other has declared done: a draft that says so, to be published or added to."""

from bot.i18n import gettext as _
from bot.services.messages.languages import in_language_of_groups
from bot.services.notes.draft_input import begin
from bot.services.notes.form import NoteForm
from data.notes.draft_content import insert_draft_text
from data.notes.drafts import Draft, update_draft_status
from data.notes.statuses import NoteStatus
from data.notes.text_chunks import TextChunk


async def begin_confirming(form: NoteForm, activity_id: int) -> Draft:
    """Raises `DraftInTheWay` and `NotAllowed`; words that are there already stay as they are."""
    draft = await begin(form, activity_id)
    with in_language_of_groups(form.settings):
        words = _("We confirm that it is done.")
    async with form.db.writing() as connection:
        await update_draft_status(connection, draft.id, NoteStatus.DONE, form.audit.at)
        if draft.is_empty:
            await insert_draft_text(connection, draft.id, TextChunk(words, form.audit.at))
    return await form.draft(draft.id)
