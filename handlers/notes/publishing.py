"""Publishing a note, and deciding about a post that may not have arrived."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.access import Permission, needs
from bot.callbacks.notes import (
    AskInstead,
    AskWithdrawal,
    ConfirmPost,
    CorrectNote,
    FormerWithdrawal,
    OpenDelivery,
    PublishDraft,
    RepeatPost,
    WithdrawalReason,
    WithdrawNote,
)
from bot.middlewares.form_exit import OF_THE_FORM
from bot.screens.notes.superseded import superseded_screen
from bot.screens.notes.withdrawal import reason_screen, reasons, withdrawal_screen
from bot.screens.refusals import refusal_text
from bot.services.messages.refusals import show_outdated
from bot.services.notes.draft_changes import take_question
from bot.services.notes.drafts import DraftInTheWay, begin_correction, draft_conflict
from bot.services.notes.form import NoteForm
from bot.services.notes.form_state import NoteFormState
from bot.services.notes.incoming import source_of_message
from bot.services.notes.publisher import DraftChanged, DraftSuperseded, NotePublisher
from bot.services.notes.resuming import resume
from bot.services.search.answers import Answers
from bot.telegram.rendering import answer, show
from data.notes.draft_summary import is_worthless
from data.notes.notes import Note
from data.notes.problems import NoteProblem
from data.primitives.fingerprint import Outdated
from data.primitives.text_cleaning import one_line


def router() -> Router:
    router = Router(name="note_publishing")
    writes = needs(Permission.WRITE)
    of_the_form = writes | {OF_THE_FORM: True}
    pressed = router.callback_query.register
    pressed(publish_draft, PublishDraft.filter(), flags=of_the_form)
    pressed(ask_instead, AskInstead.filter(), flags=of_the_form)
    pressed(open_delivery, OpenDelivery.filter(), flags=writes)
    pressed(confirm_post, ConfirmPost.filter(), flags=writes)
    pressed(repeat_post, RepeatPost.filter(), flags=writes)
    pressed(correct_note, CorrectNote.filter(), flags=writes)
    pressed(ask_withdrawal, AskWithdrawal.filter(), flags=writes)
    pressed(show_withdrawal, FormerWithdrawal.filter(), flags=writes)
    pressed(withdraw_note, WithdrawNote.filter(), flags=writes)
    return router


async def publish_draft(
    query: CallbackQuery, callback_data: PublishDraft, note_form: NoteForm, note_publisher: NotePublisher
) -> None:
    """Publishes the draft once, however often and from wherever the button is pressed."""
    try:
        place = source_of_message(query.message) if query.message else None
        outcome = await note_publisher.publish_own(callback_data.draft_id, callback_data.fingerprint, place)
    except (DraftChanged, DraftSuperseded) as late:
        await _show_again(query, callback_data.draft_id, late, note_form)
        return
    if isinstance(outcome, NoteProblem):
        await answer(query, refusal_text(outcome), alert=True)
    else:
        await note_publisher.show(query, outcome)


async def _show_again(
    query: CallbackQuery, draft_id: int, late: DraftChanged | DraftSuperseded, form: NoteForm
) -> None:
    await answer(query, refusal_text(late.problem), alert=True)
    if isinstance(late, DraftSuperseded):
        await form.tell(superseded_screen(late.superseded))
    await form.send(await form.draft(draft_id))


async def ask_instead(
    query: CallbackQuery, callback_data: AskInstead, note_form: NoteForm, answers: Answers
) -> None:
    """Answers the question below the form, which goes on without it."""
    draft = await note_form.draft(callback_data.draft_id)
    question = await take_question(note_form, draft)
    await note_form.open(query, await note_form.draft(draft.id))
    await note_form.tell(await answers.beside(one_line(question)))


async def open_delivery(
    query: CallbackQuery, callback_data: OpenDelivery, note_publisher: NotePublisher
) -> None:
    await note_publisher.show(query, await note_publisher.note(callback_data.note_id))


async def confirm_post(
    query: CallbackQuery, callback_data: ConfirmPost, note_publisher: NotePublisher
) -> None:
    await note_publisher.show(query, await note_publisher.confirm(callback_data.row_id))


async def repeat_post(query: CallbackQuery, callback_data: RepeatPost, note_publisher: NotePublisher) -> None:
    await note_publisher.show(query, await note_publisher.repeat(callback_data.row_id))


async def correct_note(
    query: CallbackQuery, callback_data: CorrectNote, note_form: NoteForm, note_publisher: NotePublisher
) -> None:
    note = await note_publisher.note(callback_data.note_id)
    if note.withdrawal:
        await answer(query, refusal_text(NoteProblem.WITHDRAWN), alert=True)
        return
    try:
        draft = await begin_correction(note_form, note)
    except DraftInTheWay as other:
        await _show_conflict(query, other, note_form)
    else:
        await resume(query, note_form, draft)


async def ask_withdrawal(
    query: CallbackQuery, callback_data: AskWithdrawal, note_publisher: NotePublisher
) -> None:
    note = await note_publisher.note(callback_data.note_id)
    if note.withdrawal:
        await note_publisher.show(query, note)
    else:
        await show(query, withdrawal_screen(note))


async def withdraw_note(
    query: CallbackQuery, callback_data: WithdrawNote, note_form: NoteForm, note_publisher: NotePublisher
) -> None:
    note = await note_publisher.note(callback_data.note_id)
    if note.withdrawal or callback_data.reason is not WithdrawalReason.OWN_WORDS:
        await _withdraw(query, callback_data, note_form, note_publisher)
    elif callback_data.fingerprint == note.latest.version:
        await _ask_reason(query, note, note_form)
    else:
        await show_withdrawal(query, callback_data, note_publisher)


async def _withdraw(
    query: CallbackQuery, place: WithdrawNote, note_form: NoteForm, note_publisher: NotePublisher
) -> None:
    note = await note_publisher.note(place.note_id)
    with await note_form.group_language(note.activity_id):
        reason = reasons().get(place.reason, "")
    try:
        await note_publisher.withdraw(note.id, reason, place.fingerprint)
    except Outdated:
        await show_withdrawal(query, place, note_publisher)
    else:
        await note_publisher.show(query, note)


async def show_withdrawal(
    query: CallbackQuery, callback_data: FormerWithdrawal, note_publisher: NotePublisher
) -> None:
    """Answers a button under a screen that is out of date: asks once more, about the note as it is now."""
    note = await note_publisher.note(callback_data.note_id)
    if note.withdrawal:
        await note_publisher.show(query, note)
    else:
        await show_outdated(query, withdrawal_screen(note))


async def _ask_reason(query: CallbackQuery, note: Note, form: NoteForm) -> None:
    try:
        current = await form.current()
        if current and not await is_worthless(form.db.reader, current):
            raise DraftInTheWay(current)  # noqa: TRY301 - as begin_correction does
        draft = await begin_correction(form, note)
    except DraftInTheWay as other:
        await _show_conflict(query, other, form)
    else:
        await form.enter(query, draft, NoteFormState.REASON)
        await show(query, reason_screen(note))


async def _show_conflict(query: CallbackQuery, other: DraftInTheWay, form: NoteForm) -> None:
    await show(query, await draft_conflict(form, other.draft))
