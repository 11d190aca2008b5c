"""Puts messages that were sent outside the form into a note."""

from collections.abc import Sequence
from typing import Final

from aiogram import F, Router
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot.access import PRIVATE, Permission, UserContext, needs
from bot.callbacks.notes import AddToDraft, BeginWith, ChooseSubject, ReplaceDraftWith
from bot.middlewares.form_exit import OF_THE_FORM
from bot.screens.notes.note_actions import note_buttons
from bot.screens.notes.own_activities import subject_choice_screen
from bot.screens.notes.unassigned import files_refused_screen, files_screen
from bot.screens.notices import notice
from bot.screens.refusals import refusal_text
from bot.services.notes.assigning import assign, keep_message, note_offered, require_unassigned
from bot.services.notes.drafts import DraftInTheWay, begin_draft, draft_conflict
from bot.services.notes.form import NoteForm
from bot.services.notes.form_state import NoteFormState
from bot.services.notes.incoming import is_album_incomplete
from bot.services.notes.suggestions import has_subject, own_activities_of
from bot.telegram.rendering import reply, show
from bot.telegram.screen import Screen
from data.database import Database
from data.notes.attachments import check_file
from data.notes.draft_summary import DraftSummary, select_draft_summary
from data.notes.drafts import Draft
from data.notes.problems import ContentRefused
from data.notes.unassigned import Unassigned, is_unassigned

FILES: Final = F.photo | F.document


def router() -> Router:
    router = Router(name="note_assigning")
    of_the_form = needs(Permission.WRITE, repeatable=True) | {OF_THE_FORM: True}
    pressed = router.callback_query.register
    pressed(add_to_draft, AddToDraft.filter(), flags=of_the_form)
    pressed(choose_subject, ChooseSubject.filter(), flags=needs(Permission.WRITE))
    pressed(begin_with, BeginWith.filter(), flags=of_the_form)
    pressed(begin_anew_with, ReplaceDraftWith.filter(), flags=of_the_form)
    router.message.register(set_files_aside, PRIVATE, FILES, flags=needs(Permission.READ, repeatable=True))
    router.edited_message.register(
        follow_unassigned, F.text | FILES, is_set_aside, flags=needs(Permission.READ)
    )
    return router


async def is_set_aside(message: Message, db: Database) -> bool:
    return await is_unassigned(db.reader, message.chat.id, message.message_id)


async def add_to_draft(
    query: CallbackQuery, callback_data: AddToDraft, user: UserContext, note_form: NoteForm
) -> None:
    """Adds to that draft; when it is gone meanwhile, an activity is chosen instead."""
    unassigned = await require_unassigned(note_form, callback_data.unassigned_id)
    current = await note_form.current()
    if current and current.id == callback_data.draft_id:
        await _place(query, current, unassigned, note_form)
    else:
        await choose_subject(query, ChooseSubject(unassigned_id=callback_data.unassigned_id), user, note_form)


async def choose_subject(
    query: CallbackQuery, callback_data: ChooseSubject, user: UserContext, note_form: NoteForm
) -> None:
    await require_unassigned(note_form, callback_data.unassigned_id)
    own = await own_activities_of(user, note_form.db.reader, note_form.audit.first_admins)
    await show(query, subject_choice_screen(own, callback_data, user.today))


async def begin_with(query: CallbackQuery, callback_data: BeginWith, note_form: NoteForm) -> None:
    await _begin_with(query, callback_data, note_form, replaced_id=None)


async def begin_anew_with(query: CallbackQuery, callback_data: ReplaceDraftWith, note_form: NoteForm) -> None:
    begun = BeginWith(unassigned_id=callback_data.unassigned_id, activity_id=callback_data.activity_id)
    await _begin_with(query, begun, note_form, replaced_id=callback_data.draft_id)


async def set_files_aside(message: Message, user: UserContext, note_form: NoteForm) -> None:
    """Keeps the file and asks what it is for; an album, which comes message by message, is asked about once."""
    own_draft = await select_draft_summary(note_form.db.reader, note_form.user_id)
    writes = await has_subject(user, note_form, own_draft)
    unassigned_id = await keep_message(note_form, message) if writes else None
    if await is_album_incomplete(note_form, message):
        return
    if unassigned_id is None:
        await reply(message, files_refused_screen())
    else:
        await _ask_what_for(message, unassigned_id, own_draft, note_form)


async def _ask_what_for(
    message: Message, unassigned_id: int, own_draft: DraftSummary | None, note_form: NoteForm
) -> None:
    unassigned = await require_unassigned(note_form, unassigned_id)
    if not unassigned.offered:
        await reply(message, _offer(unassigned, list(note_buttons(own_draft, unassigned_id))))
        await note_offered(note_form, unassigned_id)


async def follow_unassigned(message: Message, note_form: NoteForm) -> None:
    """Changes what was set aside with its message."""
    await keep_message(note_form, message)


async def _begin_with(
    query: CallbackQuery, begun: BeginWith, form: NoteForm, *, replaced_id: int | None
) -> None:
    unassigned = await require_unassigned(form, begun.unassigned_id)
    try:
        draft = await begin_draft(form, begun.activity_id, replaced_id)
    except DraftInTheWay as other:
        conflict = await draft_conflict(form, other.draft, begun.activity_id, begun.unassigned_id)
        await show(query, conflict)
    else:
        await _place(query, draft, unassigned, form)


async def _place(query: CallbackQuery, draft: Draft, unassigned: Unassigned, form: NoteForm) -> None:
    """Shows the form, and below it what was not taken, which can be changed and added again."""
    changed, refusals = await assign(form, draft, unassigned)
    step = NoteFormState.WORDS if changed.text != draft.text else None
    await form.show(query, await form.enter(query, changed, step))
    own_draft = await select_draft_summary(form.db.reader, form.user_id)
    for refused in refusals:
        buttons = list(note_buttons(own_draft, unassigned.messages[0].id))
        await form.tell(notice(refusal_text(refused.problem, **refused.details), buttons))


def _offer(unassigned: Unassigned, buttons: Sequence[InlineKeyboardButton]) -> Screen:
    refused = []
    for file in (waiting.content.file for waiting in unassigned.waiting):
        try:
            check_file(file) if file else None
        except ContentRefused as refusal:
            refused.append(refusal_text(refusal.problem, **refusal.details))
    return files_screen(len(unassigned.waiting) - len(refused), refused, buttons)
