"""A person edits a message: the draft follows, a published note gets its next version."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiogram import F, Router
from aiogram.types import Message

from bot.access import Permission, UserContext, needs
from bot.screens.notes.drafts import followed_screen
from bot.screens.notices import notice
from bot.screens.refusals import refusal_text
from bot.services.notes.draft_input import follow_message, return_words
from bot.services.notes.form import NoteForm, is_later
from bot.services.notes.form_state import FILLING, note_form_state
from bot.services.notes.incoming import attachment_of, source_of_message
from bot.services.notes.publisher import NotePublisher, note_of
from bot.telegram.typed_text import loses_formatting, typed_text
from data.database import Database
from data.notes.drafts import Draft, select_draft
from data.notes.notes import Note, select_note_from
from data.notes.problems import NoteProblem
from data.notes.publishing import MessageEdit
from data.notes.text_chunks import TextChunk
from data.primitives.refusal import Refused


def router() -> Router:
    router = Router(name="note_edits")
    reads = needs(Permission.READ)
    edited = router.edited_message.register
    edited(follow_draft, F.text | F.photo | F.document, belongs_to_draft, flags=reads)
    edited(follow_note, F.text | F.photo | F.document, belongs_to_note, flags=reads)
    return router


async def belongs_to_draft(message: Message, user: UserContext, db: Database) -> dict[str, Any] | bool:
    """Passes a draft that holds words or a file of the message, or refused it as too long before it was shortened."""
    draft = await select_draft(db.reader, user.person.user_id) if user.form.note_step is not None else None
    if draft is None:
        return False
    was_refused = (
        user.private
        and note_form_state(draft.step) in FILLING
        and is_later(message, draft)
        and not (message.text or "").startswith("/")
    )
    return {"draft": draft} if was_refused or draft.holds(source_of_message(message)) else False


async def belongs_to_note(message: Message, user: UserContext, db: Database) -> dict[str, Any] | bool:
    """Passes the note that the message was made into, if it is the user's own."""
    note = await select_note_from(db.reader, source_of_message(message)) if user.known else None
    is_own = note is not None and user.person.user_id in (note.author_id, note.latest.author_id)
    return {"note": note} if is_own else False


async def follow_draft(message: Message, draft: Draft, note_form: NoteForm) -> None:
    changed = None
    async with telling(message, note_form):
        changed = await follow_message(note_form, draft, message)
    if changed and note_form_state(draft.step) in FILLING:
        await note_form.renew(changed, is_simplified=loses_formatting(message))
    elif changed:
        await note_form.tell(followed_screen())


async def follow_note(
    message: Message, note: Note, note_form: NoteForm, note_publisher: NotePublisher
) -> None:
    """Publishes a new version at once and tells its author; what changed nothing (a link's preview) is passed over."""
    outcome = None
    async with telling(message, note_form):
        outcome = await note_publisher.correct(_edit(message, note_form), note)
    if outcome and (published := note_of(outcome)):
        await note_publisher.send(published)
    elif isinstance(outcome, NoteProblem) and outcome is not NoteProblem.UNCHANGED:
        await note_form.tell(notice(refusal_text(outcome)))


def _edit(message: Message, form: NoteForm) -> MessageEdit:
    words = typed_text(message)
    written_at = message.edit_date or form.audit.at
    chunk = TextChunk(words, written_at, source_of_message(message))
    return MessageEdit(form.user_id, form.audit.update_id, chunk, attachment_of(message))


@asynccontextmanager
async def telling(message: Message, form: NoteForm) -> AsyncIterator[None]:
    """Tells privately why the edit was not taken; the words come back when nothing could be stored."""
    try:
        yield
    except Refused as refused:
        await form.tell(notice(refusal_text(refused.problem, **refused.details)))
    except sqlite3.Error:
        await return_words(message, form)
