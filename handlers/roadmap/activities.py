"""Cards of activities."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.access import Permission, UserContext, needs
from bot.callbacks.roadmap import OpenActivity
from bot.services.roadmap.activity_card import activity_card
from bot.telegram.rendering import show
from data.database import Database


def router() -> Router:
    router = Router(name="activities")
    router.callback_query.register(open_activity, OpenActivity.filter(), flags=needs(Permission.READ))
    return router


async def open_activity(
    query: CallbackQuery, callback_data: OpenActivity, user: UserContext, db: Database
) -> None:
    await show(query, await activity_card(user, callback_data, db))
