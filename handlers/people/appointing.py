"""Giving people their role, agency or side: approved, changed or invited by the same two taps."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.access import Permission, Reader, needs
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
from bot.telegram.rendering import show
from data.database import Database
from data.people.appointments import Appointment
from data.people.members import select_directory
from data.people.people import Role
from data.roadmap.lookup import find_agency, find_party
from data.roadmap.models import RoadmapContent


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


async def choose_party(query: CallbackQuery, callback_data: ChooseParty, reader: Reader) -> None:
    await show(query, party_choice_screen(reader.content, callback_data))


async def choose_agency(query: CallbackQuery, callback_data: ChooseAgency, reader: Reader) -> None:
    await show(query, agency_choice_screen(reader.content, callback_data))


async def confirm_admin(
    query: CallbackQuery, callback_data: ConfirmAdmin, appointing: Appointing, db: Database
) -> None:
    member = await appointing.member(callback_data.user_id)
    await show(query, admin_screen(member, await select_directory(db.reader)))


async def approve(
    query: CallbackQuery, callback_data: GiveRole, reader: Reader, appointing: Appointing
) -> None:
    await show(query, await appointing.approve(callback_data.user_id, given(callback_data, reader.content)))


async def change_role(
    query: CallbackQuery, callback_data: GiveRole, reader: Reader, appointing: Appointing
) -> None:
    await appointing.change(callback_data.user_id, lambda held: changed(held, callback_data, reader.content))
    await show(query, await appointing.card(callback_data.user_id))


async def open_job_titles(
    query: CallbackQuery, callback_data: OpenJobTitles, reader: Reader, appointing: Appointing, db: Database
) -> None:
    member = await appointing.member(callback_data.user_id)
    directory = await select_directory(db.reader)
    await show(query, job_titles_screen(reader.content, member, callback_data, directory))


async def add_agency(
    query: CallbackQuery, callback_data: AddAgency, reader: Reader, appointing: Appointing, db: Database
) -> None:
    """A reader who gets an agency is its official."""
    agency = find_agency(reader.content, callback_data.agency_id)
    await appointing.change(callback_data.user_id, lambda held: with_agency(held, agency.id))
    await open_job_titles(query, _place(callback_data, agency.party_id), reader, appointing, db)


async def drop_agency(
    query: CallbackQuery, callback_data: DropAgency, reader: Reader, appointing: Appointing, db: Database
) -> None:
    """An official keeps at least one."""
    agency = find_agency(reader.content, callback_data.agency_id)
    await appointing.change(callback_data.user_id, lambda held: without_agency(held, agency.id))
    await open_job_titles(query, _place(callback_data, agency.party_id), reader, appointing, db)


def given(place: GiveRole, content: RoadmapContent) -> Appointment:
    """What a choice gives to somebody new; raises `StaleButton` for an agency or side that is not there."""
    match place.role:
        case Role.OFFICIAL:
            return Appointment(place.role, {find_agency(content, place.scope_id).id: ""})
        case Role.COORDINATOR:
            return Appointment(place.role, {}, frozenset({find_party(content, place.scope_id).id}))
        case _:
            return Appointment(place.role)


def changed(held: Appointment, place: GiveRole, content: RoadmapContent) -> Appointment:
    """What a choice makes of somebody who is here: agencies stay unless they become a reader.

    In each roadmap a coordinator has one side.
    """
    match place.role:
        case Role.READER:
            return Appointment(place.role)
        case Role.OFFICIAL:
            new = given(place, content).agencies if place.scope_id else {}
            return Appointment(place.role, {**held.agencies, **new})
        case Role.COORDINATOR:
            elsewhere = held.parties - {party.id for party in content.roadmap.parties}
            return replace(held, role=place.role, parties=elsewhere | given(place, content).parties)
        case Role.ADMIN:
            return replace(held, role=place.role)


def with_agency(held: Appointment, agency_id: int) -> Appointment:
    """The office held in an agency they have already stays."""
    return Appointment(Role.OFFICIAL, {agency_id: ""}).joined(held)


def without_agency(held: Appointment, agency_id: int) -> Appointment:
    return replace(held, agencies={each: held.agencies[each] for each in held.agencies if each != agency_id})


def _place(toggled: AddAgency | DropAgency, party_id: int) -> OpenJobTitles:
    return OpenJobTitles(user_id=toggled.user_id, party_id=party_id, page=toggled.page)
