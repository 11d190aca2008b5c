"""What can be done from a reminder: answer a line, hear it once more, ask silent agencies."""

from datetime import date, datetime
from typing import Final

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.access import PRIVATE, Permission, needs
from bot.callbacks.reminders import (
    AnswerReminder,
    AskAgency,
    OpenNoReports,
    OpenUnstaffedAgencies,
    RepeatReminder,
)
from bot.middlewares.form_exit import OF_THE_FORM
from bot.scheduler import Scheduler
from bot.screens.notices import notice, stale_words
from bot.screens.reminders.no_reports import no_reports_screen, unstaffed_screen
from bot.screens.reminders.words import (
    again_words,
    asked_words,
    old_words,
    which_words,
)
from bot.services.notes.conflict import conflict
from bot.services.notes.draft_input import DraftInTheWay, begin
from bot.services.notes.form import NoteForm
from bot.services.reminders.job import ReminderJob
from bot.services.reminders.preferences import ReminderPreferences
from bot.telegram.rendering import answer, remove_button, reply, show
from data.audit import AuditContext
from data.reminders.inquiries import ask_agency
from data.roadmap.roadmap import select_activity

FIRST_DAY: Final = 1  # the ordinal of the first date there is


def router() -> Router:
    router = Router(name="reminders")
    router.message.register(ask_which, PRIVATE, replies_to_lines, flags=needs(Permission.WRITE))
    pressed = router.callback_query.register
    pressed(answer_reminder, AnswerReminder.filter(), flags=needs(Permission.WRITE) | {OF_THE_FORM: True})
    pressed(repeat_reminder, RepeatReminder.filter(), flags=needs(Permission.WRITE))
    pressed(open_no_reports, OpenNoReports.filter(), flags=needs(Permission.WRITE))
    pressed(open_unstaffed, OpenUnstaffedAgencies.filter(), flags=needs(Permission.WRITE))
    pressed(ask, AskAgency.filter(), flags=needs(Permission.WRITE))
    return router


def replies_to_lines(message: Message) -> bool:
    """Under a reminder of several activities; of a single one the words are a note, which was taken before."""
    replied = message.reply_to_message
    rows = replied.reply_markup.inline_keyboard if replied and replied.reply_markup else []
    data = [each.callback_data or "" for row in rows for each in row]
    return any(each.startswith(f"{AnswerReminder.__prefix__}:") for each in data)


async def ask_which(message: Message) -> None:
    await reply(message, notice(which_words()))


async def answer_reminder(query: CallbackQuery, callback_data: AnswerReminder, note_form: NoteForm) -> None:
    """The form comes below; the reminder stays, for its other lines."""
    if await select_activity(note_form.db.reader, callback_data.activity_id) is None:
        await answer(query, stale_words(), alert=True)
        return
    try:
        draft = await begin(note_form, callback_data.activity_id)
    except DraftInTheWay as other:
        await answer(query)
        await note_form.tell(await conflict(note_form, other.draft, callback_data.activity_id))
    else:
        await answer(query)
        await note_form.send(draft)


async def repeat_reminder(
    query: CallbackQuery, callback_data: RepeatReminder, reminder_preferences: ReminderPreferences
) -> None:
    day = date.fromordinal(max(callback_data.day, FIRST_DAY))
    again_on = await reminder_preferences.repeat(day)
    await answer(query, again_words(again_on) if again_on else old_words(), alert=again_on is None)
    if isinstance(query.message, Message):
        await remove_button(query.message, query.data)


async def open_no_reports(
    query: CallbackQuery,
    callback_data: OpenNoReports,
    reminders: ReminderJob,
    audit: AuditContext,
    now: datetime,
) -> None:
    await show(query, no_reports_screen(await reminders.sides(audit, now), callback_data))


async def open_unstaffed(
    query: CallbackQuery,
    callback_data: OpenUnstaffedAgencies,
    reminders: ReminderJob,
    audit: AuditContext,
    now: datetime,
) -> None:
    await show(query, unstaffed_screen(await reminders.sides(audit, now), callback_data))


async def ask(
    query: CallbackQuery,
    callback_data: AskAgency,
    reminder_preferences: ReminderPreferences,
    scheduler: Scheduler,
) -> None:
    async with reminder_preferences.db.writing() as connection:
        await ask_agency(connection, callback_data.agency_id, reminder_preferences.audit)
    scheduler.wake()
    await answer(query, asked_words(), alert=True)
