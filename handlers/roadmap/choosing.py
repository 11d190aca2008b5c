"""Choosing the roadmap, where a person may read several."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.access import PRESSED_PRIVATELY, Permission, UserContext, needs
from bot.callbacks.roadmap import ChooseRoadmap, OpenRoadmaps
from bot.screens.people.settings import roadmaps_screen
from bot.services.roadmap.cache import RoadmapCache
from bot.services.roadmap.choosing import choose
from bot.services.roadmap.home import home_of
from bot.telegram.rendering import show
from data.database import Database


def router() -> Router:
    router = Router(name="roadmaps")
    router.callback_query.register(
        open_roadmaps, OpenRoadmaps.filter(), PRESSED_PRIVATELY, flags=needs(Permission.READ)
    )
    router.callback_query.register(
        choose_roadmap, ChooseRoadmap.filter(), PRESSED_PRIVATELY, flags=needs(Permission.READ)
    )
    return router


async def open_roadmaps(query: CallbackQuery, callback_data: OpenRoadmaps, user: UserContext) -> None:
    await show(query, roadmaps_screen(user.readable, user.content.roadmap.id, callback_data.page))


async def choose_roadmap(
    query: CallbackQuery,
    callback_data: ChooseRoadmap,
    user: UserContext,
    db: Database,
    roadmaps: RoadmapCache,
) -> None:
    await show(query, await home_of(await choose(callback_data.roadmap_id, user, db, roadmaps), db))
