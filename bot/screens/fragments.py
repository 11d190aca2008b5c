"""Parts that several screens are made of: an activity in a list, agencies as buttons, statuses in words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardButton

from bot.callbacks.roadmap import OpenActivity, OpenAgency
from bot.i18n import gettext as _
from bot.screens.deadline_words import deadline_line
from bot.screens.keyboard import LABEL, button
from bot.screens.paging import Entry
from bot.screens.phrases import distinguished, short_names
from bot.telegram.text_length import shorten
from data.notes.statuses import ActivityState, NoteStatus, SideStatus
from data.roadmap.models import Activity, Agency, RoadmapContent


def activity_entry(activity: Activity, breadcrumbs: str, today: date, section: str = "") -> Entry:
    """`breadcrumbs` are the way back from the card."""
    return Entry(
        button(activity.number, OpenActivity(activity_id=activity.id, breadcrumbs=breadcrumbs)),
        lead=activity.number,
        text=activity.title,
        detail=deadline_line(activity.deadline, today),
        section=section,
    )


def agency_buttons(
    content: RoadmapContent, agencies: Sequence[Agency], *, breadcrumbs: str = "", counts: Sequence[int] = ()
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


def said_words(word: SideStatus) -> str:
    """Returns a side's latest status in words, and whether it counts no more."""
    if word.is_void_completion:
        return _("done, but before it was opened again: not counted")
    return status_words(word.status)


def side_status_words(word: SideStatus | None, last: int | None) -> str:
    """Returns a side's latest status in words; `last` is the number of its newest note, which may have named none."""
    if word:
        return _("{status} (note No. {number})").format(status=said_words(word), number=word.note_number)
    return _("status not given (note No. {number})").format(number=last) if last else _("no word yet")


def year_words(state: ActivityState, regions: Mapping[int, str], year: int, zone: ZoneInfo) -> str:
    """`regions` are the sides by id."""
    words = {party: word for party, word in state.words if word and _year(word.reported_at, zone) == year}
    declared = [party for party, word in words.items() if word.declares]
    if declared and len(declared) == len(state.words):
        return _("done by both sides")
    if declared:
        names = ", ".join(regions.get(party, "") for party, _word in state.words if party not in declared)
        return _("done by one side, awaited: {awaited}").format(awaited=names)
    latest = max(words.values(), key=lambda word: word.reported_at, default=None)
    return said_words(latest) if latest else _("no word this year")


def _year(at: int, zone: ZoneInfo) -> int:
    return datetime.fromtimestamp(at, UTC).astimezone(zone).year
