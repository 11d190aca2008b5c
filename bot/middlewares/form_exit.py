"""Whoever goes elsewhere has left the form: their next message is a question again, the draft is kept."""

import logging
import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

from aiogram import BaseMiddleware
from aiogram.dispatcher.flags import get_flag
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.services.notes.leaving import leave_form
from bot.services.notes.steps import NoteFormState, step_of
from bot.services.search.question_text import FIND
from bot.services.search.text_commands import text_command
from data.database import Database
from data.decisions.decision_drafts import leave_decisions, select_decision_in_hand
from data.messaging.posts import MessageAddress, delete_posts, select_post
from data.notes.drafts import select_draft_step
from data.people.job_title_questions import delete_job_title_question, select_job_title_question
from data.people.people import Person, Role
from data.people.rights import HOLDERS, Right, holds

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]
OF_THE_FORM: Final = "of_the_form"
OF_THE_DECISION: Final = "of_the_decision"
OF_THE_JOB_TITLE: Final = "of_the_office"

log = logging.getLogger(__name__)


class NoteFormExit(BaseMiddleware):
    """Stands before handlers; those with the flag `of_the_form` are the form itself."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        person: Person | None = data["person"]
        if person and holds(person.role, Right.WRITE) and not get_flag(data, OF_THE_FORM):
            try:
                await _leave(data["db"], person.user_id, event)
            except sqlite3.Error as error:
                log.warning("person %d: the form was not left: %s", person.user_id, error)
        return await handler(event, data)


@dataclass(frozen=True, slots=True)
class PendingQuestion:
    """A question of the bot that the next message answers: handlers with the `flag` are its own.

    `leave` drops it for a person; `holders` are whom it may be asked of, `named` tells it in the log.
    """

    flag: str
    holders: frozenset[Role]
    leave: Callable[[Database, int], Awaitable[None]]
    named: str


class QuestionExit(BaseMiddleware):
    """The same for a question; the form of a note is elsewhere, too."""

    def __init__(self, asked: PendingQuestion) -> None:
        self._asked = asked

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        person: Person | None = data["person"]
        elsewhere = bool(get_flag(data, OF_THE_FORM)) or _is_press(event) or _is_command(event)
        may_be_asked = person is not None and person.role in self._asked.holders
        if person and may_be_asked and elsewhere and not get_flag(data, self._asked.flag):
            try:
                await self._asked.leave(data["db"], person.user_id)
            except sqlite3.Error as error:
                log.warning("person %d: %s was not left: %s", person.user_id, self._asked.named, error)
        return await handler(event, data)


async def _leave(db: Database, user_id: int, event: TelegramObject) -> None:
    if isinstance(event, CallbackQuery) and event.message and _is_press(event):
        await _forget_confirmation(db, MessageAddress(event.message.chat.id, event.message.message_id))
    elif not _is_command(event):
        return
    if step_of(await select_draft_step(db.reader, user_id) or "") is NoteFormState.LEFT:
        return
    async with db.writing() as connection:
        await leave_form(connection, user_id)


async def _leave_decision(db: Database, user_id: int) -> None:
    if await select_decision_in_hand(db.reader, user_id):
        async with db.writing() as connection:
            await leave_decisions(connection, user_id)


async def _leave_job_title(db: Database, user_id: int) -> None:
    if await select_job_title_question(db.reader, user_id):
        async with db.writing() as connection:
            await delete_job_title_question(connection, user_id)


DECISION: Final = PendingQuestion(OF_THE_DECISION, HOLDERS[Right.WRITE], _leave_decision, "the decision")
JOB_TITLE: Final = PendingQuestion(
    OF_THE_JOB_TITLE, HOLDERS[Right.MANAGE_PEOPLE], _leave_job_title, "the question of an office"
)


async def _forget_confirmation(db: Database, source: MessageAddress) -> None:
    """The message becomes another screen: news of the note it showed must not overwrite that."""
    if await select_post(db.reader, source):
        async with db.writing() as connection:
            await delete_posts(connection, source.chat_id, [source.message_id])


def _is_press(event: TelegramObject) -> bool:
    """In the private chat."""
    message = event.message if isinstance(event, CallbackQuery) else None
    return message is not None and message.chat.type == "private"


def _is_command(event: TelegramObject) -> bool:
    """In the private chat, a word of the menu too; other than a question, which is answered beside the form."""
    if not isinstance(event, Message) or event.chat.type != "private":
        return False
    text = event.text or ""
    return text_command(text) is not None or (text.startswith("/") and not FIND.fullmatch(text))
