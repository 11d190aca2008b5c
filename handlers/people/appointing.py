"""Giving people their role, agency or side: approving, changing and inviting take the same two taps."""

from functools import partial

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
    FormerAgencyAddition,
    FormerAgencyDrop,
    FormerRoleChoice,
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
from bot.services.messages.refusals import show_decided, show_outdated
from bot.services.people.appointing import Appointing
from bot.services.people.role_choices import changed, given, with_agency, without_agency
from bot.telegram.rendering import show
from bot.telegram.screen import Screen
from data.database import Database
from data.people.members import select_directory
from data.primitives.fingerprint import Outdated
from data.roadmap.lookup import find_agency


def router() -> Router:
    router = Router(name="appointing")
    pressed = router.callback_query.register
    pressed(choose_role, ChooseRole.filter(), flags=needs(Permission.ADMIN))
    pressed(choose_party, ChooseParty.filter(), flags=needs(Permission.ADMIN))
    pressed(choose_agency, ChooseAgency.filter(), flags=needs(Permission.ADMIN))
    pressed(confirm_admin, ConfirmAdmin.filter(), flags=needs(Permission.ADMIN))
    pressed(show_choice, FormerRoleChoice.filter(), flags=needs(Permission.ADMIN))
    pressed(show_agencies, FormerAgencyAddition.filter(), flags=needs(Permission.ADMIN))
    pressed(show_agencies, FormerAgencyDrop.filter(), flags=needs(Permission.ADMIN))
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


async def choose_party(
    query: CallbackQuery, callback_data: ChooseParty, user: UserContext, appointing: Appointing
) -> None:
    chosen = await appointing.role_place(callback_data.purpose, callback_data.user_id)
    await show(query, party_choice_screen(user.content, chosen))


async def choose_agency(
    query: CallbackQuery, callback_data: ChooseAgency, user: UserContext, appointing: Appointing
) -> None:
    chosen = await appointing.role_place(callback_data.purpose, callback_data.user_id)
    await show(query, agency_choice_screen(user.content, callback_data, chosen))


async def confirm_admin(
    query: CallbackQuery, callback_data: ConfirmAdmin, appointing: Appointing, db: Database
) -> None:
    member = await appointing.member(callback_data.user_id)
    await show(query, admin_screen(member, await select_directory(db.reader)))


async def approve(
    query: CallbackQuery, callback_data: GiveRole, user: UserContext, appointing: Appointing
) -> None:
    place, appointment = callback_data, given(callback_data, user.content)
    try:
        decided = await appointing.approve(place.user_id, appointment, place.fingerprint)
    except Outdated:
        await show_choice(query, place, user, appointing)
    else:
        await show(query, decided)


async def change_role(
    query: CallbackQuery, callback_data: GiveRole, user: UserContext, appointing: Appointing
) -> None:
    place = callback_data
    change = appointing.change(
        place.user_id, lambda held: changed(held, place, user.content), place.fingerprint
    )
    await show_decided(query, change, partial(appointing.card, place.user_id))


async def show_choice(
    query: CallbackQuery, callback_data: FormerRoleChoice, user: UserContext, appointing: Appointing
) -> None:
    """Answers a button under a screen that is out of date with what the choice would be about now."""
    place = callback_data
    match place.purpose:
        case Purpose.APPROVE:
            screen = await appointing.request(place.user_id, several=len(user.readable) > 1)
        case Purpose.CHANGE:
            screen = await appointing.card(place.user_id)
        case Purpose.INVITE:
            screen = invited_role_screen()
    await show_outdated(query, screen)


async def open_job_titles(
    query: CallbackQuery, callback_data: OpenJobTitles, user: UserContext, appointing: Appointing
) -> None:
    await show(query, await _agencies_screen(callback_data, user, appointing))


async def add_agency(
    query: CallbackQuery, callback_data: AddAgency, user: UserContext, appointing: Appointing
) -> None:
    """Makes a reader who gets an agency its official."""
    place, agency = callback_data, find_agency(user.content, callback_data.agency_id)
    change = appointing.change(place.user_id, lambda held: with_agency(held, agency.id), place.fingerprint)
    shown = _place(place, agency.party_id)
    await show_decided(query, change, partial(_agencies_screen, shown, user, appointing))


async def drop_agency(
    query: CallbackQuery, callback_data: DropAgency, user: UserContext, appointing: Appointing
) -> None:
    """Drops an agency; an official keeps at least one."""
    place, agency = callback_data, find_agency(user.content, callback_data.agency_id)
    change = appointing.change(place.user_id, lambda held: without_agency(held, agency.id), place.fingerprint)
    shown = _place(place, agency.party_id)
    await show_decided(query, change, partial(_agencies_screen, shown, user, appointing))


async def show_agencies(
    query: CallbackQuery,
    callback_data: FormerAgencyAddition | FormerAgencyDrop,
    user: UserContext,
    appointing: Appointing,
) -> None:
    """Answers a button of an earlier version with the agencies as they are now."""
    agency = find_agency(user.content, callback_data.agency_id)
    shown = _place(callback_data, agency.party_id)
    await show_outdated(query, await _agencies_screen(shown, user, appointing))


async def _agencies_screen(place: OpenJobTitles, user: UserContext, appointing: Appointing) -> Screen:
    member = await appointing.member(place.user_id)
    directory = await select_directory(appointing.db.reader)
    return job_titles_screen(user.content, member, place, directory)


def _place(toggled: FormerAgencyAddition | FormerAgencyDrop, party_id: int) -> OpenJobTitles:
    return OpenJobTitles(user_id=toggled.user_id, party_id=party_id, page=toggled.page)
