"""Beginning a note: from an activity, from a link, by replying to a post, or continuing a draft."""

import sqlite3
from typing import Any, Final

from aiogram import F, Router
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import CallbackQuery, Message

from bot.access import PRIVATE, Permission, UserContext, needs
from bot.callbacks.notes import ContinueDraft, ReplaceDraft, WriteNote
from bot.callbacks.roadmap import OpenActivity
from bot.middlewares.form_exit import OF_THE_FORM
from bot.screens.notes.drafts import closed_private_screen, refused_screen
from bot.screens.notices import (
    closed_roadmap_words,
    headed,
    no_number_words,
    notice,
    others_activity_words,
)
from bot.screens.refusals import refusal_text
from bot.services.notes.assigning import keep_message
from bot.services.notes.draft_input import add_to_draft, return_words, show_draft
from bot.services.notes.drafts import DraftInTheWay, begin_draft, draft_conflict
from bot.services.notes.form import NoteForm
from bot.services.notes.incoming import is_album_incomplete, is_no_command, source_of_message
from bot.services.notes.resuming import resume
from bot.services.people.journal import Attempts
from bot.services.roadmap.activity_card import activity_card
from bot.services.roadmap.cache import RoadmapCache
from bot.services.roadmap.choosing import follow_link
from bot.telegram.deep_links import NoteLink, linked_note, note_link
from bot.telegram.rendering import reply, show
from data.database import Database
from data.messaging.posts import select_post
from data.notes.drafts import Draft
from data.notes.problems import ContentRefused
from data.people.authorship import select_writable_agencies
from data.people.rights import NotAllowed
from data.roadmap.lookup import StaleButton, activity_numbered
from data.roadmap.roadmap import select_roadmap_of_activity

WORDS: Final = F.text | F.photo | F.document


def router() -> Router:
    router = Router(name="note_beginning")
    of_the_form = needs(Permission.WRITE, repeatable=True) | {OF_THE_FORM: True}
    in_a_group = needs(Permission.READ, repeatable=True)
    on_message = router.message.register
    on_message(begin_from_link, F.text.func(linked_note).as_("link"), PRIVATE, flags=of_the_form)
    on_message(begin_from_reply, PRIVATE, WORDS, is_no_command, is_about_activity, flags=of_the_form)
    on_message(begin_from_group, ~PRIVATE, WORDS, is_no_command, is_from_author, flags=in_a_group)
    pressed = router.callback_query.register
    pressed(begin_here, WriteNote.filter(), flags=of_the_form)
    pressed(go_on, ContinueDraft.filter(), flags=of_the_form)
    pressed(begin_anew, ReplaceDraft.filter(), flags=of_the_form)
    return router


async def is_about_activity(message: Message, db: Database) -> dict[str, Any] | bool:
    """Passes the activity of the bot's message that is replied to: of a post, or of a card by its button."""
    replied = message.reply_to_message
    if replied is None:
        return False
    post = await select_post(db.reader, source_of_message(replied))
    activity_id = post.activity_id if post else _activity_of_buttons(replied)
    return {"activity_id": activity_id} if activity_id else False


async def is_from_author(message: Message, user: UserContext, db: Database) -> dict[str, Any] | bool:
    """As `is_about_activity`, but False for people who may not write about it: a group gets no answer to them."""
    about = await is_about_activity(message, db)
    if not isinstance(about, dict) or user.known is None:
        return False
    allowed = await select_writable_agencies(db.reader, about["activity_id"], user.known.user_id)
    return about if allowed else False


async def begin_here(query: CallbackQuery, callback_data: WriteNote, note_form: NoteForm) -> None:
    await _begin_here(query, callback_data.activity_id, note_form, replaced_id=None)


