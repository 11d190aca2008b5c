"""The menu, and links that open a card or a summary."""

from aiogram import F, Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message

from bot.access import Permission, UserContext, needs
from bot.callbacks.roadmap import OpenHome
from bot.services.roadmap.activity_card import open_linked_card
from bot.services.roadmap.cache import RoadmapCache
from bot.services.roadmap.home import home_of
from bot.services.search.text_commands import TextCommand
from bot.services.summaries.admin import SummaryAdmin
from bot.services.summaries.week_screen import open_linked
from bot.telegram.deep_links import is_card
from bot.telegram.rendering import reply, show
from data.database import Database
from handlers.text_commands import TextCommandFilter


def router() -> Router:
    router = Router(name="home")
    to_card = CommandStart(ignore_case=True, magic=F.args.func(is_card))
    router.message.register(start_card, to_card, flags=needs(Permission.READ))
    router.message.register(start, CommandStart(ignore_case=True), flags=needs(Permission.READ))
    router.message.register(send_home, TextCommandFilter(TextCommand.HOME), flags=needs(Permission.READ))
    router.callback_query.register(open_home, OpenHome.filter(), flags=needs(Permission.READ))
    return router


async def start_card(
    message: Message, command: CommandObject, user: UserContext, db: Database, roadmaps: RoadmapCache
) -> None:
    """Opens the card that a link names, in its own roadmap, or tells why it does not."""
    opened = await open_linked_card(command.args or "", user, db, roadmaps)
    await reply(message, opened or await home_of(user, db))


async def start(
    message: Message,
    command: CommandObject,
    user: UserContext,
    summary_admin: SummaryAdmin,
    roadmaps: RoadmapCache,
) -> None:
    """Opens the week that a link names, or shows the menu."""
    opened = await open_linked(command.args or "", user, summary_admin, roadmaps)
    await reply(message, opened or await home_of(user, summary_admin.db))


async def send_home(message: Message, user: UserContext, db: Database) -> None:
    await reply(message, await home_of(user, db))


async def open_home(query: CallbackQuery, user: UserContext, db: Database) -> None:
    await show(query, await home_of(user, db))
