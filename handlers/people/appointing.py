"""Giving people their role, agency or side: approving, changing and inviting take the same two taps."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.access import Permission, UserContext, needs
from bot.callbacks.people import (
    AddAgency,
    ChooseAgency,
    ChooseParty,
    ChooseRole,
    ConfirmAdmin,
    DropAgency,
    GiveRole,
    OpenJobTitles,
    Purpose,
)
from bot.screens.people.appointing import (
    agency_choice_screen,
    changed_role_screen,
    invited_role_screen,
    job_titles_screen,
    party_choice_screen,
)
from bot.screens.people.member import admin_screen
from bot.services.people.appointing import Appointing
from bot.services.people.role_choices import changed, given, with_agency, without_agency
from bot.telegram.rendering import show
from data.database import Database
from data.people.members import select_directory
from data.roadmap.lookup import find_agency


def router() -> Router:
    router = Router(name="appointing")
    pressed = router.callback_query.register
    pressed(choose_role, ChooseRole.filter(), flags=needs(Permission.ADMIN))
    pressed(choose_party, ChooseParty.filter(), flags=needs(Permission.ADMIN))
    pressed(choose_agency, ChooseAgency.filter(), flags=needs(Permission.ADMIN))
    pressed(confirm_admin, ConfirmAdmin.filter(), flags=needs(Permission.ADMIN))
    pressed(approve, GiveRole.filter(F.purpose == Purpose.APPROVE), flags=needs(Permission.ADMIN))
    pressed(change_role, GiveRole.filter(F.purpose == Purpose.CHANGE), flags=needs(Permission.ADMIN))
    pressed(open_job_titles, OpenJobTitles.filter(), flags=needs(Permission.ADMIN))
    pressed(add_agency, AddAgency.filter(), flags=needs(Permission.ADMIN))
    pressed(drop_agency, DropAgency.filter(), flags=needs(Permission.ADMIN))
    return router


async def choose_role(
    query: CallbackQuery, callback_data: ChooseRole, appointing: Appointing, db: Database
) -> None:
    if callback_data.purpose is Purpose.CHANGE:
        member = await appointing.member(callback_data.user_id)
        await show(query, changed_role_screen(member, await select_directory(db.reader)))
    else:
        await show(query, invited_role_screen())


async def choose_party(query: CallbackQuery, callback_data: ChooseParty, user: UserContext) -> None:
    await show(query, party_choice_screen(user.content, callback_data))


async def choose_agency(query: CallbackQuery, callback_data: ChooseAgency, user: UserContext) -> None:
    await show(query, agency_choice_screen(user.content, callback_data))


async def confirm_admin(
    query: CallbackQuery, callback_data: ConfirmAdmin, appointing: Appointing, db: Database
) -> None:
    member = await appointing.member(callback_data.user_id)
    await show(query, admin_screen(member, await select_directory(db.reader)))


async def approve(
    query: CallbackQuery, callback_data: GiveRole, user: UserContext, appointing: Appointing
) -> None:
    await show(query, await appointing.approve(callback_data.user_id, given(callback_data, user.content)))


async def change_role(
    query: CallbackQuery, callback_data: GiveRole, user: UserContext, appointing: Appointing
) -> None:
    await appointing.change(callback_data.user_id, lambda held: changed(held, callback_data, user.content))
    await show(query, await appointing.card(callback_data.user_id))


async def open_job_titles(
    query: CallbackQuery,
    callback_data: OpenJobTitles,
    user: UserContext,
    appointing: Appointing,
    db: Database,
) -> None:
    member = await appointing.member(callback_data.user_id)
    directory = await select_directory(db.reader)
    await show(query, job_titles_screen(user.content, member, callback_data, directory))


async def add_agency(
    query: CallbackQuery, callback_data: AddAgency, user: UserContext, appointing: Appointing, db: Database
) -> None:
    """Makes a reader who gets an agency its official."""
    agency = find_agency(user.content, callback_data.agency_id)
    await appointing.change(callback_data.user_id, lambda held: with_agency(held, agency.id))
    await open_job_titles(query, _place(callback_data, agency.party_id), user, appointing, db)


async def drop_agency(
    query: CallbackQuery, callback_data: DropAgency, user: UserContext, appointing: Appointing, db: Database
) -> None:
    """Drops an agency; an official keeps at least one."""
    agency = find_agency(user.content, callback_data.agency_id)
    await appointing.change(callback_data.user_id, lambda held: without_agency(held, agency.id))
    await open_job_titles(query, _place(callback_data, agency.party_id), user, appointing, db)


def _place(toggled: AddAgency | DropAgency, party_id: int) -> OpenJobTitles:
    return OpenJobTitles(user_id=toggled.user_id, party_id=party_id, page=toggled.page)
