"""The history of an activity: reports and their versions, requests and decisions, closings, meetings, editions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardButton

from bot.callbacks.decisions import OpenMoveRequest
from bot.callbacks.notes import OpenHistory, OpenNote
from bot.callbacks.roadmap import OpenActivity
from bot.i18n import gettext as _
from bot.screens.dates import day_figures, moment
from bot.screens.fragments import status_words
from bot.screens.keyboard import button
from bot.screens.notes.listing import route_to
from bot.screens.paging import Entry, Heading, PageWindow, stored_listing
from bot.screens.phrases import numbered, quoted, titled
from bot.telegram.screen import Screen
from bot.telegram.text_length import shorten
from data.decisions.activity_history import ActivityEvent, EventKind
from data.decisions.deadline_requests import RequestState
from data.decisions.meetings import ItemMark
from data.roadmap.lookup import known_agency, known_parties
from data.roadmap.models import Activity, RoadmapContent

ROWS: Final = 6  # a page: up to three lines each and a button, what a telephone shows at once
TITLE: Final = 120
PART: Final = 30  # units of one thing that an edition changed


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """`events` are those of one page, newest first."""

    events: Sequence[ActivityEvent]
    window: PageWindow


def history_screen(content: RoadmapContent, activity: Activity, page: HistoryPage, zone: ZoneInfo) -> Screen:
    heading = Heading(_("History"), shorten(titled(activity.number, activity.title), TITLE))
    entries = list(_each_opened_once(_entry(content, event, zone) for event in page.events))
    place = OpenHistory(activity_id=activity.id, page=page.window.page)
    route = route_to(place, OpenActivity(activity_id=activity.id), page.window.page)
    empty = _("Nothing has been reported or decided on this activity yet.")
    return stored_listing(heading, entries, page.window, route, empty)


def _each_opened_once(entries: Iterable[Entry]) -> Iterator[Entry]:
    """A report that was corrected or withdrawn has several lines and one button."""
    opened: set[str] = set()
    for entry in entries:
        data = entry.button.callback_data or "" if entry.button else ""
        yield replace(entry, button=None) if data in opened else entry
        opened.add(data)


def _entry(content: RoadmapContent, event: ActivityEvent, zone: ZoneInfo) -> Entry:
    detail = " · ".join(filter(None, [moment(event.at, zone), _actor(content, event)]))
    words = " ".join(_words(event).split())
    head = _head(event)
    if not words:
        return Entry(_button(event), text=head, detail=detail)
    return Entry(_button(event), lead=head + ":", text=words, detail=detail)


def _actor(content: RoadmapContent, event: ActivityEvent) -> str:
    if event.agency_id:
        return known_agency(content, event.agency_id).name
    side = next((party.region for party in known_parties(content) if party.id == event.party_id), "")
    stands_in = _("{side} (an administrator for the side)").format(side=side)
    return stands_in if event.state == "stands_in" else side


def _button(event: ActivityEvent) -> InlineKeyboardButton | None:
    match event.kind:
        case EventKind.REPORTED | EventKind.CORRECTED | EventKind.WITHDRAWN:
            return button(numbered(event.number or 0), OpenNote(note_id=event.subject_id))
        case EventKind.ASKED:
            return button(_("Request"), OpenMoveRequest(request_id=event.subject_id))
        case _:
            return None


def _head(event: ActivityEvent) -> str:
    number, day = event.number or 0, day_figures(event.day) if event.day else ""
    heads = {
        EventKind.REPORTED: _("Note No. {number}"),
        EventKind.CORRECTED: _("Note No. {number}, revision {version}"),
        EventKind.WITHDRAWN: _("Note No. {number} is withdrawn"),
        EventKind.ASKED: _("A move of the deadline to {day} is asked for"),
        EventKind.AGREED: _("The move to {day} is agreed to"),
        EventKind.REFUSED: _("The move to {day} is refused"),
        EventKind.GRANTED: _("The deadline is moved to {day}, agreed by all sides"),
        EventKind.LAPSED: _("The request to move to {day} is closed without a decision"),
        EventKind.DATED: _("Control date set by hand: {day}"),
        EventKind.RESTORED: _("The calculated control date is brought back"),
        EventKind.CLOSED: _("Closed: every side has confirmed it"),
        EventKind.REOPENED: _("Opened again"),
        EventKind.DECIDED: _("Meeting of {held_on}"),
        EventKind.FULFILLED: _("The instruction of the meeting of {held_on} is done"),
        EventKind.REVISED: _("New edition"),
    }
    held_on = day_figures(event.held_on) if event.held_on else ""
    return heads[event.kind].format(number=number, version=event.version, day=day, held_on=held_on)


def _words(event: ActivityEvent) -> str:
    match event.kind:
        case EventKind.REPORTED | EventKind.CORRECTED:
            return _report_words(event)
        case EventKind.LAPSED:
            return lapse_words(RequestState(event.state))
        case EventKind.DECIDED:
            return _decision_words(event)
        case EventKind.REVISED:
            return "; ".join(_revision_words(event))
        case _:
            return event.words


def _report_words(event: ActivityEvent) -> str:
    text = event.words or _("files")
    return f"{status_words(event.status)}: {text}" if event.status else text


def lapse_words(state: RequestState) -> str:
    words = {
        RequestState.EXPIRED: _("not decided in time"),
        RequestState.SUPERSEDED: _("the deadline became another one"),
        RequestState.WITHDRAWN: _("withdrawn by its author"),
    }
    return words.get(state, "")


def _decision_words(event: ActivityEvent) -> str:
    match ItemMark(event.state):
        case ItemMark.HEARD:
            return _("heard")
        case ItemMark.DROPPED:
            return _("taken off the agenda")
        case ItemMark.INSTRUCTED:
            words = _("instruction: {words}").format(words=event.words)
            until = _("By {day}.").format(day=day_figures(event.day)) if event.day else ""
            return f"{words} {until}".rstrip()


def _revision_words(event: ActivityEvent) -> Iterator[str]:
    before, after = event.before, event.after
    if before is None:
        yield _("brought in")
        return
    if "gone" in after:
        yield _("excluded") if after["gone"] else _("in force again")
    labels = {"number": _("number"), "title": _("text"), "deadline": _("deadline")}
    for key, label in labels.items():
        if key in after:
            was, now = (quoted(shorten(str(value or "—"), PART)) for value in (before[key], after[key]))
            yield f"{label}: {was} → {now}"
    if "agencies" in after:
        yield from _agency_changes(before["agencies"], after["agencies"])


def _agency_changes(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    yield from (f"+ {shorten(name, PART)}" for name in after if name not in before)
    yield from (f"− {shorten(name, PART)}" for name in before if name not in after)
