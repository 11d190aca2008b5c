"""Lists of activities by their state."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.access import Permission, UserContext, needs
from bot.callbacks.roadmap import OpenStateList, OpenStates
from bot.screens.roadmap.states import state_list_screen, states_screen
from bot.services.roadmap.activity_card import states_shown
from bot.telegram.rendering import show
from data.database import Database


def router() -> Router:
    router = Router(name="states")
    router.callback_query.register(open_states, OpenStates.filter(), flags=needs(Permission.READ))
    router.callback_query.register(open_state_list, OpenStateList.filter(), flags=needs(Permission.READ))
    return router


async def open_states(query: CallbackQuery, user: UserContext, db: Database) -> None:
    await show(query, states_screen(user.content, await states_shown(user, db)))


async def open_state_list(
    query: CallbackQuery, callback_data: OpenStateList, user: UserContext, db: Database
) -> None:
    await show(query, state_list_screen(user.content, callback_data, await states_shown(user, db)))
