"""Choosing the roadmap, where a person may read several."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.access import PRESSED_PRIVATELY, Permission, Reader, needs
from bot.callbacks.roadmap import ChooseRoadmap, OpenRoadmaps
from bot.screens.people.settings import roadmaps_screen
from bot.services.roadmap.cache import RoadmapCache
from bot.telegram.rendering import show
from data.database import Database
from data.people.people import upsert_roadmap_choice
from data.roadmap.lookup import StaleButton
from handlers.home import menu


def router() -> Router:
    router = Router(name="roadmaps")
    router.callback_query.register(
        open_roadmaps, OpenRoadmaps.filter(), PRESSED_PRIVATELY, flags=needs(Permission.READ)
    )
    router.callback_query.register(
        choose_roadmap, ChooseRoadmap.filter(), PRESSED_PRIVATELY, flags=needs(Permission.READ)
    )
    return router


async def open_roadmaps(query: CallbackQuery, callback_data: OpenRoadmaps, reader: Reader) -> None:
    await show(query, roadmaps_screen(reader.readable, reader.content.roadmap.id, callback_data.page))


async def choose_roadmap(
    query: CallbackQuery, callback_data: ChooseRoadmap, reader: Reader, db: Database, roadmaps: RoadmapCache
) -> None:
    """Raises `StaleButton` when the person may not read it: to them it does not exist."""
    if callback_data.roadmap_id not in {each.id for each in reader.readable}:
        raise StaleButton
    content = await roadmaps.content(callback_data.roadmap_id)
    async with db.writing() as connection:
        await upsert_roadmap_choice(connection, reader.person.user_id, callback_data.roadmap_id)
    await show(query, await menu(replace(reader, content=content), db))
