"""Choices about reminders: kinds, hours, clock, absence and deputy."""

import re
from datetime import date
from typing import Final

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.access import PRIVATE, Permission, needs
from bot.callbacks.reminders import (
    CLOCKS,
    KINDS,
    ChooseClock,
    ChooseDeputy,
    ChooseHours,
    EndAbsence,
    LeaveUntil,
    OpenAbsence,
    OpenClocks,
    OpenDeputies,
    OpenHours,
    OpenReminders,
    WantReminder,
)
from bot.screens.notices import notice
from bot.screens.reminders.absence import (
    absence_screen,
    deputies_screen,
    unread_day_words,
)
from bot.screens.reminders.settings import HOURS, clocks_screen, hours_screen, reminders_screen
from bot.services.reminders.preferences import ReminderPreferences
from bot.telegram.rendering import reply, show
from data.people.members import select_directory
from data.primitives.refusal import Refused
from data.reminders.absences import select_deputies
from data.reminders.choices import Hours
from data.roadmap.lookup import StaleButton
from data.roadmap.typed_days import DayRefused, any_day

# «отсутствую до 15.12.2026»; the rest of the line is read as a day, or refused in words.
WRITTEN: Final = re.compile(
    r"(?:отсутствую|away)(?:\s+(?:с|from|since)\s+(?P<since>.+?))?\s+(?:до|по|until|to|till)\s+(?P<day>.+)",
    re.IGNORECASE,
)


def router() -> Router:
    router = Router(name="reminder_settings")
    writes = needs(Permission.WRITE)
    written_day = F.text.regexp(WRITTEN, mode="fullmatch").as_("written")
    router.message.register(
        take_absence, written_day, PRIVATE, flags=needs(Permission.WRITE, repeatable=True)
    )
    pressed = router.callback_query.register
    pressed(open_reminders, OpenReminders.filter(), flags=writes)
    pressed(want, WantReminder.filter(), flags=writes)
    pressed(open_hours, OpenHours.filter(), flags=writes)
    pressed(choose_hours, ChooseHours.filter(), flags=writes)
    pressed(open_clocks, OpenClocks.filter(), flags=writes)
    pressed(choose_clock, ChooseClock.filter(), flags=writes)
    pressed(open_absence, OpenAbsence.filter(), flags=writes)
    pressed(leave, LeaveUntil.filter(), flags=writes)
    pressed(open_deputies, OpenDeputies.filter(), flags=writes)
    pressed(deputise, ChooseDeputy.filter(), flags=writes)
    pressed(come_back, EndAbsence.filter(), flags=writes)
    return router


async def open_reminders(query: CallbackQuery, reminder_preferences: ReminderPreferences) -> None:
    await show(query, reminders_screen(await reminder_preferences.panel()))


async def want(
    query: CallbackQuery, callback_data: WantReminder, reminder_preferences: ReminderPreferences
) -> None:
    kind, wanted = KINDS[callback_data.kind], bool(callback_data.wanted)
    await reminder_preferences.want(kind, wanted=wanted)
    await open_reminders(query, reminder_preferences)


async def open_hours(query: CallbackQuery, reminder_preferences: ReminderPreferences) -> None:
    await show(query, hours_screen(await reminder_preferences.panel()))


async def choose_hours(
    query: CallbackQuery, callback_data: ChooseHours, reminder_preferences: ReminderPreferences
) -> None:
    hours = Hours(callback_data.opens, callback_data.closes)
    if hours not in HOURS:
        raise StaleButton
    await reminder_preferences.choose_hours(hours)
    await open_reminders(query, reminder_preferences)


async def open_clocks(query: CallbackQuery, reminder_preferences: ReminderPreferences) -> None:
    await show(query, clocks_screen(await reminder_preferences.panel()))


async def choose_clock(
    query: CallbackQuery, callback_data: ChooseClock, reminder_preferences: ReminderPreferences
) -> None:
    await reminder_preferences.choose_zone(CLOCKS.get(callback_data.clock))
    await open_reminders(query, reminder_preferences)


async def open_absence(query: CallbackQuery, reminder_preferences: ReminderPreferences) -> None:
    await show(query, absence_screen(await reminder_preferences.panel()))


async def leave(
    query: CallbackQuery, callback_data: LeaveUntil, reminder_preferences: ReminderPreferences
) -> None:
    try:
        await reminder_preferences.leave(date.fromordinal(max(callback_data.until, 1)))
    except Refused:
        raise StaleButton from None
    await open_absence(query, reminder_preferences)


async def take_absence(
    message: Message, written: "re.Match[str]", reminder_preferences: ReminderPreferences
) -> None:
    today = (await reminder_preferences.panel()).now.date()
    try:
        since = any_day(written["since"], today) if written["since"] else None
        until = any_day(written["day"], since or today)
    except DayRefused:
        await reply(message, notice(unread_day_words(today)))
        return
    await reminder_preferences.leave(until, since)
    await reply(message, absence_screen(await reminder_preferences.panel()))


async def open_deputies(
    query: CallbackQuery, callback_data: OpenDeputies, reminder_preferences: ReminderPreferences
) -> None:
    first_admins, reader = reminder_preferences.audit.first_admins, reminder_preferences.db.reader
    deputies = await select_deputies(reader, reminder_preferences.user_id, first_admins)
    await show(query, deputies_screen(deputies, await select_directory(reader), callback_data))


async def deputise(
    query: CallbackQuery, callback_data: ChooseDeputy, reminder_preferences: ReminderPreferences
) -> None:
    await reminder_preferences.deputise(callback_data.user_id or None)
    await open_absence(query, reminder_preferences)


async def come_back(query: CallbackQuery, reminder_preferences: ReminderPreferences) -> None:
    await reminder_preferences.come_back()
    await open_absence(query, reminder_preferences)
