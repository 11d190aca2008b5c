"""An administrator names the office a person holds in an agency."""

import sqlite3
from typing import Any

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.access import PRIVATE, Permission, needs
from bot.callbacks.people import AskJobTitle, DropJobTitle
from bot.middlewares.form_exit import OF_THE_JOB_TITLE
from bot.screens.notices import notice, unsaved_screens
from bot.screens.people.job_title import (
    job_title_agencies_screen,
    job_title_left_words,
    job_title_needed_words,
    job_title_screen,
)
from bot.services.notes.incoming import is_no_command
from bot.services.people.appointing import Appointing
from bot.telegram.rendering import reply, show
from data.database import Database
from data.people.job_title_questions import JobTitleQuestion, select_job_title_question
from data.people.members import select_directory
from data.people.people import NAME_LENGTH, Person
from data.people.rights import Right, holds
from data.roadmap.lookup import StaleButton
from data.text_cleaning import one_line


def router() -> Router:
    router = Router(name="job_title")
    flags = needs(Permission.ADMIN, repeatable=True) | {OF_THE_JOB_TITLE: True}
    said = router.message.register
    leaves = needs(Permission.READ) | {OF_THE_JOB_TITLE: True}
    said(cancel, Command("cancel", ignore_case=True), PRIVATE, is_asked, flags=leaves)
    said(take_job_title, PRIVATE, is_no_command, is_asked, flags=flags)
    router.callback_query.register(ask_job_title, AskJobTitle.filter(), flags=flags)
    router.callback_query.register(drop_job_title, DropJobTitle.filter(), flags=flags)
    return router


async def is_asked(_: Message, db: Database, person: Person | None = None) -> dict[str, Any] | bool:
    """The office that an administrator was asked for; whoever is one no more asks questions as others do."""
    if person is None or not holds(person.role, Right.MANAGE_PEOPLE):
        return False
    found = await select_job_title_question(db.reader, person.user_id)
    return {"job_title": found} if found else False


async def ask_job_title(
    query: CallbackQuery, callback_data: AskJobTitle, appointing: Appointing, db: Database
) -> None:
    """Of several agencies one is chosen first."""
    member = await appointing.member(callback_data.user_id)
    held = list(member.appointment.agencies)
    directory = await select_directory(db.reader)
    agency_id = callback_data.agency_id or (held[0] if len(held) == 1 else 0)
    if agency_id in held:
        question = JobTitleQuestion(member.user_id, agency_id)
        await appointing.ask_job_title(question)
        await show(query, job_title_screen(member, directory, question))
    elif agency_id or not held:
        raise StaleButton
    else:
        await show(query, job_title_agencies_screen(member, directory, callback_data))


async def take_job_title(message: Message, job_title: JobTitleQuestion, appointing: Appointing) -> None:
    words = one_line(message.text or "")
    if not words or len(words) > NAME_LENGTH:
        await reply(message, notice(job_title_needed_words()))
        return
    try:
        await appointing.set_job_title(job_title, words)
    except sqlite3.Error:
        for screen in unsaved_screens(words):
            await reply(message, screen)
    else:
        await reply(message, await appointing.card(job_title.user_id))


async def drop_job_title(query: CallbackQuery, callback_data: DropJobTitle, appointing: Appointing) -> None:
    await appointing.set_job_title(JobTitleQuestion(callback_data.user_id, callback_data.agency_id), "")
    await show(query, await appointing.card(callback_data.user_id))


async def cancel(message: Message, appointing: Appointing) -> None:
    await appointing.leave_job_title()
    await reply(message, notice(job_title_left_words()))
