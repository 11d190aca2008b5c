"""«My activities»: where most notes begin."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.access import PRIVATE, Permission, UserContext, needs
from bot.callbacks.notes import OpenOwnActivities
from bot.screens.notes.own_activities import own_activities_screen
from bot.services.notes.suggestions import own_activities_of
from bot.services.search.text_commands import TextCommand
from bot.telegram.rendering import reply, show
from bot.telegram.screen import Screen
from data.database import Database
from data.notes.draft_summary import select_draft_summary
from handlers.text_commands import TextCommandFilter


def router() -> Router:
    router = Router(name="own_activities")
    writes = needs(Permission.WRITE)
    router.message.register(send_own, Command("my", ignore_case=True), PRIVATE, flags=writes)
    router.message.register(send_own, TextCommandFilter(TextCommand.OWN), flags=writes)
    router.callback_query.register(open_own, OpenOwnActivities.filter(), flags=writes)
    return router


async def send_own(message: Message, user: UserContext, db: Database) -> None:
    await reply(message, await _screen(OpenOwnActivities(), user, db))


async def open_own(
    query: CallbackQuery, callback_data: OpenOwnActivities, user: UserContext, db: Database
) -> None:
    await show(query, await _screen(callback_data, user, db))


async def _screen(place: OpenOwnActivities, user: UserContext, db: Database) -> Screen:
    own = await own_activities_of(user, db.reader, user.audit.first_admins)
    draft = await select_draft_summary(db.reader, user.person.user_id)
    return own_activities_screen(own, place, user.today, draft)
