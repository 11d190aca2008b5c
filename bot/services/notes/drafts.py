"""Beginning a draft and leaving it: a person has one at a time."""

import aiosqlite

from bot.i18n import gettext as _
from bot.screens.notes.drafts import closed_screen, conflict_screen, draft_kept_screen
from bot.services.notes.form import NoteForm
from bot.services.notes.form_state import cancel_form, leave_form
from bot.telegram.screen import Screen
from data.decisions.problems import DecisionProblem
from data.notes.activity_state import Moment
from data.notes.draft_content import insert_draft_text, update_confirmed_note
from data.notes.draft_summary import is_worthless, select_draft_summary
from data.notes.drafts import (
    Draft,
    delete_draft,
    insert_correction,
    insert_draft,
    select_draft,
    update_draft_status,
)
from data.notes.notes import Note
from data.notes.states import select_state
from data.notes.statuses import NoteStatus
from data.notes.text_chunks import TextChunk
from data.people.authorship import select_writable_agencies
from data.people.problems import PeopleProblem
from data.people.rights import NotAllowed
from data.primitives.refusal import Refused
from data.roadmap.lookup import StaleButton
from data.roadmap.roadmap import refuse_gone_activity


class DraftInTheWay(Exception):
    """The person has an unfinished draft about something else."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft.id)
        self.draft = draft


async def begin_draft(form: NoteForm, activity_id: int, replaced_id: int | None = None) -> Draft:
    """Returns a new draft about the activity, or the one there is; that of id `replaced_id` is thrown away.

    Raises `DraftInTheWay`, `NotAllowed`, and `Refused` when the activity is gone; then no draft is lost.
    """
    async with form.db.writing() as connection:
        await refuse_gone_activity(connection, activity_id)
        agency_id = await _writable_agency(connection, form, activity_id)
        current = await select_draft(connection, form.user_id)
        is_replaced = current is not None and current.id == replaced_id
        if current and current.activity_id == activity_id and current.note_id is None and not is_replaced:
            return current
        if current and not is_replaced and not await is_worthless(connection, current):
            raise DraftInTheWay(current)
        await delete_draft(connection, form.user_id)
        begun = await insert_draft(connection, form.user_id, activity_id, agency_id, form.audit.at)
    if begun is None:
        raise StaleButton
    return begun


async def _writable_agency(connection: aiosqlite.Connection, form: NoteForm, activity_id: int) -> int | None:
    """Returns the one agency the person may write for, None when there are several; raises `NotAllowed` without one."""
    allowed = await select_writable_agencies(connection, activity_id, form.user_id, form.audit.first_admins)
    if not allowed:
        raise NotAllowed("write", PeopleProblem.NOT_AUTHOR)
    return allowed[0].id if len(allowed) == 1 else None


async def begin_correction(form: NoteForm, note: Note) -> Draft:
    """Returns a new draft that corrects the note, or the one there is; raises `DraftInTheWay` and `StaleButton`."""
    async with form.db.writing() as connection:
        current = await select_draft(connection, form.user_id)
        if current and current.note_id == note.id:
            return current
        if current and not await is_worthless(connection, current):
            raise DraftInTheWay(current)
        await delete_draft(connection, form.user_id)
        begun = await insert_correction(connection, form.user_id, note, form.audit.at)
    if begun is None:
        raise StaleButton
    return begun


async def begin_confirmation(form: NoteForm, activity_id: int) -> Draft:
    """Returns a draft in which a side confirms what the other declared done; words in it already stay as they are.

    Raises `DraftInTheWay`, `NotAllowed` and `StaleButton`, and `Refused` when no other side declares it done.
    """
    confirmed = await _declared_by_others(form, activity_id)
    draft = await begin_draft(form, activity_id)
    with await form.group_language(activity_id):
        words = _("We confirm that it is done.")
    async with form.db.writing() as connection:
        await update_draft_status(connection, draft.id, NoteStatus.DONE, form.audit.at)
        if draft.is_empty:
            await insert_draft_text(connection, draft.id, TextChunk(words, form.audit.at))
        await update_confirmed_note(connection, draft.id, confirmed)
    return await form.draft(draft.id)


async def _declared_by_others(form: NoteForm, activity_id: int) -> int:
    """Returns the id of the note by which another side than the person's declares the activity done."""
    own = await select_writable_agencies(form.db.reader, activity_id, form.user_id, form.audit.first_admins)
    now = Moment(form.audit.at, form.settings.zone)
    state = (await select_state(form.db.reader, activity_id, now)).now
    if state.is_done:
        raise Refused(DecisionProblem.CONFIRMED)
    sides = {agency.party_id for agency in own}
    words = [side.word for side in state.sides if side.declares and side.word and side.party_id not in sides]
    if own and not words:
        raise Refused(DecisionProblem.NOT_DECLARED)
    return words[0].note_id if words else 0


async def draft_conflict(
    form: NoteForm, draft: Draft, activity_id: int | None = None, unassigned_id: int | None = None
) -> Screen:
    """Leaves the draft in the way and asks what to do with it: the next message is not for it.

    `activity_id` is what a new one would be about, `unassigned_id` the message it would begin with.
    """
    async with form.db.writing() as connection:
        await leave_form(connection, form.user_id)
    own_draft = await select_draft_summary(form.db.reader, form.user_id)
    return conflict_screen(draft, own_draft, activity_id, unassigned_id)


async def cancel_draft(draft: Draft, form: NoteForm) -> Screen:
    """Leaves the form by «Отмена» or /cancel, which are the same, and says what became of the draft."""
    async with form.db.writing() as connection:
        await cancel_form(connection, form.user_id)
    own_draft = await select_draft_summary(form.db.reader, form.user_id)
    return draft_kept_screen(draft, own_draft) if own_draft else closed_screen(draft)
