"""What can be done from a reminder: answer a line, repeat it, ask agencies that have not reported."""

from datetime import date
from typing import Final

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.access import PRIVATE, Permission, UserContext, needs
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
from bot.screens.reminders.message import (
    again_words,
    asked_words,
    old_words,
    which_words,
)
from bot.screens.reminders.no_reports import no_reports_screen, unstaffed_screen
from bot.services.notes.drafts import DraftInTheWay, begin_draft, draft_conflict
from bot.services.notes.form import NoteForm
from bot.services.reminders.job import ReminderJob
from bot.services.reminders.preferences import ReminderPreferences
from bot.telegram.rendering import answer, remove_button, reply, show
from data.roadmap.roadmap import select_known_activity

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
    packed = [button.callback_data or "" for row in rows for button in row]
    return any(data.startswith(f"{AnswerReminder.__prefix__}:") for data in packed)


async def ask_which(message: Message) -> None:
    await reply(message, notice(which_words()))


async def answer_reminder(query: CallbackQuery, callback_data: AnswerReminder, note_form: NoteForm) -> None:
    """Sends the form below the reminder, which stays for its other lines."""
    if await select_known_activity(note_form.db.reader, callback_data.activity_id) is None:
        await answer(query, stale_words(), alert=True)
        return
    try:
        draft = await begin_draft(note_form, callback_data.activity_id)
    except DraftInTheWay as other:
        await _ask_which_draft(query, other, callback_data.activity_id, note_form)
    else:
        await answer(query)
        await note_form.send(draft)


async def _ask_which_draft(
    query: CallbackQuery, other: DraftInTheWay, activity_id: int, note_form: NoteForm
) -> None:
    await answer(query)
    await note_form.tell(await draft_conflict(note_form, other.draft, activity_id))


async def repeat_reminder(
    query: CallbackQuery, callback_data: RepeatReminder, reminder_preferences: ReminderPreferences
) -> None:
    day = date.fromordinal(max(callback_data.day, FIRST_DAY))
    again_on = await reminder_preferences.repeat(day)
    await answer(query, again_words(again_on) if again_on else old_words(), alert=again_on is None)
    if isinstance(query.message, Message):
        await remove_button(query.message, query.data)


async def open_no_reports(
    query: CallbackQuery, callback_data: OpenNoReports, reminders: ReminderJob, user: UserContext
) -> None:
    await show(query, no_reports_screen(await reminders.sides(user.audit, user.now), callback_data))


async def open_unstaffed(
    query: CallbackQuery, callback_data: OpenUnstaffedAgencies, reminders: ReminderJob, user: UserContext
) -> None:
    await show(query, unstaffed_screen(await reminders.sides(user.audit, user.now), callback_data))


async def ask(
    query: CallbackQuery,
    callback_data: AskAgency,
    reminder_preferences: ReminderPreferences,
    scheduler: Scheduler,
) -> None:
    passing_on = await reminder_preferences.ask_agency(callback_data.agency_id)
    scheduler.wake()
    await answer(query, asked_words(passing_on), alert=True)
