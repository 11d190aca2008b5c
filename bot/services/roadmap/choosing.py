"""Stores a person's choice of roadmap and of language."""

from dataclasses import replace

from bot.access import UserContext
from bot.services.roadmap.cache import RoadmapCache
from data.database import Database
from data.people.people import upsert_locale, upsert_roadmap_choice
from data.roadmap.lookup import StaleButton


async def choose(roadmap_id: int, user: UserContext, db: Database, roadmaps: RoadmapCache) -> UserContext:
    """Stores the choice and returns the user with that roadmap; raises `StaleButton` for one they may not read."""
    if roadmap_id not in {roadmap.id for roadmap in user.readable}:
        raise StaleButton
    content = await roadmaps.content(roadmap_id)
    async with db.writing() as connection:
        await upsert_roadmap_choice(connection, user.person.user_id, roadmap_id)
    return replace(user, shown=content)


async def follow_link(
    roadmap_id: int | None, user: UserContext, db: Database, roadmaps: RoadmapCache
) -> UserContext | None:
    """Returns the user with the roadmap that a link leads into, which becomes their choice; None where it is closed to them.

    A link that names none is about the roadmap they read.
    """
    if roadmap_id is None or roadmap_id == user.content.roadmap.id:
        return user
    is_open = roadmap_id in {roadmap.id for roadmap in user.readable}
    return await choose(roadmap_id, user, db, roadmaps) if is_open else None


async def choose_language(locale: str, user: UserContext, db: Database) -> None:
    """Stores the language the person is answered in from the next update on."""
    async with db.writing() as connection:
        await upsert_locale(connection, user.person.user_id, locale)
