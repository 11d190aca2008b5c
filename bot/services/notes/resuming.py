"""Opening a draft again: a correction whose note has got another version meanwhile is brought up to it first."""

from aiogram.types import CallbackQuery

from bot.screens.notes.superseded import superseded_screen
from bot.screens.refusals import refusal_text
from bot.services.notes.form import NoteForm
from bot.telegram.rendering import answer
from data.notes.draft_base import Superseded, update_draft_rebased
from data.notes.drafts import Draft, select_own_draft
from data.notes.notes import select_note
from data.notes.problems import NoteProblem


async def resume(query: CallbackQuery, form: NoteForm, draft: Draft) -> None:
    """Shows the form under the press; where the note was changed, says what has changed and sends the form below it.

    Raises what `NoteForm.draft` raises.
    """
    superseded = await _catch_up(form, await form.draft(draft.id))
    if superseded is None:
        await form.show(query, await form.enter(query, draft))
        return
    await answer(query, refusal_text(NoteProblem.SUPERSEDED), alert=True)
    await form.tell(superseded_screen(superseded))
    await form.send(await form.draft(draft.id))


async def _catch_up(form: NoteForm, draft: Draft) -> Superseded | None:
    """Brings a correction to the latest version of its note; None where it is that, or the note is withdrawn."""
    if draft.note_id is None:
        return None
    async with form.db.writing() as connection:
        current = await select_own_draft(connection, draft.id, form.user_id)
        note = await select_note(connection, draft.note_id)
        if current is None or note is None or note.withdrawal:
            return None
        if current.base_version in (None, note.latest.version):
            return None
        return await update_draft_rebased(connection, current, note, form.audit.at)
