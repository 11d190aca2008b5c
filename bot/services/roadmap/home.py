"""The home screen, with what waits for the user."""

from bot.access import UserContext
from bot.screens.roadmap.home import Visitor, home_screen
from bot.services.roadmap.activity_card import states_shown
from bot.services.roadmap.inquiries import coordinates_here
from bot.telegram.screen import Screen
from data.database import Database
from data.decisions.deciders import select_awaited_requests
from data.notes.draft_summary import select_draft_summary
from data.notes.notes import select_roadmap_note_count
from data.people.access_requests import select_access_requests
from data.people.people import Role


async def home_of(user: UserContext, db: Database) -> Screen:
    """Returns the home screen; administrators see there how many people ask for access."""
    decides = user.private and user.person.role is Role.ADMIN
    requests = len(await select_access_requests(db.reader)) if decides else 0
    writes = user.writes_notes
    draft = await select_draft_summary(db.reader, user.person.user_id) if writes else None
    admins, roadmap_id = user.audit.first_admins, user.content.roadmap.id
    awaited = (
        await select_awaited_requests(db.reader, roadmap_id, user.person.user_id, admins) if writes else []
    )
    visitor = Visitor(
        user.private,
        len(user.readable),
        requests,
        manages=decides,
        writes=writes,
        draft=draft,
        coordinates=await coordinates_here(user, db),
        moves=len(awaited),
        notes=await select_roadmap_note_count(db.reader, user.content.roadmap.id),
        states=await states_shown(user, db),
    )
    return home_screen(user.content, visitor, user.today)
