"""An activity's card, with what was said and decided about it."""

from dataclasses import replace

from bot.access import UserContext
from bot.callbacks.roadmap import OpenActivity
from bot.screens.roadmap.activity import CardFacts, activity_screen
from bot.screens.roadmap.activity_status import ActivityStatus
from bot.services.decisions.decided import decided_of
from bot.services.roadmap.activity_status import standing_of
from bot.telegram.screen import Screen
from data.database import Database
from data.notes.draft_summary import select_kept_draft
from data.roadmap.roadmap import select_responsibilities


async def activity_card(user: UserContext, place: OpenActivity, db: Database) -> Screen:
    """Raises `StaleButton` when the roadmap has no such activity."""
    responsible = await select_responsibilities(db.reader, place.activity_id)
    wordings = {responsibility.agency.id: responsibility.wording for responsibility in responsible}
    status = await _status(place.activity_id, user, db)
    return activity_screen(user.content, place, CardFacts(user.today, db.calendar, wordings, status))


async def _status(activity_id: int, user: UserContext, db: Database) -> ActivityStatus:
    decided = await decided_of(db.reader, activity_id, user)
    draft = await select_kept_draft(db.reader, user.person.user_id) if user.writes_notes else None
    said = await standing_of(db.reader, activity_id)
    return replace(said, writes=decided.speaks, decided=decided, draft=draft)
