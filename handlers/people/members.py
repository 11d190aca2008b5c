"""The people with a role: lists for administrators, one person's card, removing a person."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.access import PRIVATE, Permission, UserContext, needs
from bot.callbacks.people import (
    ConfirmRemoval,
    FormerRemoval,
    OpenAgencyStaff,
    OpenMember,
    OpenPeople,
    OpenRole,
    OpenStaff,
    OpenUnstaffed,
    RemovePerson,
)
from bot.screens.people.member import removal_screen, removed_screen
from bot.screens.people.members import (
    Waiting,
    agency_staff_screen,
    people_screen,
    role_screen,
    staff_screen,
    unstaffed_screen,
)
from bot.services.messages.refusals import show_outdated
from bot.services.people.appointing import Appointing
from bot.telegram.rendering import reply, show
from bot.telegram.screen import Screen
from data.database import Database
from data.people.access_requests import select_access_requests
from data.people.invitations import select_open_invitations
from data.people.members import select_directory, select_members, select_unstaffed_agencies
from data.people.sides import select_side_conflicts
from data.primitives.fingerprint import Outdated


def router() -> Router:
    router = Router(name="people")
    admin = needs(Permission.ADMIN)
    router.message.register(send_people, Command("people", ignore_case=True), PRIVATE, flags=admin)
    pressed = router.callback_query.register
    pressed(open_people, OpenPeople.filter(), flags=needs(Permission.ADMIN))
    pressed(open_role, OpenRole.filter(), flags=needs(Permission.ADMIN))
    pressed(open_staff, OpenStaff.filter(), flags=needs(Permission.ADMIN))
    pressed(open_unstaffed, OpenUnstaffed.filter(), flags=needs(Permission.ADMIN))
    pressed(open_agency_staff, OpenAgencyStaff.filter(), flags=needs(Permission.ADMIN))
    pressed(open_member, OpenMember.filter(), flags=needs(Permission.ADMIN))
    pressed(confirm_removal, ConfirmRemoval.filter(), flags=needs(Permission.ADMIN))
    pressed(show_removal, FormerRemoval.filter(), flags=needs(Permission.ADMIN))
    pressed(remove, RemovePerson.filter(), flags=needs(Permission.ADMIN))
    return router


async def send_people(message: Message, user: UserContext, db: Database) -> None:
    await reply(message, await overview(user, db))


async def open_people(query: CallbackQuery, user: UserContext, db: Database) -> None:
    await show(query, await overview(user, db))


async def open_role(query: CallbackQuery, callback_data: OpenRole, user: UserContext, db: Database) -> None:
    members = await select_members(db.reader, user.audit.first_admins)
    await show(query, role_screen(members, callback_data, await select_directory(db.reader)))


async def open_staff(query: CallbackQuery, callback_data: OpenStaff, user: UserContext, db: Database) -> None:
    await show(query, staff_screen(user.content, await select_members(db.reader), callback_data))


async def open_unstaffed(
    query: CallbackQuery, callback_data: OpenUnstaffed, user: UserContext, db: Database
) -> None:
    unstaffed = await select_unstaffed_agencies(db.reader, user.content.roadmap.id)
    await show(query, unstaffed_screen(user.content, unstaffed, callback_data))


async def open_agency_staff(
    query: CallbackQuery, callback_data: OpenAgencyStaff, user: UserContext, db: Database
) -> None:
    members = await select_members(db.reader, user.audit.first_admins)
    directory = await select_directory(db.reader)
    await show(query, agency_staff_screen(user.content, members, callback_data, directory))


async def open_member(query: CallbackQuery, callback_data: OpenMember, appointing: Appointing) -> None:
    await show(query, await appointing.card(callback_data.user_id))


async def confirm_removal(
    query: CallbackQuery, callback_data: ConfirmRemoval, appointing: Appointing, db: Database
) -> None:
    member = await appointing.member(callback_data.user_id)
    await show(query, removal_screen(member, await select_directory(db.reader)))


async def remove(query: CallbackQuery, callback_data: RemovePerson, appointing: Appointing) -> None:
    try:
        await appointing.remove(callback_data.user_id, callback_data.fingerprint)
    except Outdated:
        await show_removal(query, callback_data, appointing)
    else:
        await show(query, removed_screen(callback_data.user_id))


async def show_removal(query: CallbackQuery, callback_data: FormerRemoval, appointing: Appointing) -> None:
    """Answers a button under a screen that is out of date: asks once more, about the person as they are now."""
    member = await appointing.member(callback_data.user_id)
    await show_outdated(query, removal_screen(member, await select_directory(appointing.db.reader)))


async def overview(user: UserContext, db: Database) -> Screen:
    waiting = Waiting(
        unstaffed=len(await select_unstaffed_agencies(db.reader, user.content.roadmap.id)),
        requests=len(await select_access_requests(db.reader)),
        invitations=len(await select_open_invitations(db.reader, user.audit.at)),
        several_sides=len(await select_side_conflicts(db.reader)),
    )
    return people_screen(await select_members(db.reader, user.audit.first_admins), waiting)
