"""Filling the form: words, files, status, document; every button is checked against the person's own draft."""

import sqlite3
from typing import Any, Final

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message, User

from bot.access import PRIVATE, Permission, needs
from bot.delivery.posts import note_parts
from bot.display import answer, reply, show
from bot.doors.leaving import OF_THE_FORM, leave_form
from bot.notes.callbacks import ChooseStatus, DraftStep, SignFor, TurnDraft
from bot.notes.desk import NoteDesk, note_of
from bot.notes.form import NoteForm
from bot.notes.incoming import TAKEN, is_no_command
from bot.notes.sending import send_parts
from bot.notes.steps import Step, step_of
from bot.notes.taking import give_back, show_taken, take
from bot.screens.notes.form import (
    cancel_screen,
    discarded_screen,
    document_screen,
    fixes_screen,
    postponed_screen,
    refused_screen,
    statuses_screen,
)
from bot.screens.notes.problems import (
    content_words,
    document_words,
    kind_words,
    reason_words,
)
from data.attachments import FileRefused
from data.authorship import NotAuthor, select_writable_agencies
from data.confirmations import DocumentRefused, parsed_document
from data.database import Database
from data.draft_content import delete_draft_files, delete_draft_texts
from data.drafts import (
    Draft,
    delete_draft,
    select_draft,
    update_draft_as_last_time,
    update_draft_document,
    update_draft_status,
    update_draft_subject,
)
from data.notes import ConfirmingDocument, select_last_note
from data.pieces import TextTooLong
from data.statuses import NoteStatus

LONGEST_REASON: Final = 300  # characters, as the post shows it


def router() -> Router:
    router = Router(name="note_form")
    flags = needs(Permission.WRITE, repeatable=True) | {OF_THE_FORM: True}
    leaves = needs(Permission.READ) | {OF_THE_FORM: True}
    said = router.message.register
    said(leave, Command("cancel", ignore_case=True), PRIVATE, is_filling, flags=leaves)
    said(take_words, PRIVATE, is_no_command, is_at(Step.WORDS), flags=flags)
    said(take_document, PRIVATE, is_no_command, is_at(Step.DOCUMENT), flags=flags)
    said(take_reason, PRIVATE, is_no_command, is_at(Step.REASON), flags=flags)
    steps = {
        DraftStep.SHOW_FORM: show_form,
        DraftStep.SHOW_STATUSES: show_statuses,
        DraftStep.SHOW_DOCUMENT: show_document,
        DraftStep.SHOW_FIXES: show_fixes,
        DraftStep.SHOW_POSTS: show_posts,
        DraftStep.DROP_DOCUMENT: drop_document,
        DraftStep.DROP_WORDS: drop_words,
        DraftStep.DROP_FILES: drop_files,
        DraftStep.CHOOSE_AGENCY: choose_agency,
        DraftStep.REPEAT_LAST: repeat_last,
        DraftStep.POSTPONE: postpone,
        DraftStep.CANCEL: cancel,
        DraftStep.DISCARD: discard,
    }
    pressed = router.callback_query.register
    for step, handler in steps.items():
        pressed(handler, TurnDraft.filter(F.step == step), flags=flags)
    pressed(choose_status, ChooseStatus.filter(), flags=flags)
    pressed(sign_for, SignFor.filter(), flags=flags)
    return router


def is_at(step: Step) -> Any:
    """A filter: the person's draft waits for such a message."""

    async def waits(_: Message, db: Database, event_from_user: User | None = None) -> dict[str, Any] | bool:
        draft = await select_draft(db.reader, event_from_user.id) if event_from_user else None
        return {"draft": draft} if draft and step_of(draft.step) is step else False

    return waits


async def is_filling(_: Message, db: Database, event_from_user: User | None = None) -> dict[str, Any] | bool:
    draft = await select_draft(db.reader, event_from_user.id) if event_from_user else None
    return {"draft": draft} if draft and step_of(draft.step) is not Step.LEFT else False


async def leave(message: Message, note_form: NoteForm) -> None:
    async with note_form.db.writing() as connection:
        await leave_form(connection, note_form.user_id)
    kept = await note_form.current()
    await reply(message, postponed_screen() if kept else discarded_screen())


async def take_words(message: Message, draft: Draft, note_form: NoteForm) -> None:
    if message.content_type not in TAKEN:
        await reply(message, refused_screen(draft, kind_words()))
        return
    try:
        await show_taken(note_form, draft, await take(note_form, draft, message), message)
    except (TextTooLong, FileRefused) as refused:
        await reply(message, refused_screen(draft, content_words(refused)))
    except sqlite3.Error:
        await give_back(message, note_form)


async def take_document(message: Message, draft: Draft, note_form: NoteForm) -> None:
    try:
        document = parsed_document(message.text or "", note_form.today)
        async with note_form.db.writing() as connection:
            await update_draft_document(connection, draft.id, document, note_form.deed.at)
    except DocumentRefused as refused:
        await reply(message, refused_screen(draft, document_words(refused)))
    except sqlite3.Error:
        await give_back(message, note_form)
    else:
        await note_form.send(await note_form.draft(draft.id))


async def take_reason(message: Message, draft: Draft, note_form: NoteForm, note_desk: NoteDesk) -> None:
    reason = message.text or ""
    if not reason.strip() or len(reason) > LONGEST_REASON:
        await reply(message, refused_screen(draft, reason_words(LONGEST_REASON)))
        return
    try:
        note = note_of(await note_desk.withdraw(draft.note_id or 0, reason))
        async with note_form.db.writing() as connection:
            await delete_draft(connection, note_form.user_id)
    except sqlite3.Error:
        await give_back(message, note_form)
    else:
        if note:
            await note_desk.send(note)


