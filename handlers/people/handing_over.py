"""«Передать дела»: by the person who holds the post, or by an administrator."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.access import Permission, UserContext, needs
from bot.callbacks.people import ChooseSuccessor, ConfirmHandOver, HandOverTo, InviteSuccessor, OpenHandOver
from bot.screens.people.handing_over import hand_over_screen, handing_over_screen, successors_screen
from bot.screens.people.invitations import successor_link_screen
from bot.services.people.appointing import Appointing
from bot.services.people.joining import Joining
from bot.telegram.rendering import show
from data.database import Database
from data.people.appointments import Appointment
from data.people.invitations import Offer
from data.people.members import select_directory, select_members
from data.people.people import Role


def router() -> Router:
    router = Router(name="handing over")
    pressed = router.callback_query.register
    pressed(open_hand_over, OpenHandOver.filter(), flags=needs(Permission.WRITE))
    pressed(invite_successor, InviteSuccessor.filter(), flags=needs(Permission.WRITE))
    pressed(choose_successor, ChooseSuccessor.filter(), flags=needs(Permission.ADMIN))
    pressed(confirm_hand_over, ConfirmHandOver.filter(), flags=needs(Permission.ADMIN))
    pressed(hand_over_to, HandOverTo.filter(), flags=needs(Permission.ADMIN))
    return router


async def open_hand_over(
    query: CallbackQuery, callback_data: OpenHandOver, joining: Joining, user: UserContext
) -> None:
    handed, held = await joining.handed(callback_data.user_id, callback_data.agency_id)
    own = callback_data.user_id == user.person.user_id
    await show(query, hand_over_screen(callback_data, handed, held, await joining.directory(), own=own))


async def invite_successor(query: CallbackQuery, callback_data: InviteSuccessor, joining: Joining) -> None:
    handed, _held = await joining.handed(callback_data.user_id, callback_data.agency_id)
    role = Role.COORDINATOR if handed.parties else Role.OFFICIAL
    post = Appointment(role, handed.agencies, handed.parties)
    invitation, token = await joining.issue(Offer(post, predecessor_id=callback_data.user_id))
    back = OpenHandOver(user_id=callback_data.user_id, agency_id=callback_data.agency_id)
    link = await joining.link(token)
    await show(query, successor_link_screen(link, invitation, await joining.directory(), back))


async def choose_successor(
    query: CallbackQuery, callback_data: ChooseSuccessor, user: UserContext, db: Database
) -> None:
    members = await select_members(db.reader, user.audit.first_admins)
    await show(query, successors_screen(members, callback_data, await select_directory(db.reader)))


async def confirm_hand_over(query: CallbackQuery, callback_data: ConfirmHandOver, joining: Joining) -> None:
    handed, _held = await joining.handed(callback_data.user_id, callback_data.agency_id)
    await show(query, handing_over_screen(callback_data, handed, await joining.directory()))


async def hand_over_to(
    query: CallbackQuery, callback_data: HandOverTo, joining: Joining, appointing: Appointing
) -> None:
    place = callback_data
    await joining.hand_over(place.user_id, place.successor_id, place.agency_id)
    await show(query, await appointing.card(place.successor_id))
