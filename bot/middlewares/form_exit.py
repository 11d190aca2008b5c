"""Leaves the forms of a user who goes elsewhere: their next message is a question again, the draft is kept."""

import logging
import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any, Final

from aiogram import BaseMiddleware
from aiogram.dispatcher.flags import get_flag
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.access import UserContext
from bot.services.notes.form_state import NoteFormState, leave_form, note_form_state
from bot.services.search.question_text import FIND
from bot.services.search.text_commands import text_command
from data.database import Database
from data.decisions.decision_drafts import leave_decisions
from data.messaging.posts import MessageAddress, delete_posts, select_post
from data.people.form_state import delete_job_title_question
from data.people.rights import Right, holds

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]
OF_THE_FORM: Final = "of_the_form"
OF_THE_DECISION: Final = "of_the_decision"
OF_THE_JOB_TITLE: Final = "of_the_job_title"

log = logging.getLogger(__name__)


class FormExitMiddleware(BaseMiddleware):
    """Stands before handlers; one with the flag of a form is part of that form and does not leave it.

    A form is left by a press or a command in the private chat; a decision and the question of a job title also when a
    note's form is entered, with any message. A storage that takes nothing does not stop the handler.
    """

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        user: UserContext = data["user"]
        if user.known and holds(user.known.role, Right.WRITE):
            try:
                await _leave(data["db"], user, event, data)
            except sqlite3.Error as error:
                log.warning("person %d: the form was not left: %s", user.known.user_id, error)
        return await handler(event, data)


async def _leave(db: Database, user: UserContext, event: TelegramObject, data: dict[str, Any]) -> None:
    form, user_id = user.form, user.person.user_id
    goes_elsewhere = _is_press(event) or _is_command(event)
    enters_note = bool(get_flag(data, OF_THE_FORM))
    leaves_note = goes_elsewhere and not enters_note
    leaves_question = goes_elsewhere or enters_note
    place = await _confirmation(db, event) if leaves_note else None
    in_note = leaves_note and note_form_state(form.note_step or "") is not NoteFormState.LEFT
    in_decision = leaves_question and form.decision_id and not get_flag(data, OF_THE_DECISION)
    in_job_title = leaves_question and form.job_title and not get_flag(data, OF_THE_JOB_TITLE)
    if not (place or in_note or in_decision or in_job_title):
        return
    async with db.writing() as connection:
        if place:
            await delete_posts(connection, place.chat_id, [place.message_id])
        if in_note:
            await leave_form(connection, user_id)
        if in_decision:
            await leave_decisions(connection, user_id)
        if in_job_title:
            await delete_job_title_question(connection, user_id)


async def _confirmation(db: Database, event: TelegramObject) -> MessageAddress | None:
    """Returns the pressed message if it shows a note: it becomes another screen that news must not overwrite."""
    if not (isinstance(event, CallbackQuery) and event.message):
        return None
    place = MessageAddress(event.message.chat.id, event.message.message_id)
    return place if await select_post(db.reader, place) else None


def _is_press(event: TelegramObject) -> bool:
    """True for a press in the private chat."""
    message = event.message if isinstance(event, CallbackQuery) else None
    return message is not None and message.chat.type == "private"


def _is_command(event: TelegramObject) -> bool:
    """True for a command in the private chat, also in words; a question is answered beside the form."""
    if not isinstance(event, Message) or event.chat.type != "private":
        return False
    text = event.text or ""
    return text_command(text) is not None or (text.startswith("/") and not FIND.fullmatch(text))
