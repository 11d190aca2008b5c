"""Parts that several screens are made of: states in words, an activity in a list, agencies as buttons."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from aiogram.types import InlineKeyboardButton

from bot.callbacks.roadmap import OpenActivity, OpenAgency
from bot.i18n import gettext as _
from bot.screens.dates import day_figures
from bot.screens.deadline_words import deadline_line
from bot.screens.keyboard import LABEL, button
from bot.screens.paging import Entry
from bot.screens.phrases import activity_count, distinguished, short_names
from bot.telegram.text_length import shorten
from data.notes.activity_state import ActivityState, PeriodState, SideState, SideWord
from data.notes.states import UNKNOWN
from data.notes.statuses import NoteStatus, StateKind
from data.roadmap.models import Activity, Agency, RoadmapContent

States = Mapping[int, ActivityState]  # by the activity's id


def state_of(states: States, activity_id: int) -> ActivityState:
    """Returns the state of an activity; one that is gone or unknown has no reports."""
    return states.get(activity_id) or ActivityState(activity_id, UNKNOWN)


def regions_of(content: RoadmapContent) -> dict[int, str]:
    return {party.id: party.region for party in content.roadmap.parties}


def status_words(status: NoteStatus) -> str:
    match status:
        case NoteStatus.NOT_DUE:
            return _("not due yet")
        case NoteStatus.IN_PROGRESS:
            return _("in progress")
        case NoteStatus.AT_RISK:
            return _("at risk")
        case NoteStatus.DONE:
            return _("done")
        case NoteStatus.NEEDS_EXTENSION:
            return _("needs an extension")


def kind_words(kind: StateKind) -> str:
    names = {
        StateKind.DONE: _("done"),
        StateKind.AWAITED: _("the other side's word is awaited"),
        StateKind.NOT_FULFILLED: _("not fulfilled"),
        StateKind.CONTINUED: _("carried out throughout the period"),
        StateKind.OVERDUE: _("overdue"),
        StateKind.NEEDS_EXTENSION: _("needs an extension"),
        StateKind.AT_RISK: _("at risk"),
        StateKind.IN_PROGRESS: _("in progress"),
        StateKind.NOT_DUE: _("not due yet"),
        StateKind.NO_REPORTS: _("no information"),
    }
    return names[kind]


def period_words(state: PeriodState, regions: Mapping[int, str]) -> str:
    """Returns the state of one year, or of an activity that comes once: «исполнено 12.03.2026 с нарушением срока»."""
    words = _bare_words(state, regions)
    if state.reopened_on:
        words += ", " + _("opened again on {day}").format(day=day_figures(state.reopened_on))
    return words if state.year is None else f"{state.year}: {words}"


def activity_words(state: ActivityState, regions: Mapping[int, str]) -> str:
    """Returns the state of an activity, with the day that an open request asks for beside it."""
    words = period_words(state.now, regions)
    if state.request and not state.now.is_settled:
        words += ", " + _("a move to {day} is asked for").format(day=day_figures(state.request.day))
    return words


def side_words(side: SideState) -> str:
    """Returns how a side stands: its status with the note that names it, or that it has not spoken."""
    note = side.word.note_number if side.word else side.last_note
    if note is None:
        return _("no word yet")
    if side.word is None:
        return _("status not given (note No. {number})").format(number=note)
    return word_words(side.word)


def word_words(word: SideWord) -> str:
    """Returns a status with the note that names it; «done» that counts no more is not said again."""
    if word.is_void_completion:
        return _("no word since it was opened again")
    is_partial = word.status is NoteStatus.DONE and not word.speaks
    words = _("done by one agency, the side's word is awaited") if is_partial else status_words(word.status)
    return _("{status} (note No. {number})").format(status=words, number=word.note_number)


def in_year(states: States, year: int) -> dict[int, ActivityState]:
    """Returns the states of that year, of the activities that come every year."""
    return {key: replace(state, now=state.in_year(year)) for key, state in states.items()}


def open_words(states: States, activities: Iterable[Activity]) -> str:
    """Returns how many of the activities are open, «открытых 2 из 3», or how many there are where all are."""
    found = list(activities)
    if count_open(states, found) == len(found):
        return activity_count(len(found))
    return _("Open: {open} of {total}").format(open=count_open(states, found), total=len(found))


def count_open(states: States, activities: Iterable[Activity]) -> int:
    return sum(not state_of(states, activity.id).now.is_settled for activity in activities)


def years_lines(state: ActivityState, regions: Mapping[int, str]) -> Iterator[str]:
    """Yields a line a year, with its last control date, of an activity that comes every year."""
    for year in state.years:
        words = activity_words(state, regions) if year == state.now else period_words(year, regions)
        yield f"{words} ({day_figures(year.dates[-1].day)})"


def _bare_words(state: PeriodState, regions: Mapping[int, str]) -> str:
    if state.kind is StateKind.AWAITED:
        declared, awaited = (
            ", ".join(regions.get(party, "") for party in parties)
            for parties in (state.declared, state.awaited)
        )
        return _("done: {declared}; awaited: {awaited}").format(declared=declared, awaited=awaited)
    words = kind_words(state.kind)
    if state.kind is StateKind.DONE and state.since:
        words += f" {day_figures(state.since)}"
        return words + (", " + _("after the control date") if state.is_late else "")
    return words


def activity_entry(
    content: RoadmapContent, activity: Activity, states: States, breadcrumbs: str, section: str = ""
) -> Entry:
    """A line with the state of the activity in a word; `breadcrumbs` are the way back from the card."""
    state = state_of(states, activity.id)
    return Entry(
        button(activity.number, OpenActivity(activity_id=activity.id, breadcrumbs=breadcrumbs)),
        lead=activity.number,
        text=activity.title,
        detail=state_line(activity, state, regions_of(content)),
        section=section,
    )


def state_line(activity: Activity, state: ActivityState, regions: Mapping[int, str]) -> str:
    """Returns the state and the deadline on one line, the date that of the state's own year."""
    return " · ".join([activity_words(state, regions), deadline_line(activity.deadline, state.now.when)])


def agency_buttons(
    content: RoadmapContent, agencies: Sequence[Agency], *, breadcrumbs: str = "", counts: Sequence[str] = ()
) -> list[InlineKeyboardButton]:
    """A button for each agency, with its count where there are counts."""
    endings = [f" ({number})" for number in counts] or [""] * len(agencies)
    labels = _labels(content, agencies, LABEL - max(map(len, endings), default=0))
    return [
        button(label + ending, OpenAgency(agency_id=agency.id, breadcrumbs=breadcrumbs))
        for label, ending, agency in zip(labels, endings, agencies, strict=True)
    ]


def _labels(content: RoadmapContent, agencies: Sequence[Agency], most: int) -> list[str]:
    """Short names, but whole ones where two would look alike."""
    short = short_names(content, agencies)
    times = Counter(shorten(name, most) for name in short)
    names = [
        agency.name if times[shorten(name, most)] > 1 else name
        for name, agency in zip(short, agencies, strict=True)
    ]
    return distinguished(names, most)
