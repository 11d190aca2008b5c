"""An administrator names the job title a person holds in an agency."""

import sqlite3
from functools import partial
from typing import Any

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.access import PRIVATE, Permission, UserContext, needs
from bot.callbacks.people import AskJobTitle, DropJobTitle, FormerJobTitleDrop
from bot.middlewares.form_exit import OF_THE_JOB_TITLE
from bot.screens.notices import notice
from bot.screens.people.job_title import job_title_left_words, job_title_needed_words
from bot.services.messages.refusals import return_words, show_decided, show_outdated
from bot.services.notes.incoming import is_no_command
from bot.services.people.appointing import Appointing
from bot.telegram.rendering import reply, show
from data.people.form_state import JobTitleQuestion
from data.people.people import NAME_LENGTH
from data.people.rights import Right, holds
from data.primitives.text_cleaning import one_line


def router() -> Router:
    router = Router(name="job_title")
    flags = needs(Permission.ADMIN, repeatable=True) | {OF_THE_JOB_TITLE: True}
    on_message = router.message.register
    leaves = needs(Permission.READ) | {OF_THE_JOB_TITLE: True}
    on_message(cancel, Command("cancel", ignore_case=True), PRIVATE, is_asked, flags=leaves)
    on_message(take_job_title, PRIVATE, is_no_command, is_asked, flags=flags)
    router.callback_query.register(ask_job_title, AskJobTitle.filter(), flags=flags)
    router.callback_query.register(show_member, FormerJobTitleDrop.filter(), flags=flags)
    router.callback_query.register(drop_job_title, DropJobTitle.filter(), flags=flags)
    return router


def is_asked(_: Message, user: UserContext) -> dict[str, Any] | bool:
    """Passes the question that an administrator was asked; one who lost the role asks questions as others do."""
    if user.known is None or not holds(user.known.role, Right.MANAGE_PEOPLE):
        return False
    return {"job_title": user.form.job_title} if user.form.job_title else False


async def ask_job_title(query: CallbackQuery, callback_data: AskJobTitle, appointing: Appointing) -> None:
    await show(query, await appointing.job_title_screen(callback_data))


async def take_job_title(message: Message, job_title: JobTitleQuestion, appointing: Appointing) -> None:
    words = one_line(message.text or "")
    if not words or len(words) > NAME_LENGTH:
        await reply(message, notice(job_title_needed_words()))
        return
    try:
        await appointing.set_job_title(job_title, words)
    except sqlite3.Error:
        await return_words(message, words)
    else:
        await reply(message, await appointing.card(job_title.user_id))


async def drop_job_title(query: CallbackQuery, callback_data: DropJobTitle, appointing: Appointing) -> None:
    question = JobTitleQuestion(callback_data.user_id, callback_data.agency_id)
    drop = appointing.set_job_title(question, "", callback_data.fingerprint)
    await show_decided(query, drop, partial(appointing.card, callback_data.user_id))


async def show_member(
    query: CallbackQuery, callback_data: FormerJobTitleDrop, appointing: Appointing
) -> None:
    """Answers a button of an earlier version with the person as they are now."""
    await show_outdated(query, await appointing.card(callback_data.user_id))


async def cancel(message: Message, appointing: Appointing) -> None:
    await appointing.leave_job_title()
    await reply(message, notice(job_title_left_words()))
