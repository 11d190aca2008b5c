"""Lists of activities by control date."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.access import Permission, UserContext, needs
from bot.callbacks.roadmap import OpenDeadlineList, OpenDeadlines
from bot.screens.roadmap.deadlines import deadline_list_screen, deadlines_screen
from bot.services.roadmap.activity_card import states_shown
from bot.services.search.text_commands import TextCommand
from bot.telegram.rendering import reply, show
from data.database import Database
from handlers.text_commands import TextCommandFilter


def router() -> Router:
    router = Router(name="deadlines")
    router.message.register(
        send_deadlines, TextCommandFilter(TextCommand.DEADLINES), flags=needs(Permission.READ)
    )
    router.callback_query.register(open_deadlines, OpenDeadlines.filter(), flags=needs(Permission.READ))
    router.callback_query.register(
        open_deadline_list, OpenDeadlineList.filter(), flags=needs(Permission.READ)
    )
    return router


async def send_deadlines(message: Message, user: UserContext, db: Database) -> None:
    await reply(message, deadlines_screen(user.content, user.today, await states_shown(user, db)))


async def open_deadlines(query: CallbackQuery, user: UserContext, db: Database) -> None:
    await show(query, deadlines_screen(user.content, user.today, await states_shown(user, db)))


async def open_deadline_list(
    query: CallbackQuery, callback_data: OpenDeadlineList, user: UserContext, db: Database
) -> None:
    states = await states_shown(user, db)
    await show(query, deadline_list_screen(user.content, callback_data, user.today, states))
