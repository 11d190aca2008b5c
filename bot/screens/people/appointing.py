"""Choosing a role, then its agency or side: two taps, for a request, a member or an invitation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text, as_list

from bot.callbacks.people import (
    AddAgency,
    ChooseAgency,
    ChooseParty,
    ChooseRole,
    ConfirmAdmin,
    DropAgency,
    GiveRole,
    OpenAccessRequest,
    OpenInvitations,
    OpenJobTitles,
    OpenMember,
    Purpose,
)
from bot.i18n import gettext as _
from bot.screens.keyboard import LABEL, button, keyboard
from bot.screens.paging import Entry, Heading, Route, listing
from bot.screens.people.appointment import appointment_line, person_name, role_name
from bot.screens.phrases import agency_count, distinguished, short_names
from bot.telegram.screen import Screen
from data.people.appointments import NONE, Appointment
from data.people.members import Directory, Member
from data.people.people import Role
from data.roadmap.lookup import agencies_on, find_party
from data.roadmap.models import Agency, Party, RoadmapContent

MARK: Final = "✓ "


@dataclass(frozen=True, slots=True)
class RolePlace:
    """For what a role is chosen, and on which state: `words` say it, `fingerprint` is of it; an invitation has none."""

    purpose: Purpose
    user_id: int = 0
    fingerprint: int = 0
    words: str = ""


def role_place(member: Member, directory: Directory | None = None) -> RolePlace:
    """Returns the place for a member's new role; `words` need a directory."""
    held = member.appointment
    words = ""
    if directory:
        name = person_name(member.user_id, directory)
        words = _("{name} now: {appointment}").format(
            name=name, appointment=appointment_line(held, directory)
        )
    return RolePlace(Purpose.CHANGE, member.user_id, held.fingerprint, words)


def role_buttons(place: RolePlace, held: Appointment = NONE) -> Iterator[InlineKeyboardButton]:
    """A button for each role; an official or coordinator still needs an agency or a side unless they have one."""
    purpose, user_id = place.purpose, place.user_id
    yield _give(place, Role.READER)
    if purpose is Purpose.CHANGE and held.agencies:
        yield _give(place, Role.OFFICIAL)
    else:
        yield button(role_name(Role.OFFICIAL), ChooseAgency(purpose=purpose, user_id=user_id))
    yield button(role_name(Role.COORDINATOR), ChooseParty(purpose=purpose, user_id=user_id))
    if purpose is Purpose.CHANGE:
        yield button(role_name(Role.ADMIN), ConfirmAdmin(user_id=user_id))


def invited_role_screen() -> Screen:
    """Offers the roles a new invitation can give."""
    text = as_list(Bold(_("New invitation")), _("What shall the invited person be?"))
    return Screen(text, keyboard(role_buttons(RolePlace(Purpose.INVITE)), OpenInvitations()))


def changed_role_screen(member: Member, directory: Directory) -> Screen:
    """Another role for a member."""
    text = as_list(
        Text(Bold(person_name(member.user_id, directory))),
        Text(Bold(_("Role:")), " ", role_name(member.appointment.role)),
        _("Choose another role. A reader writes for no agency."),
    )
    buttons = role_buttons(role_place(member), member.appointment)
    return Screen(text, keyboard(buttons, OpenMember(user_id=member.user_id)))


def party_choice_screen(content: RoadmapContent, place: RolePlace) -> Screen:
    """Which side a coordinator answers for."""
    buttons = [_give(place, Role.COORDINATOR, party.id, party.region) for party in content.roadmap.parties]
    text = as_list(Bold(role_name(Role.COORDINATOR)), *_whose(place), _("Choose a side."))
    return Screen(text, keyboard(buttons, _before(place.purpose, place.user_id)))


def agency_choice_screen(content: RoadmapContent, place: ChooseAgency, chosen: RolePlace) -> Screen:
    """Which agency an official writes for: a side's agencies, the other sides one tap away."""
    party = side(content, place.party_id)
    agencies = agencies_on(content, party.id)
    entries = [
        Entry(_give(chosen, Role.OFFICIAL, agency.id, label))
        for agency, label in zip(agencies, _labels(content, agencies), strict=True)
    ]
    others = [
        button(
            _("{side} ›").format(side=other.region),
            place.model_copy(update={"party_id": other.id, "page": 0}),
        )
        for other in content.roadmap.parties
        if other.id != party.id
    ]
    remark = "\n".join([*_whose(chosen), f"{party.region}, {agency_count(len(agencies))}"])
    heading = Heading(_("Choose an agency"), remark)
    route = Route(
        _before(place.purpose, place.user_id),
        place.page,
        lambda to: place.model_copy(update={"party_id": party.id, "page": to}),
    )
    return listing(heading, entries, route, others)


def job_titles_screen(
    content: RoadmapContent, member: Member, place: OpenJobTitles, directory: Directory
) -> Screen:
    """The agencies of a side, those the person writes for marked; a tap adds or drops one."""
    party = side(content, place.party_id)
    agencies = agencies_on(content, party.id)
    entries = [
        Entry(_toggle(member, agency, label, place.page))
        for agency, label in zip(agencies, _labels(content, agencies, len(MARK)), strict=True)
    ]
    others = [
        button(
            _("{side} ›").format(side=other.region), OpenJobTitles(user_id=member.user_id, party_id=other.id)
        )
        for other in content.roadmap.parties
        if other.id != party.id
    ]
    held = [directory.agencies.get(agency, "…") for agency in member.appointment.agencies]
    remark = _("Writes for: {agencies}").format(agencies="; ".join(held) or "—")
    heading = Heading(f"{person_name(member.user_id, directory)} · {party.region}", remark)
    route = Route(
        OpenMember(user_id=member.user_id),
        place.page,
        lambda to: OpenJobTitles(user_id=member.user_id, party_id=party.id, page=to),
    )
    return listing(heading, entries, route, others)


def side(content: RoadmapContent, party_id: int) -> Party:
    """The side of that id, the first one for 0; raises `StaleButton`."""
    return find_party(content, party_id or content.roadmap.parties[0].id)


def _give(place: RolePlace, role: Role, scope_id: int = 0, label: str = "") -> InlineKeyboardButton:
    given = GiveRole(
        purpose=place.purpose,
        user_id=place.user_id,
        role=role,
        scope_id=scope_id,
        fingerprint=place.fingerprint,
    )
    return button(label or role_name(role), given)


def _whose(place: RolePlace) -> list[str]:
    return [place.words] if place.words else []


def _toggle(member: Member, agency: Agency, label: str, page: int) -> InlineKeyboardButton:
    held = member.appointment
    fields = {
        "user_id": member.user_id,
        "agency_id": agency.id,
        "page": page,
        "fingerprint": held.fingerprint,
    }
    if agency.id in held.agencies:
        return button(MARK + label, DropAgency(**fields))
    return button(label, AddAgency(**fields))


def _labels(content: RoadmapContent, agencies: Sequence[Agency], reserved: int = 0) -> list[str]:
    return distinguished(short_names(content, agencies), LABEL - reserved)


def _before(purpose: Purpose, user_id: int) -> CallbackData:
    """Returns the data of the button that leads back to where the choice was begun."""
    match purpose:
        case Purpose.APPROVE:
            return OpenAccessRequest(user_id=user_id)
        case Purpose.CHANGE:
            return ChooseRole(purpose=purpose, user_id=user_id)
        case Purpose.INVITE:
            return ChooseRole(purpose=purpose)
