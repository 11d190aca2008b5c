"""What a person says while the form waits for it: words and files, a document, a reason."""

import sqlite3
from typing import Any, Final

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message, User

from bot.access import PRIVATE, Permission, needs
from bot.middlewares.form_exit import OF_THE_FORM
from bot.screens.notes.drafts import refused_screen
from bot.screens.notes.form import document_refused_screen
from bot.screens.notes.problems import kind_words, reason_words
from bot.screens.refusals import refusal_text
from bot.services.notes.cancelling import cancelled
from bot.services.notes.draft_input import give_back, show_taken, take
from bot.services.notes.form import NoteForm
from bot.services.notes.incoming import TAKEN, is_no_command
from bot.services.notes.publisher import NotePublisher, note_of
from bot.services.notes.steps import NoteFormState, step_of
from bot.services.search.text_commands import TextCommand
from bot.telegram.rendering import reply
from data.database import Database
from data.notes.confirming_documents import parsed_document
from data.notes.drafts import Draft, delete_draft, select_draft, update_draft_document
from data.notes.problems import ContentRefused
from data.refusal import Refused
from handlers.text_commands import TextCommandFilter

LONGEST_REASON: Final = 300  # characters, as the post shows it


def router() -> Router:
    router = Router(name="note_filling")
    flags = needs(Permission.WRITE, repeatable=True) | {OF_THE_FORM: True}
    leaves = needs(Permission.READ) | {OF_THE_FORM: True}
    said = router.message.register
    said(leave, Command("cancel", ignore_case=True), PRIVATE, is_filling, flags=leaves)
    said(leave, TextCommandFilter(TextCommand.CANCEL), is_filling, flags=leaves)
    said(take_words, PRIVATE, is_no_command, is_at(NoteFormState.WORDS, NoteFormState.ANEW), flags=flags)
    said(take_document, PRIVATE, is_no_command, is_at(NoteFormState.DOCUMENT), flags=flags)
    said(take_reason, PRIVATE, is_no_command, is_at(NoteFormState.REASON), flags=flags)
    return router


def is_at(*steps: NoteFormState) -> Any:
    """A filter: the person's draft waits for such a message."""

    async def waits(_: Message, db: Database, event_from_user: User | None = None) -> dict[str, Any] | bool:
        draft = await select_draft(db.reader, event_from_user.id) if event_from_user else None
        return {"draft": draft} if draft and step_of(draft.step) in steps else False

    return waits


async def is_filling(_: Message, db: Database, event_from_user: User | None = None) -> dict[str, Any] | bool:
    draft = await select_draft(db.reader, event_from_user.id) if event_from_user else None
    return {"draft": draft} if draft and step_of(draft.step) is not NoteFormState.LEFT else False


async def leave(message: Message, draft: Draft, note_form: NoteForm) -> None:
    await reply(message, await cancelled(draft, note_form))


async def take_words(message: Message, draft: Draft, note_form: NoteForm) -> None:
    if message.content_type not in TAKEN:
        await reply(message, refused_screen(draft, kind_words()))
        return
    try:
        await show_taken(note_form, draft, await take(note_form, draft, message), message)
    except ContentRefused as refused:
        await reply(message, refused_screen(draft, refusal_text(refused.problem, **refused.details)))
    except sqlite3.Error:
        await give_back(message, note_form)


async def take_document(message: Message, draft: Draft, note_form: NoteForm) -> None:
    try:
        document = parsed_document(message.text or "", note_form.today)
        async with note_form.db.writing() as connection:
            await update_draft_document(connection, draft.id, document, note_form.audit.at)
    except Refused as refused:
        await reply(message, document_refused_screen(draft, refusal_text(refused.problem)))
    except sqlite3.Error:
        await give_back(message, note_form)
    else:
        await note_form.send(await note_form.draft(draft.id))


async def take_reason(
    message: Message, draft: Draft, note_form: NoteForm, note_publisher: NotePublisher
) -> None:
    reason = message.text or ""
    if not reason.strip() or len(reason) > LONGEST_REASON:
        await reply(message, refused_screen(draft, reason_words(LONGEST_REASON)))
        return
    try:
        note = note_of(await note_publisher.withdraw(draft.note_id or 0, reason))
        async with note_form.db.writing() as connection:
            await delete_draft(connection, note_form.user_id)
    except sqlite3.Error:
        await give_back(message, note_form)
    else:
        if note:
            await note_publisher.send(note)
