"""Messages sent outside the form: kept unassigned, and added to a draft when their author says so."""

from collections.abc import Sequence

from aiogram.types import Message

from bot.services.notes.form import NoteForm
from bot.services.notes.incoming import content_of
from data.notes.draft_content import insert_draft_content
from data.notes.drafts import Draft
from data.notes.problems import ContentRefused
from data.notes.unassigned import (
    Unassigned,
    select_unassigned,
    update_assigned,
    update_offered,
    upsert_unassigned,
)
from data.roadmap.lookup import StaleButton

Refusals = Sequence[ContentRefused]


async def keep_message(form: NoteForm, message: Message, question_id: int | None = None) -> int:
    """Stores the words and the file of the message and returns its id; `question_id` is what it was answered as."""
    async with form.db.writing() as connection:
        return await upsert_unassigned(
            connection, form.user_id, content_of(message), form.audit.at, question_id
        )


async def note_offered(form: NoteForm, unassigned_id: int) -> None:
    """Stores that the person was asked what the message is for."""
    async with form.db.writing() as connection:
        await update_offered(connection, unassigned_id)


async def require_unassigned(form: NoteForm, unassigned_id: int) -> Unassigned:
    """Returns the unassigned messages; raises `StaleButton` when they are gone, or went into a draft that is gone."""
    found = await select_unassigned(form.db.reader, unassigned_id, form.user_id)
    current = await form.current()
    if found is None or not (found.waiting or (current and found.went_into(current.id))):
        raise StaleButton
    return found


async def assign(form: NoteForm, draft: Draft, unassigned: Unassigned) -> tuple[Draft, Refusals]:
    """Adds the messages to the draft, once however often it is asked for.

    Returns the draft and why some of them were refused. Raises `NotAllowed`.
    """
    await form.require(draft)
    refusals: list[ContentRefused] = []
    async with form.db.writing() as connection:
        now = await select_unassigned(connection, unassigned.messages[0].id, form.user_id)
        for waiting in now.waiting if now else ():
            try:
                await insert_draft_content(connection, draft.id, waiting.content)
            except ContentRefused as refused:
                refusals.append(refused)
            else:
                await update_assigned(connection, waiting.id, draft.id)
    return await form.draft(draft.id), refusals
