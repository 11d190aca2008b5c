"""Handing over: choosing what and to whom, and the messages to successor and predecessor."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text, as_list

from bot.callbacks.people import (
    ChooseSuccessor,
    ConfirmHandOver,
    HandOverTo,
    InviteSuccessor,
    OpenHandOver,
    OpenMember,
)
from bot.callbacks.roadmap import OpenActivity, OpenHome, OpenSettings
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.screens.dates import day_figures
from bot.screens.fragments import status_words
from bot.screens.keyboard import button, keyboard
from bot.screens.paging import Entry, Heading, Route, listing
from bot.screens.people.appointment import appointment_line, person_name, scope_lines
from bot.telegram.screen import Screen
from bot.telegram.text_length import shorten, units
from data.notes.notes import Note
from data.people.appointments import Appointment
from data.people.handovers import HandedActivity, hand_over_fingerprint
from data.people.members import Directory, Member

BRIEFING: Final = 3600  # units of a message's 4,096
TITLE: Final = 90
COUNTERPART: Final = 70
LAST_WORDS: Final = 120
CARDS: Final = 12  # buttons to the first activities


def hand_over_screen(
    place: OpenHandOver, handed: Appointment, held: Appointment, directory: Directory, *, own: bool
) -> Screen:
    """Offers what can be handed over; `own` is True for the predecessor, False for an administrator."""
    whose = [] if own else [Text(Bold(person_name(place.user_id, directory)))]
    text = as_list(
        Bold(_("Hand over")),
        *whose,
        *scope_lines(handed, directory),
        "",
        _(
            "The successor gets these agencies and sides with one message on what is open; the predecessor loses them"
            " and the draft in the same moment. Published notes stay."
        ),
    )
    back: CallbackData = OpenSettings() if own else OpenMember(user_id=place.user_id)
    return Screen(text, keyboard(_successor_buttons(place, held, directory, own=own), back))


def _successor_buttons(
    place: OpenHandOver, held: Appointment, directory: Directory, *, own: bool
) -> Iterator[InlineKeyboardButton]:
    link = InviteSuccessor(
        user_id=place.user_id, agency_id=place.agency_id, fingerprint=hand_over_fingerprint(held)
    )
    yield button(_("Link for the successor"), link)
    if not own:
        yield button(_("To somebody here"), ChooseSuccessor(user_id=place.user_id, agency_id=place.agency_id))
    if place.agency_id:
        yield button(_("All of it"), OpenHandOver(user_id=place.user_id))
    elif len(held.agencies) + len(held.parties) > 1:
        for agency_id in list(held.agencies)[:CARDS]:
            label = _("Only {agency}").format(agency=directory.agencies.get(agency_id, "…"))
            yield button(label, OpenHandOver(user_id=place.user_id, agency_id=agency_id))


def successors_screen(members: Sequence[Member], place: ChooseSuccessor, directory: Directory) -> Screen:
    """The members who can be chosen as successor: all but the predecessor."""
    entries = [
        Entry(
            button(
                person_name(member.user_id, directory),
                ConfirmHandOver(
                    user_id=place.user_id, successor_id=member.user_id, agency_id=place.agency_id
                ),
            ),
            text=person_name(member.user_id, directory),
            detail=appointment_line(member.appointment, directory),
        )
        for member in members
        if member.user_id != place.user_id and member.admitted_at is not None
    ]
    remark = _("Choose the successor.") if entries else _("Nobody else is here: send a link.")
    back = OpenHandOver(user_id=place.user_id, agency_id=place.agency_id)
    route = Route(back, place.page, lambda to: place.model_copy(update={"page": to}))
    return listing(Heading(_("Hand over"), remark), entries, route)


@dataclass(frozen=True, slots=True)
class HandOverFacts:
    """What is handed over, all that the predecessor holds, and what the successor holds by now."""

    handed: Appointment
    held: Appointment
    successor: Appointment


def handing_over_screen(place: ConfirmHandOver, facts: HandOverFacts, directory: Directory) -> Screen:
    """Asks before it is done."""
    successor = person_name(place.successor_id, directory)
    now = _("{name} now: {appointment}").format(
        name=successor, appointment=appointment_line(facts.successor, directory)
    )
    text = as_list(
        Bold(
            _("Hand over from {predecessor} to {successor}?").format(
                predecessor=person_name(place.user_id, directory),
                successor=successor,
            )
        ),
        *scope_lines(facts.handed, directory),
        now,
    )
    sure = HandOverTo(
        user_id=place.user_id,
        successor_id=place.successor_id,
        agency_id=place.agency_id,
        fingerprint=hand_over_fingerprint(facts.held, facts.successor),
    )
    back = ChooseSuccessor(user_id=place.user_id, agency_id=place.agency_id)
    return Screen(text, keyboard([button(_("Yes, hand over"), sure)], back))


def handed_over_screen(successor_id: int, handed: Appointment, directory: Directory) -> Screen:
    """Tells the predecessor that the hand-over is done."""
    text = as_list(
        Bold(_("Handed over")),
        *scope_lines(handed, directory),
        _("To: {name}").format(name=person_name(successor_id, directory)),
        _("Your rights to them and your draft have ended; your notes stay, signed by the agency."),
    )
    return Screen(text, keyboard([], back=None))


def briefing_screen(
    predecessor: str,
    handed: Appointment,
    handed_activities: Sequence[HandedActivity],
    directory: Directory,
) -> Screen:
    """The one message a successor needs: from whom, what is open, when word is due next, what was said last."""
    by = _("From: {name}").format(name=predecessor)
    head = [Bold(_("You have taken over")), *scope_lines(handed, directory), by, ""]
    room = BRIEFING - units(as_list(*head).render()[0])
    lines = list(_fitting([_activity_line(item) for item in handed_activities], room))
    left = len(handed_activities) - len(lines)
    rest = [ngettext("and {n} more activity", "and {n} more activities", left).format(n=left)] if left else []
    body = [Bold(_("Open activities")), *lines, *rest] if handed_activities else [_("No activity is open.")]
    cards = [
        button(item.activity.number, OpenActivity(activity_id=item.activity.id))
        for item in handed_activities[:CARDS]
    ]
    home = button(_("Open the roadmap"), OpenHome())
    return Screen(as_list(*head, *body), keyboard([*cards, home], back=None))


def _activity_line(item: HandedActivity) -> str:
    due = _("by {day}").format(day=day_figures(item.due.day)) if item.due else _("no date")
    line = f"{item.activity.number} {shorten(item.activity.title, TITLE)} — {due}"
    more = [
        "" if item.note else _("no note yet"),
        _counterpart_words(item.counterparts) if item.counterparts else "",
        _("a move to {day} waits for agreement").format(day=day_figures(item.move)) if item.move else "",
        _last_words(item.note) if item.note else "",
    ]
    return "; ".join([line, *filter(None, more)])


def _last_words(note: Note) -> str:
    """What was said last, and in which state the activity was then."""
    status = f" ({status_words(note.latest.status)})" if note.latest.status else ""
    words = _("last note No. {number}").format(number=note.number)
    text = shorten(" ".join(note.latest.text.split()), LAST_WORDS)
    return f"{words}{status}: {text}" if text else f"{words}{status}"


def _counterpart_words(names: Sequence[str]) -> str:
    more = f" (+{len(names) - 1})" if len(names) > 1 else ""
    return _("other side: {agency}").format(agency=shorten(names[0], COUNTERPART)) + more


def _fitting(lines: Sequence[str], room: int) -> Iterator[str]:
    for line in lines:
        room -= units(line) + 1
        if room < 0:
            return
        yield line
