"""Roles, agencies and job titles in words."""

from collections.abc import Iterator
from typing import Final

from aiogram.utils.formatting import Bold, Text

from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.telegram.text_length import shorten
from data.people.appointments import Appointment
from data.people.members import Directory
from data.people.people import Role

SHOWN: Final = 10  # agencies of one person
AGENCY: Final = 160  # units
NAME: Final = 80


def role_name(role: Role | None) -> str:
    words = {
        Role.READER: _("Reader"),
        Role.OFFICIAL: _("Agency official"),
        Role.COORDINATOR: _("Coordinator of a side"),
        Role.ADMIN: _("Administrator"),
    }
    return words[role] if role else _("No role")


def roles_name(role: Role) -> str:
    """The name of a role in the plural."""
    words = {
        Role.READER: _("Readers"),
        Role.OFFICIAL: _("Agency officials"),
        Role.COORDINATOR: _("Coordinators"),
        Role.ADMIN: _("Administrators"),
    }
    return words[role]


def person_name(user_id: int, directory: Directory) -> str:
    """The name as Telegram shows it, or the id of a person whose name is not stored."""
    return shorten(directory.people.get(user_id, ""), NAME) or _("id {user_id}").format(user_id=user_id)


def appointment_lines(appointment: Appointment, directory: Directory) -> Iterator[Text]:
    """The role, the roadmaps where there are several, the sides, the agencies with the job title held there: a line each."""
    yield Text(Bold(_("Role:")), " ", role_name(appointment.role))
    for name in directory.roadmaps_of(appointment):
        yield Text(Bold(_("Roadmap:")), " ", shorten(name, AGENCY))
    yield from scope_lines(appointment, directory)


def scope_lines(appointment: Appointment, directory: Directory) -> Iterator[Text]:
    """The sides and the agencies with the job title held there, a line each."""
    for party_id in sorted(appointment.parties):
        yield Text(Bold(_("Side:")), " ", shorten(directory.parties.get(party_id, "…"), AGENCY))
    held = list(appointment.agencies.items())
    for agency_id, job_title in held[:SHOWN]:
        name = shorten(directory.agencies.get(agency_id, "…"), AGENCY)
        yield Text(Bold(_("Agency:")), " ", name, f" ({shorten(job_title, NAME)})" if job_title else "")
    if (left := len(held) - SHOWN) > 0:
        yield Text(ngettext("and {n} more agency", "and {n} more agencies", left).format(n=left))


def appointment_line(appointment: Appointment, directory: Directory) -> str:
    """«Сотрудник ведомства: Министерство строительства», for lists."""
    scope = [directory.parties.get(party, "…") for party in sorted(appointment.parties)]
    scope += [directory.agencies.get(agency, "…") for agency in appointment.agencies]
    scope = scope or list(directory.roadmaps_of(appointment))
    more = f" (+{len(scope) - 1})" if len(scope) > 1 else ""
    return f"{role_name(appointment.role)}: {scope[0]}{more}" if scope else role_name(appointment.role)
