"""Sides, their responsible bodies, and one of these."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.access import Permission, UserContext, needs
from bot.callbacks.roadmap import OpenAgency, OpenParties, OpenParty
from bot.screens.roadmap.agencies import parties_screen, party_screen
from bot.screens.roadmap.agency import agency_screen
from bot.services.roadmap.activity_card import states_shown
from bot.services.roadmap.inquiries import agency_notes
from bot.services.search.text_commands import TextCommand
from bot.telegram.rendering import reply, show
from data.database import Database
from handlers.text_commands import TextCommandFilter


def router() -> Router:
    router = Router(name="agencies")
    router.message.register(
        send_parties, TextCommandFilter(TextCommand.AGENCIES), flags=needs(Permission.READ)
    )
    router.callback_query.register(open_parties, OpenParties.filter(), flags=needs(Permission.READ))
    router.callback_query.register(open_party, OpenParty.filter(), flags=needs(Permission.READ))
    router.callback_query.register(open_agency, OpenAgency.filter(), flags=needs(Permission.READ))
    return router


async def send_parties(message: Message, user: UserContext) -> None:
    await reply(message, parties_screen(user.content))


async def open_parties(query: CallbackQuery, user: UserContext) -> None:
    await show(query, parties_screen(user.content))


async def open_party(query: CallbackQuery, callback_data: OpenParty, user: UserContext, db: Database) -> None:
    await show(query, party_screen(user.content, callback_data, await states_shown(user, db)))


async def open_agency(
    query: CallbackQuery, callback_data: OpenAgency, user: UserContext, db: Database
) -> None:
    notes = await agency_notes(callback_data.agency_id, user, db)
    await show(query, agency_screen(user.content, callback_data, await states_shown(user, db), notes))