async def begin_from_link(
    message: Message, link: NoteLink, user: UserContext, note_form: NoteForm, roadmaps: RoadmapCache
) -> None:
    """The link's roadmap becomes the person's choice; one that is closed to them is refused in words."""
    activity_id = link.activity_id or _id_of_number(user, link.number or "")
    roadmap_id = await select_roadmap_of_activity(note_form.db.reader, activity_id)
    writer = await follow_link(roadmap_id, user, note_form.db, roadmaps)
    if activity_id is None:
        await reply(message, notice(no_number_words(link.number or "")))
    elif writer is None:
        await reply(message, notice(closed_roadmap_words()))
    else:
        await _begin_or_show_card(message, activity_id, writer, note_form)


def _id_of_number(user: UserContext, number: str) -> int | None:
    activity = activity_numbered(user.content, number)
    return activity.id if activity else None


async def _begin_or_show_card(
    message: Message, activity_id: int, user: UserContext, note_form: NoteForm
) -> None:
    try:
        await _begin(message, activity_id, note_form)
    except NotAllowed as refused:
        await _show_card_instead(message, activity_id, user, note_form)
        await Attempts(note_form.db, note_form.audit).record(refused.tried)


async def _begin(message: Message, activity_id: int, note_form: NoteForm) -> None:
    try:
        await note_form.send(await begin_draft(note_form, activity_id))
    except DraftInTheWay as other:
        await reply(message, await draft_conflict(note_form, other.draft, activity_id))


async def _show_card_instead(
    message: Message, activity_id: int, user: UserContext, note_form: NoteForm
) -> None:
    opened = await activity_card(user, OpenActivity(activity_id=activity_id), note_form.db)
    await reply(message, headed(others_activity_words(), opened))


async def begin_from_reply(message: Message, activity_id: int, note_form: NoteForm) -> None:
    await _take_reply(message, activity_id, note_form)


async def begin_from_group(message: Message, activity_id: int, note_form: NoteForm) -> None:
    """Makes a draft of the words; the rest is private, unless the person has not opened the bot."""
    try:
        await _take_reply(message, activity_id, note_form)
    except (TelegramForbiddenError, TelegramBadRequest):
        group_identity = await note_form.group_identity()
        await reply(message, closed_private_screen(note_link(group_identity.username, activity_id)))


async def go_on(query: CallbackQuery, note_form: NoteForm) -> None:
    current = await note_form.current()
    if current is None:
        raise StaleButton
    await resume(query, note_form, current)


async def begin_anew(query: CallbackQuery, callback_data: ReplaceDraft, note_form: NoteForm) -> None:
    await _begin_here(query, callback_data.activity_id, note_form, replaced_id=callback_data.draft_id)


async def _begin_here(
    query: CallbackQuery, activity_id: int, form: NoteForm, *, replaced_id: int | None
) -> None:
    try:
        draft = await begin_draft(form, activity_id, replaced_id)
    except DraftInTheWay as other:
        await show(query, await draft_conflict(form, other.draft, activity_id))
    else:
        await form.show(query, await form.enter(query, draft))


async def _take_reply(message: Message, activity_id: int, form: NoteForm) -> None:
    try:
        draft = await begin_draft(form, activity_id)
        await show_draft(form, draft, await add_to_draft(form, draft, message), message)
    except DraftInTheWay as other:
        await _ask_where(message, other.draft, activity_id, form)
    except ContentRefused as refused:
        await form.tell(refused_screen(draft, refusal_text(refused.problem, **refused.details)))
    except sqlite3.Error:
        await return_words(message, form)


async def _ask_where(message: Message, draft: Draft, activity_id: int, form: NoteForm) -> None:
    """Sets the message aside until its author chooses between two drafts; an album is asked about once."""
    unassigned_id = await keep_message(form, message)
    if not await is_album_incomplete(form, message):
        await form.tell(await draft_conflict(form, draft, activity_id, unassigned_id))


def _activity_of_buttons(message: Message) -> int | None:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else []
    for data in (button.callback_data or "" for row in rows for button in row):
        try:
            return WriteNote.unpack(data).activity_id
        except (TypeError, ValueError):
            continue
    return None
