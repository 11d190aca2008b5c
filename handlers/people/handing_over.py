"""«Передать дела»: by the person who holds the post, or by an administrator."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.access import Permission, UserContext, needs
from bot.callbacks.people import (
    ChooseSuccessor,
    ConfirmHandOver,
    FormerHandOver,
    FormerSuccessorLink,
    HandOverTo,
    InviteSuccessor,
    OpenHandOver,
)
from bot.screens.people.handing_over import (
    HandOverFacts,
    hand_over_screen,
    handing_over_screen,
    successors_screen,
)
from bot.screens.people.invitations import successor_link_screen
from bot.services.messages.refusals import show_outdated
from bot.services.people.appointing import Appointing
from bot.services.people.joining import Joining
from bot.telegram.rendering import show
from bot.telegram.screen import Screen
from data.database import Database
from data.people.members import select_directory, select_members
from data.primitives.fingerprint import Outdated


def router() -> Router:
    router = Router(name="handing over")
    pressed = router.callback_query.register
    pressed(open_hand_over, OpenHandOver.filter(), flags=needs(Permission.WRITE))
    pressed(invite_successor, InviteSuccessor.filter(), flags=needs(Permission.WRITE))
    pressed(show_hand_over, FormerSuccessorLink.filter(), flags=needs(Permission.WRITE))
    pressed(show_hand_over, FormerHandOver.filter(), flags=needs(Permission.ADMIN))
    pressed(choose_successor, ChooseSuccessor.filter(), flags=needs(Permission.ADMIN))
    pressed(confirm_hand_over, ConfirmHandOver.filter(), flags=needs(Permission.ADMIN))
    pressed(hand_over_to, HandOverTo.filter(), flags=needs(Permission.ADMIN))
    return router


async def open_hand_over(
    query: CallbackQuery, callback_data: OpenHandOver, joining: Joining, user: UserContext
) -> None:
    await show(query, await _screen(callback_data, joining, user))


async def invite_successor(
    query: CallbackQuery, callback_data: InviteSuccessor, joining: Joining, user: UserContext
) -> None:
    place = callback_data
    back = OpenHandOver(user_id=place.user_id, agency_id=place.agency_id)
    try:
        invitation, token = await joining.invite_successor(place.user_id, place.agency_id, place.fingerprint)
    except Outdated:
        await show_outdated(query, await _screen(back, joining, user))
    else:
        link, own = await joining.link(token), place.user_id == user.person.user_id
        await show(query, successor_link_screen(link, invitation, await joining.directory(), back, own=own))


async def show_hand_over(
    query: CallbackQuery,
    callback_data: FormerSuccessorLink | FormerHandOver,
    joining: Joining,
    user: UserContext,
) -> None:
    """Answers a button of an earlier version with what can be handed over now."""
    place = OpenHandOver(user_id=callback_data.user_id, agency_id=callback_data.agency_id)
    await show_outdated(query, await _screen(place, joining, user))


async def choose_successor(
    query: CallbackQuery, callback_data: ChooseSuccessor, user: UserContext, db: Database
) -> None:
    members = await select_members(db.reader, user.audit.first_admins)
    await show(query, successors_screen(members, callback_data, await select_directory(db.reader)))


async def confirm_hand_over(query: CallbackQuery, callback_data: ConfirmHandOver, joining: Joining) -> None:
    await show(query, await _confirmation_screen(callback_data, joining))


async def hand_over_to(
    query: CallbackQuery, callback_data: HandOverTo, joining: Joining, appointing: Appointing
) -> None:
    place = callback_data
    try:
        await joining.hand_over(place.user_id, place.successor_id, place.agency_id, place.fingerprint)
    except Outdated:
        shown = ConfirmHandOver(**place.model_dump(exclude={"fingerprint"}))
        await show_outdated(query, await _confirmation_screen(shown, joining))
    else:
        await show(query, await appointing.card(place.successor_id))


async def _screen(place: OpenHandOver, joining: Joining, user: UserContext) -> Screen:
    handed, held = await joining.handed(place.user_id, place.agency_id)
    own = place.user_id == user.person.user_id
    return hand_over_screen(place, handed, held, await joining.directory(), own=own)


async def _confirmation_screen(place: ConfirmHandOver, joining: Joining) -> Screen:
    handed, held = await joining.handed(place.user_id, place.agency_id)
    facts = HandOverFacts(handed, held, await joining.held(place.successor_id))
    return handing_over_screen(place, facts, await joining.directory())
