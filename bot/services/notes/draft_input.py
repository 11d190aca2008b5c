"""Adds what a person wrote or sent to their draft, or tells them why not."""

import logging
import sqlite3

from aiogram.types import Message

from bot.screens.notices import unsaved_screens
from bot.services.notes.draft_changes import put_document
from bot.services.notes.form import NoteForm, is_later
from bot.services.notes.form_state import NoteFormState, note_form_state
from bot.services.notes.incoming import attachment_of, chunk_of, is_album_incomplete, source_of_message
from bot.telegram.typed_text import loses_formatting, typed_text
from data.notes.attachments import Attachment
from data.notes.draft_content import delete_draft_texts, insert_draft_file, insert_draft_text
from data.notes.drafts import (
    Draft,
    refuse_void_draft,
    select_own_draft,
    update_draft_step,
)
from data.notes.notes import ConfirmingDocument
from data.notes.problems import ContentRefused, NoteProblem
from data.notes.text_chunks import TextChunk
from data.primitives.text_cleaning import cleaned
from data.roadmap.lookup import StaleButton

log = logging.getLogger(__name__)


async def add_to_draft(
    form: NoteForm, draft: Draft, message: Message, step: NoteFormState | None = None
) -> Draft:
    """Adds the words and the file of the message, or replaces what it said before it was edited.

    The person is then in the form, or stays at `step`. Raises `ContentRefused`, and then nothing is added, and
    `NotAllowed`.
    """
    chunk, file = chunk_of(message), attachment_of(message)
    if file is None and not (chunk and cleaned(chunk.text)):
        raise ContentRefused(NoteProblem.INVISIBLE)
    is_at_anew = note_form_state(draft.step) is NoteFormState.ANEW
    replaces = is_at_anew and chunk is not None and not draft.holds(source_of_message(message))
    async with form.db.writing() as connection:
        await form.require(draft, connection)
        if replaces:
            await delete_draft_texts(connection, draft.id)
        if file:
            await insert_draft_file(connection, draft.id, file)
        if chunk:
            await insert_draft_text(connection, draft.id, chunk)
        elif any(earlier.source == source_of_message(message) for earlier in draft.chunks):
            gone = TextChunk("", form.audit.at, source_of_message(message))
            await insert_draft_text(connection, draft.id, gone)
        is_void = draft.activity_id is None
        stays = (
            NoteFormState.LEFT
            if is_void
            else step or (NoteFormState.ANEW if is_at_anew else NoteFormState.WORDS)
        )
        after = NoteFormState.WORDS if replaces else stays
        await update_draft_step(connection, draft.id, after, draft.form, form.audit.at)
        taken = await select_own_draft(connection, draft.id, form.user_id)
    if taken is None or taken.activity_id is None:
        await refuse_void_draft(form.db.reader, draft.id)
        raise StaleButton
    return taken


async def add_confirming_document(form: NoteForm, draft: Draft, message: Message) -> Draft | None:
    """Adds the document's file and stores the number and date that the text or the caption gives.

    Returns None while more messages of an album are to come: one caption and one answer are enough for it. Raises
    `NotAllowed`, and `ContentRefused` when the file is not taken, then nothing is stored, or the words are no number
    and date; the file is kept then.
    """
    words, file = typed_text(message), attachment_of(message)
    async with form.db.writing() as connection:
        await form.require(draft, connection)
        if file:
            await insert_draft_file(connection, draft.id, file)
    if words or draft.document == ConfirmingDocument():
        try:
            await put_document(form, draft, words)
        except ContentRefused as refused:
            if not await is_album_incomplete(form, message):
                raise _document_refused(refused, file) from refused
    return None if await is_album_incomplete(form, message) else await form.draft(draft.id)


async def follow_message(form: NoteForm, draft: Draft, message: Message) -> Draft | None:
    """Changes the draft with an edited message; raises what `add_to_draft` and `add_confirming_document` raise.

    While the confirming document is asked for, what is edited below the question is the answer to it.
    """
    step = note_form_state(draft.step)
    if step is NoteFormState.DOCUMENT and is_later(message, draft):
        return await add_confirming_document(form, draft, message)
    return await add_to_draft(form, draft, message, step)


async def show_draft(form: NoteForm, before: Draft, draft: Draft, message: Message) -> None:
    """Sends the form below the message; an album, which comes message by message, gets it once."""
    if await is_album_incomplete(form, message):
        return
    album = message.media_group_id
    shown_before = album and any(file.media_group_id == album for file in before.files)
    if shown_before and draft.form and draft.form.message_id > message.message_id:
        await form.renew(draft, is_simplified=loses_formatting(message))
        return
    try:
        await form.send(draft, is_simplified=loses_formatting(message))
    except sqlite3.Error as error:
        # The words are saved and shown; only the place where they are shown is not known to the next message.
        log.warning("draft %d: where its form stands was not stored: %s", draft.id, error)


async def return_words(message: Message, form: NoteForm) -> None:
    """Sends the person their own words back, to be sent once more: the database takes nothing."""
    for screen in unsaved_screens(typed_text(message)):
        await form.tell(screen)


def _document_refused(refused: ContentRefused, file: Attachment | None) -> ContentRefused:
    if file and refused.problem is NoteProblem.DOCUMENT_SHAPE:
        return ContentRefused(NoteProblem.DOCUMENT_UNNAMED)
    return refused
