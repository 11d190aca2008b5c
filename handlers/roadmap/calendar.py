"""`/calendar`: the production calendar, and a file that replaces it."""

from aiogram import Bot, F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Document, Message

from bot.access import PRIVATE, Permission, UserContext, needs
from bot.callbacks.roadmap import FormerCalendarRestoring, OpenCalendar, RestoreCalendar
from bot.screens.notices import notice
from bot.screens.roadmap.calendar import calendar_screen, replaced_words, undelivered_words
from bot.services.messages.refusals import show_outdated
from bot.services.roadmap.calendars import downloaded, put_calendar
from bot.telegram.rendering import reply, show
from bot.telegram.session import DownloadFailed
from data.database import Database
from data.primitives.fingerprint import Outdated
from data.roadmap.calendars import read_calendar

JSON_FILE = F.document.file_name.strip().lower().endswith(".json")


def router() -> Router:
    router = Router(name="calendar")
    admin = needs(Permission.ADMIN)
    router.message.register(send_calendar, Command("calendar", ignore_case=True), PRIVATE, flags=admin)
    router.message.register(take_calendar, F.document.as_("document"), JSON_FILE, PRIVATE, flags=admin)
    router.callback_query.register(open_calendar, OpenCalendar.filter(), flags=admin)
    router.callback_query.register(show_calendar, FormerCalendarRestoring.filter(), flags=admin)
    router.callback_query.register(restore_calendar, RestoreCalendar.filter(), flags=admin)
    return router


async def send_calendar(message: Message, db: Database) -> None:
    await reply(message, calendar_screen(db.calendar))


async def open_calendar(query: CallbackQuery, db: Database) -> None:
    await show(query, calendar_screen(db.calendar))


async def take_calendar(
    message: Message, document: Document, bot: Bot, db: Database, user: UserContext
) -> None:
    try:
        moved = await put_calendar(db, read_calendar(await downloaded(bot, document)), user.audit)
    except DownloadFailed:
        await reply(message, notice(undelivered_words()))
    else:
        await reply(message, calendar_screen(db.calendar, replaced_words(moved)))


async def restore_calendar(
    query: CallbackQuery, callback_data: RestoreCalendar, db: Database, user: UserContext
) -> None:
    try:
        moved = await put_calendar(db, {}, user.audit, callback_data.fingerprint)
    except Outdated:
        await show_calendar(query, db)
    else:
        await show(query, calendar_screen(db.calendar, replaced_words(moved)))


async def show_calendar(query: CallbackQuery, db: Database) -> None:
    """Answers a button under a screen that is out of date with the calendar as it is now."""
    await show_outdated(query, calendar_screen(db.calendar))
