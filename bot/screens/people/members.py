"""The members by role and by agency, and the agencies without people."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, as_list

from bot.callbacks.people import (
    GiveRole,
    OpenAccessRequests,
    OpenAgencyStaff,
    OpenInvitations,
    OpenJournal,
    OpenMember,
    OpenPeople,
    OpenRole,
    OpenStaff,
    OpenUnstaffed,
    Purpose,
)
from bot.callbacks.roadmap import OpenCalendar, OpenHome
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.screens.keyboard import LABEL, button, counted, keyboard
from bot.screens.paging import Entry, Heading, Route, listing
from bot.screens.people.appointment import NAME, appointment_line, person_name, roles_name
from bot.screens.phrases import agency_count, distinguished, short_names
from bot.telegram.screen import Screen
from bot.telegram.text_length import shorten
from data.people.members import Directory, Member
from data.people.people import Role
from data.roadmap.lookup import agencies_on, find_agency
from data.roadmap.models import Agency, RoadmapContent


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many things wait for an administrator: agencies without a person, requests, open invitations.

    `several_sides` are coordinators of more than one side of a roadmap.
    """

    unstaffed: int
    requests: int
    invitations: int
    several_sides: int = 0


def people_screen(members: Sequence[Member], waiting: Waiting) -> Screen:
    unreachable = sum(not member.can_message for member in members)
    lines = [Bold(_("People")), people_count(len(members))]
    lines += [_("Without the bot: {text}").format(text=agency_count(waiting.unstaffed))]
    if unreachable:
        lines.append(
            ngettext("{n} has blocked the bot", "{n} have blocked the bot", unreachable).format(n=unreachable)
        )
    if waiting.several_sides:
        lines.append(
            ngettext(
                "{n} coordinator has several sides of one roadmap: leave one",
                "{n} coordinators have several sides of one roadmap: leave one",
                waiting.several_sides,
            ).format(n=waiting.several_sides)
        )
    return Screen(as_list(*lines), keyboard(_action_buttons(members, waiting), OpenHome()))


def people_count(n: int) -> str:
    return ngettext("{n} person", "{n} people", n).format(n=n)


def _action_buttons(members: Sequence[Member], waiting: Waiting) -> Iterator[InlineKeyboardButton]:
    roles = Counter(member.appointment.role for member in members)
    yield button(_("By agency"), OpenStaff())
    yield button(counted(_("Not connected"), waiting.unstaffed), OpenUnstaffed())
    for role in reversed(Role):
        yield button(counted(roles_name(role), roles[role]), OpenRole(role=role))
    yield button(counted(_("Access requests"), waiting.requests), OpenAccessRequests())
    yield button(counted(_("Invitations"), waiting.invitations), OpenInvitations())
    yield button(_("Working days"), OpenCalendar())
    yield button(_("Journal"), OpenJournal())


def role_screen(members: Sequence[Member], place: OpenRole, directory: Directory) -> Screen:
    """All who have the role."""
    having = [member for member in members if member.appointment.role is place.role]
    heading = Heading(roles_name(place.role), people_count(len(having)))
    route = Route(OpenPeople(), place.page, lambda to: OpenRole(role=place.role, page=to))
    return listing(heading, [_entry(member, directory) for member in having], route)


def staff_screen(content: RoadmapContent, members: Sequence[Member], place: OpenStaff) -> Screen:
    """The agencies that have people, side by side, with their names."""
    staffed = [(agency, people) for agency in _by_side(content) if (people := _staff(members, agency.id))]
    entries = _agency_entries(content, [agency for agency, _people in staffed])
    named = [
        Entry(
            entry.button,
            text=entry.text,
            detail=", ".join(_name(one) for one in people),
            section=entry.section,
        )
        for entry, (_agency, people) in zip(entries, staffed, strict=True)
    ]
    remark = "" if staffed else _("No agency has a person yet: invite somebody.")
    route = Route(OpenPeople(), place.page, lambda to: OpenStaff(page=to))
    return listing(Heading(_("People by agency"), remark), named, route)


def unstaffed_screen(content: RoadmapContent, unstaffed: Sequence[Agency], place: OpenUnstaffed) -> Screen:
    """The agencies without people."""
    waiting = {agency.id for agency in unstaffed}
    agencies = [agency for agency in _by_side(content) if agency.id in waiting]
    remark = agency_count(len(agencies)) if agencies else _("Every agency has a person.")
    route = Route(OpenPeople(), place.page, lambda to: OpenUnstaffed(page=to))
    return listing(Heading(_("Not connected"), remark), _agency_entries(content, agencies), route)


def agency_staff_screen(
    content: RoadmapContent, members: Sequence[Member], place: OpenAgencyStaff, directory: Directory
) -> Screen:
    """Lists the people who write for one agency; raises `StaleButton` when the roadmap has no such agency."""
    agency = find_agency(content, place.agency_id)
    staff = _staff(members, agency.id)
    entries = [_entry(member, directory, member.appointment.agencies[agency.id]) for member in staff]
    remark = people_count(len(staff)) if staff else _("Nobody writes for this agency yet.")
    invite = GiveRole(
        purpose=Purpose.INVITE, user_id=0, role=Role.OFFICIAL, scope_id=agency.id, fingerprint=0
    )
    route = Route(
        OpenStaff() if staff else OpenUnstaffed(),
        place.page,
        lambda to: OpenAgencyStaff(agency_id=agency.id, page=to),
    )
    return listing(Heading(agency.name, remark), entries, route, [button(_("Invite an official"), invite)])


def _entry(member: Member, directory: Directory, job_title: str = "") -> Entry:
    name = person_name(member.user_id, directory)
    detail = job_title or appointment_line(member.appointment, directory)
    blocked = "" if member.can_message else _("has blocked the bot")
    return Entry(
        button(name, OpenMember(user_id=member.user_id)),
        text=name,
        detail=" · ".join(filter(None, (blocked, detail))),
    )


def _agency_entries(content: RoadmapContent, agencies: Sequence[Agency]) -> list[Entry]:
    regions = {party.id: party.region for party in content.roadmap.parties}
    short = short_names(content, agencies)
    return [
        Entry(
            button(label, OpenAgencyStaff(agency_id=agency.id)), text=name, section=regions[agency.party_id]
        )
        for label, name, agency in zip(distinguished(short, LABEL), short, agencies, strict=True)
    ]


def _by_side(content: RoadmapContent) -> Iterator[Agency]:
    for party in content.roadmap.parties:
        yield from agencies_on(content, party.id)


def _staff(members: Sequence[Member], agency_id: int) -> list[Member]:
    return [member for member in members if agency_id in member.appointment.agencies]


def _name(member: Member) -> str:
    return shorten(member.name, NAME) or str(member.user_id)