async def show_form(query: CallbackQuery, callback_data: TurnDraft, note_form: NoteForm) -> None:
    draft = await note_form.draft(callback_data.draft_id)
    await note_form.show(query, await note_form.enter(query, draft))


async def show_statuses(query: CallbackQuery, callback_data: TurnDraft, note_form: NoteForm) -> None:
    draft = await note_form.enter(query, await note_form.draft(callback_data.draft_id))
    await show(query, statuses_screen(draft))


async def show_document(query: CallbackQuery, callback_data: TurnDraft, note_form: NoteForm) -> None:
    draft = await note_form.draft(callback_data.draft_id)
    await show(query, document_screen(await note_form.enter(query, draft, Step.DOCUMENT)))


async def show_fixes(query: CallbackQuery, callback_data: TurnDraft, note_form: NoteForm) -> None:
    draft = await note_form.enter(query, await note_form.draft(callback_data.draft_id))
    await show(query, fixes_screen(await note_form.form(draft)))


async def show_posts(query: CallbackQuery, callback_data: TurnDraft, note_form: NoteForm) -> None:
    """Every message as the group will get it, and the form below them."""
    draft = await note_form.draft(callback_data.draft_id)
    post = await note_form.post(draft)
    await answer(query)
    if post:
        await send_parts(note_form, lambda: note_parts(post))
    await note_form.send(draft)


async def drop_document(query: CallbackQuery, callback_data: TurnDraft, note_form: NoteForm) -> None:
    draft = await note_form.draft(callback_data.draft_id)
    async with note_form.db.writing() as connection:
        await update_draft_document(connection, draft.id, ConfirmingDocument(), note_form.deed.at)
    await show_form(query, callback_data, note_form)


async def drop_words(query: CallbackQuery, callback_data: TurnDraft, note_form: NoteForm) -> None:
    draft = await note_form.draft(callback_data.draft_id)
    async with note_form.db.writing() as connection:
        await delete_draft_texts(connection, draft.id)
    await show_form(query, callback_data, note_form)


async def drop_files(query: CallbackQuery, callback_data: TurnDraft, note_form: NoteForm) -> None:
    draft = await note_form.draft(callback_data.draft_id)
    async with note_form.db.writing() as connection:
        await delete_draft_files(connection, draft.id)
    await show_form(query, callback_data, note_form)


async def choose_agency(query: CallbackQuery, callback_data: TurnDraft, note_form: NoteForm) -> None:
    draft = await note_form.draft(callback_data.draft_id)
    if draft.note_id is None and draft.activity_id:
        async with note_form.db.writing() as connection:
            await update_draft_subject(connection, draft.id, draft.activity_id, None, note_form.deed.at)
    await show_form(query, callback_data, note_form)


async def repeat_last(query: CallbackQuery, callback_data: TurnDraft, note_form: NoteForm) -> None:
    """Words and status of the last note, unless something was written already."""
    draft = await note_form.draft(callback_data.draft_id)
    last = await select_last_note(note_form.db.reader, draft.activity_id or 0, draft.agency_id or 0)
    if last and draft.is_empty:
        async with note_form.db.writing() as connection:
            await update_draft_as_last_time(connection, draft, last, note_form.deed.at)
    await show_form(query, callback_data, note_form)


async def choose_status(query: CallbackQuery, callback_data: ChooseStatus, note_form: NoteForm) -> None:
    """«Исполнено» asks for the document that confirms it."""
    draft = await note_form.draft(callback_data.draft_id)
    status = NoteStatus(callback_data.status)
    async with note_form.db.writing() as connection:
        await update_draft_status(connection, draft.id, status, note_form.deed.at)
    turn = TurnDraft(draft_id=draft.id, step=DraftStep.SHOW_FORM)
    asks = status is NoteStatus.DONE and draft.document == ConfirmingDocument()
    await (show_document if asks else show_form)(query, turn, note_form)


async def sign_for(query: CallbackQuery, callback_data: SignFor, note_form: NoteForm) -> None:
    """Raises `NotAuthor` for an agency that is not the person's."""
    draft = await note_form.draft(callback_data.draft_id)
    activity_id = draft.activity_id or 0
    allowed = await select_writable_agencies(
        note_form.db.reader, activity_id, note_form.user_id, note_form.deed.first_admins
    )
    if callback_data.agency_id not in {agency.id for agency in allowed} or draft.note_id:
        raise NotAuthor("write")
    async with note_form.db.writing() as connection:
        await update_draft_subject(
            connection, draft.id, activity_id, callback_data.agency_id, note_form.deed.at
        )
    await show_form(query, TurnDraft(draft_id=draft.id, step=DraftStep.SHOW_FORM), note_form)


async def postpone(query: CallbackQuery, callback_data: TurnDraft, note_form: NoteForm) -> None:
    draft = await note_form.draft(callback_data.draft_id)
    async with note_form.db.writing() as connection:
        await leave_form(connection, draft.user_id)
    await show(query, postponed_screen())


async def cancel(query: CallbackQuery, callback_data: TurnDraft, note_form: NoteForm) -> None:
    draft = await note_form.draft(callback_data.draft_id)
    if draft.is_empty:
        await discard(query, callback_data, note_form)
    else:
        await show(query, cancel_screen(draft))


async def discard(query: CallbackQuery, callback_data: TurnDraft, note_form: NoteForm) -> None:
    draft = await note_form.draft(callback_data.draft_id)
    async with note_form.db.writing() as connection:
        await delete_draft(connection, draft.user_id)
    await show(query, discarded_screen())
