"""The menu, and links that open a card."""

from dataclasses import replace

from aiogram import Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message

from bot.access import Permission, Reader, needs
from bot.callbacks.roadmap import OpenActivity, OpenHome
from bot.screens.notices import no_number_words, notice
from bot.screens.roadmap.home import Visitor, home_screen
from bot.services.search.text_commands import TextCommand
from bot.services.summaries.admin import SummaryAdmin
from bot.telegram.deep_links import linked_card
from bot.telegram.rendering import reply, show
from bot.telegram.screen import Screen
from data.database import Database
from data.notes.kept_drafts import select_kept_draft
from data.notes.notes import select_roadmap_note_count
from data.notes.statuses import select_closed
from data.people.access_requests import select_access_requests
from data.people.appointments import select_appointment
from data.people.people import Role
from data.people.rights import coordinates
from data.roadmap.lookup import activity_numbered
from handlers.roadmap.activities import card
from handlers.summaries.summaries import open_linked
from handlers.text_commands import TextCommandFilter


def router() -> Router:
    router = Router(name="home")
    router.message.register(start, CommandStart(ignore_case=True), flags=needs(Permission.READ))
    router.message.register(send_home, TextCommandFilter(TextCommand.HOME), flags=needs(Permission.READ))
    router.callback_query.register(open_home, OpenHome.filter(), flags=needs(Permission.READ))
    return router


async def start(
    message: Message, command: CommandObject, reader: Reader, db: Database, summary_admin: SummaryAdmin
) -> None:
    """A link opens the card of an activity, or says that there is none, or the summary of a week; else a plain start."""
    payload = command.args or ""
    opened = await _linked_card(payload, reader, db) or await open_linked(payload, reader, summary_admin)
    await reply(message, opened or await menu(reader, db))


async def _linked_card(payload: str, reader: Reader, db: Database) -> Screen | None:
    number = linked_card(payload)
    if number is None:
        return None
    activity = activity_numbered(reader.content, number)
    if activity is None:
        return notice(no_number_words(number))
    return await card(reader, OpenActivity(activity_id=activity.id), db)


async def send_home(message: Message, reader: Reader, db: Database) -> None:
    await reply(message, await menu(reader, db))


async def open_home(query: CallbackQuery, reader: Reader, db: Database) -> None:
    await show(query, await menu(reader, db))


async def menu(reader: Reader, db: Database) -> Screen:
    """The home screen of a person; administrators see there who waits to be let in."""
    decides = reader.private and reader.person.role is Role.ADMIN
    requests = len(await select_access_requests(db.reader)) if decides else 0
    writes = reader.writes_notes
    draft = await select_kept_draft(db.reader, reader.person.user_id) if writes else None
    visitor = Visitor(
        reader.private,
        len(reader.readable),
        requests,
        manages=decides,
        writes=writes,
        draft=draft,
        coordinates=writes and await _coordinates(reader, db),
        notes=await select_roadmap_note_count(db.reader, reader.content.roadmap.id),
        closed=await select_closed(db.reader, reader.content.roadmap.id),
    )
    return home_screen(reader.content, visitor, reader.today)


async def _coordinates(reader: Reader, db: Database) -> bool:
    held = await select_appointment(db.reader, reader.person.user_id)
    parties = [party.id for party in reader.content.roadmap.parties]
    return coordinates(replace(held, role=reader.person.role), parties)
