"""What the form's buttons and messages change in a draft; each change is one transaction."""

from bot.services.notes.form import NoteForm
from data.notes.confirming_documents import parsed_document
from data.notes.draft_content import delete_draft_files, insert_draft_text
from data.notes.drafts import (
    Draft,
    delete_draft,
    update_draft_as_last_time,
    update_draft_document,
    update_draft_status,
    update_draft_subject,
)
from data.notes.notes import ConfirmingDocument, select_last_note
from data.notes.statuses import NoteStatus
from data.notes.text_chunks import TextChunk
from data.people.authorship import select_writable_agencies
from data.people.problems import PeopleProblem
from data.people.rights import NotAllowed
from data.roadmap.lookup import StaleButton


async def put_document(form: NoteForm, draft: Draft, text: str) -> None:
    """Stores the confirming document that the text names; raises `ContentRefused`."""
    document = parsed_document(text, form.today)
    async with form.db.writing() as connection:
        await update_draft_document(connection, draft.id, document, form.audit.at)


async def drop_document(form: NoteForm, draft: Draft) -> None:
    """Takes the confirming document back."""
    async with form.db.writing() as connection:
        await update_draft_document(connection, draft.id, ConfirmingDocument(), form.audit.at)


async def drop_files(form: NoteForm, draft: Draft) -> None:
    """Removes all files from the draft."""
    async with form.db.writing() as connection:
        await delete_draft_files(connection, draft.id)


async def put_status(form: NoteForm, draft: Draft, status: NoteStatus) -> None:
    """Stores the status that the note will give."""
    async with form.db.writing() as connection:
        await update_draft_status(connection, draft.id, status, form.audit.at)


async def repeat_last(form: NoteForm, draft: Draft) -> None:
    """Puts words and status of the last note into a draft in which nothing is written yet."""
    last = await select_last_note(form.db.reader, draft.activity_id, draft.agency_id)
    if last and draft.is_empty:
        async with form.db.writing() as connection:
            await update_draft_as_last_time(connection, draft, last, form.audit.at)


async def forget_agency(form: NoteForm, draft: Draft) -> None:
    """Clears the agency of a new note, so that its author chooses again."""
    if draft.note_id is None and draft.activity_id:
        async with form.db.writing() as connection:
            await update_draft_subject(connection, draft.id, draft.activity_id, None, form.audit.at)


async def put_agency(form: NoteForm, draft: Draft, agency_id: int) -> None:
    """Raises `NotAllowed` for an agency that the person may not write for."""
    activity_id = draft.activity_id
    first_admins = form.audit.first_admins
    if activity_id is None or draft.note_id:
        raise NotAllowed("write", PeopleProblem.NOT_AUTHOR)
    allowed = await select_writable_agencies(form.db.reader, activity_id, form.user_id, first_admins)
    if agency_id not in {agency.id for agency in allowed}:
        raise NotAllowed("write", PeopleProblem.NOT_AUTHOR)
    async with form.db.writing() as connection:
        await update_draft_subject(connection, draft.id, activity_id, agency_id, form.audit.at)


async def discard(form: NoteForm) -> None:
    """Deletes the person's draft."""
    async with form.db.writing() as connection:
        await delete_draft(connection, form.user_id)


async def take_question(form: NoteForm, draft: Draft) -> str:
    """Takes the last message's words out of the draft and returns them; raises `StaleButton` where there are none."""
    if not draft.chunks:
        raise StaleButton
    last = draft.chunks[-1]
    async with form.db.writing() as connection:
        await form.require(draft, connection)
        await insert_draft_text(connection, draft.id, TextChunk("", form.audit.at, last.source))
    return last.text
