"""How an activity stands, for its card: each side's word, whose is awaited, the last note."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text

from bot.callbacks.notes import OpenHistory, WriteNote
from bot.callbacks.roadmap import OpenActivity
from bot.i18n import gettext as _
from bot.screens.fragments import activity_words, regions_of, side_words, word_words, years_lines
from bot.screens.keyboard import button, counted
from bot.screens.notes.listing import note_words
from bot.screens.notes.note_actions import continue_button
from bot.screens.roadmap.activity_decisions import ActivityDecisions, decision_buttons, decision_lines
from bot.telegram.text_length import shorten
from data.notes.activity_state import ActivityState, SideState
from data.notes.draft_summary import DraftSummary
from data.notes.notes import Note
from data.roadmap.lookup import known_agency
from data.roadmap.models import RoadmapContent

NOTE: Final = 300
AGENCY: Final = 80


@dataclass(frozen=True, slots=True)
class ActivityStatus:
    """`last` is the newest note that is not withdrawn.

    `notes` says how many there are, withdrawn ones too, `events` how much the history holds, `writes` whether the reader may write one.
    `decided` is what people decided about its deadline and its closing, `draft` the reader's unfinished note.
    """

    state: ActivityState
    last: Note | None = None
    notes: int = 0
    events: int = 0
    writes: bool = False
    decided: ActivityDecisions | None = None
    draft: DraftSummary | None = None


def status_lines(status: ActivityStatus, content: RoadmapContent, *, is_gone: bool = False) -> Iterator[Text]:
    """Yields the state of the activity and of each side, what was decided, and the last note."""
    regions = regions_of(content)
    if not is_gone:
        yield from _state_lines(status.state, regions)
    if status.decided:
        yield from decision_lines(status.decided, regions)
    if not status.notes:
        return
    yield Text()
    for side in status.state.now.sides:
        if side.party_id in regions:
            yield Text(Bold(f"{regions[side.party_id]}:"), " ", side_words(side))
            yield from map(Text, _agency_words(side, content))
    if status.last:
        head = _("Last note, No. {number}:").format(number=status.last.number)
        yield Text(Bold(head), " ", shorten(note_words(status.last), NOTE))
    else:
        yield Text(_("Every note on this activity has been withdrawn."))


def _state_lines(state: ActivityState, regions: Mapping[int, str]) -> Iterator[Text]:
    if state.years:
        yield Bold(_("State by year:"))
        yield from map(Text, years_lines(state, regions))
    else:
        yield Text(Bold(_("State:")), " ", activity_words(state, regions))


def _agency_words(side: SideState, content: RoadmapContent) -> Iterator[str]:
    """Yields the word of each body, of a side where several have spoken."""
    for word in side.agency_words if len(side.agency_words) > 1 else ():
        yield f"• {shorten(known_agency(content, word.agency_id).name, AGENCY)}: {word_words(word)}"


def status_buttons(status: ActivityStatus, place: OpenActivity) -> Iterator[InlineKeyboardButton]:
    draft = status.draft
    if draft:
        yield continue_button(draft)
    if status.writes and not (draft and draft.is_new_on(place.activity_id)):
        yield button(_("Write a note"), WriteNote(activity_id=place.activity_id))
    if status.decided:
        closed = status.state.now.is_done
        yield from decision_buttons(status.decided, place.activity_id, closed=closed)
    if status.events:
        yield button(counted(_("History"), status.events), OpenHistory(activity_id=place.activity_id))
