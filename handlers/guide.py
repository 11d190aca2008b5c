"""How to use the bot."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.access import Permission, UserContext, needs
from bot.callbacks.roadmap import OpenHelp
from bot.screens.guide import guide_screen
from bot.services.roadmap.inquiries import coordinates_here
from bot.services.search.text_commands import TextCommand
from bot.telegram.rendering import reply, show
from bot.telegram.screen import Screen
from data.database import Database
from handlers.text_commands import TextCommandFilter


def router() -> Router:
    router = Router(name="guide")
    router.message.register(send_help, Command("help", ignore_case=True), flags=needs(Permission.READ))
    router.message.register(send_help, TextCommandFilter(TextCommand.HELP), flags=needs(Permission.READ))
    router.callback_query.register(open_help, OpenHelp.filter(), flags=needs(Permission.READ))
    return router


async def send_help(message: Message, user: UserContext, db: Database) -> None:
    await reply(message, await _guide(user, db))


async def open_help(query: CallbackQuery, user: UserContext, db: Database) -> None:
    await show(query, await _guide(user, db))


async def _guide(user: UserContext, db: Database) -> Screen:
    coordinates = await coordinates_here(user, db)
    return guide_screen(user.content, user.person.role, private=user.private, coordinates=coordinates)
