"""Messages about a decided access request: granted or refused."""

from collections.abc import Iterator

from aiogram.utils.formatting import Bold, Text, as_list

from bot.callbacks.people import OpenMember
from bot.callbacks.roadmap import OpenHome
from bot.i18n import gettext as _
from bot.screens.keyboard import button, keyboard
from bot.screens.people.appointment import appointment_lines, person_name
from bot.telegram.screen import Screen
from data.people.appointments import Appointment
from data.people.members import Directory
from data.people.people import Role


def welcome_screen(appointment: Appointment, directory: Directory, *, again: bool = False) -> Screen:
    """Tells the person their role and what to do next; `again` when they had accepted the same invitation before."""
    title = _("You have accepted this invitation already.") if again else _("You have been given access.")
    text = as_list(Bold(title), *appointment_lines(appointment, directory), "", *_next_steps(appointment))
    return Screen(text, keyboard([button(_("Open the roadmap"), OpenHome())], back=None))


def refused_screen() -> Screen:
    return Screen(Text(_("Your request for access was refused.")), keyboard([], back=None))


def changed_screen(appointment: Appointment, directory: Directory) -> Screen:
    """Tells a person that an administrator has changed their role or agencies."""
    text = as_list(Bold(_("Your rights have changed.")), *appointment_lines(appointment, directory))
    return Screen(text, keyboard([button(_("Open the roadmap"), OpenHome())], back=None))


def let_go_screen() -> Screen:
    """Tells a person that they were removed."""
    sentence = _(
        "Your access has ended. The notes you published stay. To come back, send /start and ask for access."
    )
    return Screen(Text(sentence), keyboard([], back=None))


def arrival_screen(user_id: int, appointment: Appointment, directory: Directory) -> Screen:
    """Tells the administrators that an invitation was accepted."""
    text = as_list(
        Bold(_("An invitation was accepted")),
        Text(Bold(person_name(user_id, directory))),
        *appointment_lines(appointment, directory),
    )
    return Screen(text, keyboard([button(_("Open the card"), OpenMember(user_id=user_id))], back=None))


def _next_steps(appointment: Appointment) -> Iterator[str]:
    if appointment.role in (Role.OFFICIAL, Role.COORDINATOR):
        yield _("Your activities, and a note on each in three taps: /my")
    if appointment.role is Role.ADMIN:
        yield _("People, invitations and the journal: “People” in the menu.")
    yield _("Ask in words, for example by an agency or a number, or open the menu: /start")
