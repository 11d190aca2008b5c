"""Messages the form waits for: words and files, a confirming document, a reason."""

import sqlite3
from typing import Any, Final

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from bot.access import PRIVATE, Permission, UserContext, needs
from bot.middlewares.form_exit import OF_THE_FORM
from bot.screens.notes.drafts import refused_screen
from bot.screens.notes.form import document_refused_screen
from bot.screens.notes.problems import kind_words, reason_words
from bot.screens.notes.withdrawal import note_changed_words, reason_screen
from bot.screens.notices import headed
from bot.screens.refusals import refusal_text
from bot.services.notes.draft_input import add_confirming_document, add_to_draft, return_words, show_draft
from bot.services.notes.drafts import cancel_draft
from bot.services.notes.form import NoteForm
from bot.services.notes.form_state import NoteFormState, note_form_state
from bot.services.notes.incoming import TAKEN, is_no_command
from bot.services.notes.publisher import NotePublisher
from bot.services.search.text_commands import TextCommand
from bot.telegram.rendering import reply
from bot.telegram.typed_text import typed_text
from data.database import Database
from data.decisions.decision_drafts import DecisionStep
from data.notes.drafts import Draft, select_draft
from data.notes.problems import ContentRefused
from data.primitives.fingerprint import Outdated
from data.primitives.text_cleaning import one_line
from handlers.text_commands import TextCommandFilter

LONGEST_REASON: Final = 300  # characters, as the post shows it


def router() -> Router:
    router = Router(name="note_filling")
    flags = needs(Permission.WRITE, repeatable=True) | {OF_THE_FORM: True}
    leaves = needs(Permission.READ) | {OF_THE_FORM: True}
    on_message = router.message.register
    on_message(leave, Command("cancel", ignore_case=True), PRIVATE, is_filling, flags=leaves)
    on_message(leave, TextCommandFilter(TextCommand.CANCEL), is_filling, flags=leaves)
    on_message(
        take_words, PRIVATE, is_no_command, is_at(NoteFormState.WORDS, NoteFormState.ANEW), flags=flags
    )
    on_message(take_document, PRIVATE, is_no_command, is_at(NoteFormState.DOCUMENT), flags=flags)
    on_message(take_reason, PRIVATE, is_no_command, is_at(NoteFormState.REASON), flags=flags)
    return router


def is_at(*steps: NoteFormState) -> Any:
    """Returns a filter: the person's draft waits for such a message, and no question of the bot takes it before."""

    async def waits(message: Message, user: UserContext, db: Database) -> dict[str, Any] | bool:
        form = user.form
        for_decision = bool(message.text) and form.decision_step in (DecisionStep.DAY, DecisionStep.WORDS)
        if note_form_state(form.note_step or "") not in steps or form.job_title or for_decision:
            return False
        return await _draft(user, db)

    return waits


async def is_filling(_: Message, user: UserContext, db: Database) -> dict[str, Any] | bool:
    """Passes the draft that «Отмена» leaves: a question of the bot is left before it."""
    form = user.form
    if note_form_state(form.note_step or "") is NoteFormState.LEFT or form.job_title or form.decision_id:
        return False
    return await _draft(user, db)


async def _draft(user: UserContext, db: Database) -> dict[str, Any] | bool:
    draft = await select_draft(db.reader, user.person.user_id)
    return {"draft": draft} if draft else False


async def leave(message: Message, draft: Draft, note_form: NoteForm) -> None:
    await reply(message, await cancel_draft(draft, note_form))


async def take_words(message: Message, draft: Draft, note_form: NoteForm) -> None:
    if message.content_type not in TAKEN:
        await reply(message, refused_screen(draft, kind_words()))
        return
    try:
        await show_draft(note_form, draft, await add_to_draft(note_form, draft, message), message)
    except ContentRefused as refused:
        await reply(message, refused_screen(draft, refusal_text(refused.problem, **refused.details)))
    except sqlite3.Error:
        await return_words(message, note_form)


async def take_document(message: Message, draft: Draft, note_form: NoteForm) -> None:
    try:
        changed = await add_confirming_document(note_form, draft, message)
    except ContentRefused as refused:
        sentence = refusal_text(refused.problem, **refused.details)
        await reply(message, document_refused_screen(draft, sentence))
    except sqlite3.Error:
        await return_words(message, note_form)
    else:
        await note_form.send_if(changed)


async def take_reason(
    message: Message, draft: Draft, note_form: NoteForm, note_publisher: NotePublisher
) -> None:
    reason = one_line(typed_text(message))
    if not reason or len(reason) > LONGEST_REASON:
        await reply(message, refused_screen(draft, reason_words(LONGEST_REASON)))
        return
    await _withdraw(message, draft, reason, note_form, note_publisher)


async def _withdraw(
    message: Message, draft: Draft, reason: str, note_form: NoteForm, note_publisher: NotePublisher
) -> None:
    try:
        note = await note_publisher.withdraw_by_draft(draft, reason)
    except Outdated:
        changed = await note_publisher.note(draft.note_id or 0)
        await reply(message, headed(note_changed_words(), reason_screen(changed)))
    except sqlite3.Error:
        await return_words(message, note_form)
    else:
        await note_publisher.send_if(note)
