"""Access requests: asking, the list of those open, and deciding one."""

from collections.abc import Sequence

from aiogram.utils.formatting import Bold, Code, Text, as_list

from bot.callbacks.people import (
    OpenAccessRequest,
    OpenAccessRequests,
    OpenMember,
    OpenPeople,
    Purpose,
    RefuseReading,
    RequestAccess,
)
from bot.callbacks.roadmap import OpenSettings
from bot.i18n import gettext as _
from bot.screens.keyboard import button, keyboard
from bot.screens.paging import Entry, Heading, Route, listing
from bot.screens.people.appointing import RolePlace, role_buttons
from bot.screens.people.appointment import appointment_lines, person_name
from bot.telegram.screen import Screen
from bot.telegram.text_length import shorten
from data.people.access_requests import AccessRequest
from data.people.appointments import Appointment
from data.people.members import Directory

INTRODUCTION = 200  # characters
NAME = 100  # units of a person's name


def stranger_screen(user_id: int) -> Screen:
    """Answers a person who may not read: with their id, for the administrators, and the button that asks for access."""
    text = as_list(
        _("This roadmap is shown to its participants only."),
        Text(_("Your Telegram id:"), " ", Code(user_id)),
    )
    buttons = [button(_("Ask for access"), RequestAccess()), button(_("Language"), OpenSettings())]
    return Screen(text, keyboard(buttons, back=None))


def requested_screen(*, admins: bool) -> Screen:
    """The request is stored; `admins` False: there is no administrator yet to decide it."""
    sent = _("The request was sent to the administrators. You will be told here what they decide.")
    stored = _(
        "The request is kept. No administrator is appointed yet; you will be told here what is decided."
    )
    ask = _("Please write in your next message which agency you are from and your post: they decide by that.")
    return Screen(as_list(sent if admins else stored, ask), keyboard([], back=None))


def introduced_screen(words: str) -> Screen:
    """Says back who the person has said they are; the button asks once more."""
    sentence = _("The administrators read of you: “{words}”. You will be told here what they decide.")
    correct = [button(_("Write it otherwise"), RequestAccess())]
    return Screen(Text(sentence.format(words=words)), keyboard(correct, back=None))


def introduction_needed_words() -> str:
    return _("Please write it in words, up to {n} characters: the agency and your post.").format(
        n=INTRODUCTION
    )


def requests_screen(requests: Sequence[AccessRequest], page: int) -> Screen:
    """All that wait for a decision."""
    entries = [
        Entry(
            button(shorten(request.name, NAME), OpenAccessRequest(user_id=request.user_id)),
            text=f"{shorten(request.name, NAME)}, {request.user_id}",
            detail=request.introduction,
        )
        for request in requests
    ]
    heading = Heading(_("Access requests"), "" if requests else _("Nobody is waiting."))
    return listing(heading, entries, Route(OpenPeople(), page, lambda to: OpenAccessRequests(page=to)))


def request_place(request: AccessRequest) -> RolePlace:
    """Returns the place for the role of the person who asks."""
    return RolePlace(Purpose.APPROVE, request.user_id, request.fingerprint)


def request_screen(request: AccessRequest, *, several: bool = False) -> Screen:
    """A request to be decided; also sent to every administrator when it is made. `several`: there are more roadmaps."""
    opened = [_("The role opens the roadmap that you have chosen in the menu.")] if several else []
    text = as_list(
        Bold(_("Access request")),
        Text(Bold(shorten(request.name, NAME))),
        Text(_("Agency and post, as they write:"), " ", request.introduction or _("not written yet")),
        Text(_("Telegram id:"), " ", Code(request.user_id)),
        _("What shall this person be? For an official the agency is asked next, for a coordinator the side."),
        *opened,
    )
    buttons = [
        *role_buttons(request_place(request)),
        button(_("Refuse"), RefuseReading(user_id=request.user_id, fingerprint=request.fingerprint)),
    ]
    return Screen(text, keyboard(buttons, OpenAccessRequests()))


def decided_screen(user_id: int, appointment: Appointment, directory: Directory, *, before: bool) -> Screen:
    """`before`: it had been decided when the button was pressed."""
    words = [_("The request was decided already.")] if before else []
    given = appointment_lines(appointment, directory) if appointment.role else [_("Access is refused.")]
    shown = [Bold(person_name(user_id, directory))] if appointment.role else []
    text = as_list(*words, *shown, *given, Text(_("Telegram id:"), " ", Code(user_id)))
    card = [button(_("Open the card"), OpenMember(user_id=user_id))] if appointment.role else []
    return Screen(text, keyboard(card, OpenAccessRequests()))
