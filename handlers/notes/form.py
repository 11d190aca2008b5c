"""The buttons of a note's form, which work on the person's own draft only."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.access import Permission, needs
from bot.callbacks.notes import ChooseStatus, DraftStep, SignFor, TurnDraft
from bot.middlewares.form_exit import OF_THE_FORM
from bot.screens.notes.drafts import discard_screen, discarded_screen
from bot.screens.notes.form import document_screen, files_removal_screen, fixes_screen, statuses_screen
from bot.services.notes import draft_changes
from bot.services.notes.drafts import cancel_draft
from bot.services.notes.form import NoteForm, send_calls
from bot.services.notes.form_state import NoteFormState
from bot.services.notes.post_calls import note_calls
from bot.telegram.rendering import answer, show
from data.notes.statuses import NoteStatus


def router() -> Router:
    router = Router(name="note_form")
    flags = needs(Permission.WRITE, repeatable=True) | {OF_THE_FORM: True}
    steps = {
        DraftStep.SHOW_FORM: show_form,
        DraftStep.SHOW_STATUSES: show_statuses,
        DraftStep.SHOW_DOCUMENT: show_document,
        DraftStep.SHOW_FIXES: show_fixes,
        DraftStep.SHOW_POSTS: show_posts,
        DraftStep.DROP_DOCUMENT: drop_document,
        DraftStep.WORDS_ANEW: words_anew,
        DraftStep.ADD_WORDS: add_words,
        DraftStep.ASK_FILES: ask_files,
        DraftStep.DROP_FILES: drop_files,
        DraftStep.CHOOSE_AGENCY: choose_agency,
        DraftStep.REPEAT_LAST: repeat_last,
        DraftStep.POSTPONE: cancel,
        DraftStep.CANCEL: cancel,
        DraftStep.ASK_DISCARD: ask_discard,
        DraftStep.DISCARD: discard,
    }
    pressed = router.callback_query.register
    for step, handler in steps.items():
        pressed(handler, TurnDraft.filter(F.step == step), flags=flags)
    pressed(choose_status, ChooseStatus.filter(), flags=flags)
    pressed(sign_for, SignFor.filter(), flags=flags)
    return router


async def show_form(query: CallbackQuery, callback_data: TurnDraft, note_form: NoteForm) -> None:
    draft = await note_form.draft(callback_data.draft_id)
    await note_form.show(query, await note_form.enter(query, draft))


async def show_statuses(query: CallbackQuery, callback_data: TurnDraft, note_form: NoteForm) -> None:
    draft = await note_form.enter(query, await note_form.draft(callback_data.draft_id))
    await show(query, statuses_screen(draft))


async def show_document(query: CallbackQuery, callback_data: TurnDraft, note_form: NoteForm) -> None:
    draft = await note_form.draft(callback_data.draft_id)
    await show(query, document_screen(await note_form.enter(query, draft, NoteFormState.DOCUMENT)))


async def show_fixes(query: CallbackQuery, callback_data: TurnDraft, note_form: NoteForm) -> None:
    draft = await note_form.enter(query, await note_form.draft(callback_data.draft_id))
    await show(query, fixes_screen(await note_form.form(draft)))


async def show_posts(query: CallbackQuery, callback_data: TurnDraft, note_form: NoteForm) -> None:
    """Sends every message as the group will get it, and the form below them."""
    draft = await note_form.draft(callback_data.draft_id)
    post = await note_form.post(draft)
    await answer(query)
    if post:
        await send_calls(note_form, post.subject.activity_id, lambda: note_calls(post))
    await note_form.send(draft)


async def drop_document(query: CallbackQuery, callback_data: TurnDraft, note_form: NoteForm) -> None:
    draft = await note_form.draft(callback_data.draft_id)
    await draft_changes.drop_document(note_form, draft)
    await show_form(query, callback_data, note_form)


async def words_anew(query: CallbackQuery, callback_data: TurnDraft, note_form: NoteForm) -> None:
    """The words stay until others have come."""
    draft = await note_form.draft(callback_data.draft_id)
    await note_form.show(query, await note_form.enter(query, draft, NoteFormState.ANEW))


async def add_words(query: CallbackQuery, callback_data: TurnDraft, note_form: NoteForm) -> None:
    draft = await note_form.draft(callback_data.draft_id)
    await note_form.show(query, await note_form.enter(query, draft, NoteFormState.WORDS))


async def ask_files(query: CallbackQuery, callback_data: TurnDraft, note_form: NoteForm) -> None:
    await show(query, files_removal_screen(await note_form.draft(callback_data.draft_id)))


async def drop_files(query: CallbackQuery, callback_data: TurnDraft, note_form: NoteForm) -> None:
    draft = await note_form.draft(callback_data.draft_id)
    await draft_changes.drop_files(note_form, draft)
    await show_form(query, callback_data, note_form)


async def choose_agency(query: CallbackQuery, callback_data: TurnDraft, note_form: NoteForm) -> None:
    await draft_changes.forget_agency(note_form, await note_form.draft(callback_data.draft_id))
    await show_form(query, callback_data, note_form)


async def repeat_last(query: CallbackQuery, callback_data: TurnDraft, note_form: NoteForm) -> None:
    await draft_changes.repeat_last(note_form, await note_form.draft(callback_data.draft_id))
    await note_form.open(query, await note_form.draft(callback_data.draft_id))


async def choose_status(query: CallbackQuery, callback_data: ChooseStatus, note_form: NoteForm) -> None:
    """«Исполнено» asks for the document that confirms it."""
    draft = await note_form.draft(callback_data.draft_id)
    status = NoteStatus(callback_data.status)
    await draft_changes.put_status(note_form, draft, status)
    await note_form.open(query, await note_form.draft(draft.id))


async def sign_for(query: CallbackQuery, callback_data: SignFor, note_form: NoteForm) -> None:
    """Raises `NotAllowed` for an agency that the person may not write for."""
    draft = await note_form.draft(callback_data.draft_id)
    await draft_changes.put_agency(note_form, draft, callback_data.agency_id)
    await show_form(query, TurnDraft(draft_id=draft.id, step=DraftStep.SHOW_FORM), note_form)


async def cancel(query: CallbackQuery, callback_data: TurnDraft, note_form: NoteForm) -> None:
    await show(query, await cancel_draft(await note_form.own(callback_data.draft_id), note_form))


async def ask_discard(query: CallbackQuery, callback_data: TurnDraft, note_form: NoteForm) -> None:
    await show(query, discard_screen(await note_form.own(callback_data.draft_id)))


async def discard(query: CallbackQuery, callback_data: TurnDraft, note_form: NoteForm) -> None:
    draft = await note_form.own(callback_data.draft_id)
    await draft_changes.discard(note_form)
    await show(query, discarded_screen(draft))
