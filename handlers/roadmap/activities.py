"""Cards of activities."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.access import Permission, Reader, needs
from bot.callbacks.roadmap import OpenActivity
from bot.screens.roadmap.activity import CardFacts, activity_screen
from bot.screens.roadmap.activity_status import ActivityStatus
from bot.services.decisions.decided import decided_of
from bot.services.roadmap.activity_status import standing_of
from bot.telegram.rendering import show
from bot.telegram.screen import Screen
from data.database import Database
from data.notes.kept_drafts import select_kept_draft
from data.roadmap.roadmap import select_responsibilities


def router() -> Router:
    router = Router(name="activities")
    router.callback_query.register(open_activity, OpenActivity.filter(), flags=needs(Permission.READ))
    return router


async def open_activity(
    query: CallbackQuery, callback_data: OpenActivity, reader: Reader, db: Database
) -> None:
    await show(query, await card(reader, callback_data, db))


async def card(reader: Reader, place: OpenActivity, db: Database) -> Screen:
    """Raises `StaleButton` when the roadmap has no such activity."""
    responsible = await select_responsibilities(db.reader, place.activity_id)
    wordings = {each.agency.id: each.wording for each in responsible}
    standing = await _standing(place.activity_id, reader, db)
    return activity_screen(reader.content, place, CardFacts(reader.today, db.calendar, wordings, standing))


async def _standing(activity_id: int, reader: Reader, db: Database) -> ActivityStatus:
    decided = await decided_of(db.reader, activity_id, reader)
    draft = await select_kept_draft(db.reader, reader.person.user_id) if reader.writes_notes else None
    said = await standing_of(db.reader, activity_id)
    return replace(said, writes=decided.speaks, decided=decided, draft=draft)
