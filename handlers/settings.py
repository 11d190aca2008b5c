"""The language of the interface; open to all, so that people without access understand why."""

from dataclasses import replace

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.access import PRESSED_PRIVATELY, PRIVATE, Permission, UserContext, needs, shown_roadmap
from bot.callbacks.roadmap import ChooseLocale, OpenSettings
from bot.i18n import speaking
from bot.screens.people.settings import settings_screen
from bot.services.roadmap.choosing import choose_language
from bot.services.search.text_commands import TextCommand
from bot.telegram.rendering import reply, show
from bot.telegram.screen import Screen
from data.database import Database
from data.people.appointments import select_appointment
from data.people.rights import Right, holds, may_hand_over
from handlers.text_commands import TextCommandFilter


def router() -> Router:
    router = Router(name="settings")
    opens = needs(Permission.OPEN)
    router.message.register(send_settings, Command("settings", ignore_case=True), PRIVATE, flags=opens)
    router.message.register(send_settings, TextCommandFilter(TextCommand.SETTINGS), flags=opens)
    router.callback_query.register(
        open_settings, OpenSettings.filter(), PRESSED_PRIVATELY, flags=needs(Permission.OPEN)
    )
    router.callback_query.register(
        choose_locale, ChooseLocale.filter(), PRESSED_PRIVATELY, flags=needs(Permission.OPEN)
    )
    return router


async def send_settings(message: Message, user: UserContext, db: Database) -> None:
    await reply(message, await _screen(user, db))


async def open_settings(query: CallbackQuery, user: UserContext, db: Database) -> None:
    await show(query, await _screen(user, db))


async def choose_locale(
    query: CallbackQuery, callback_data: ChooseLocale, user: UserContext, db: Database
) -> None:
    await choose_language(callback_data.locale, user, db)
    with speaking(callback_data.locale):
        await show(query, await _screen(user, db))


async def _screen(user: UserContext, db: Database) -> Screen:
    person, readable = user.person, user.readable
    shown = shown_roadmap(person, [roadmap.id for roadmap in readable], {}, None)
    held = replace(await select_appointment(db.reader, person.user_id), role=person.role)
    writes = holds(person.role, Right.WRITE)
    holder = person.user_id if may_hand_over(held) else None
    return settings_screen(readable, shown, holder=holder, writes=writes)
