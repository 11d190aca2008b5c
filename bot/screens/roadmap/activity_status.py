"""How an activity stands, for its card: each side's word, whose is awaited, the last note."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text

from bot.callbacks.notes import OpenHistory, WriteNote
from bot.callbacks.roadmap import OpenActivity
from bot.i18n import gettext as _
from bot.screens.fragments import side_status_words
from bot.screens.keyboard import button, counted
from bot.screens.notes.listing import note_words
from bot.screens.notes.note_actions import continue_button
from bot.screens.roadmap.activity_decisions import ActivityDecisions, decision_buttons, decision_lines
from bot.telegram.text_length import shorten
from data.notes.draft_summary import DraftSummary
from data.notes.notes import Note
from data.notes.statuses import ActivityState
from data.roadmap.models import Party

NOTE: Final = 300


@dataclass(frozen=True, slots=True)
class ActivityStatus:
    """`last` is the newest note that is not withdrawn, `spoken` the number of each side's, by the party's id.

    `notes` says how many there are, withdrawn ones too, `events` how much the history holds, `writes` whether the reader may write one.
    `decided` is what people decided about its deadline and its closing, `draft` the reader's unfinished note.
    """

    state: ActivityState
    last: Note | None = None
    spoken: Mapping[int, int] = field(default_factory=dict)
    notes: int = 0
    events: int = 0
    writes: bool = False
    decided: ActivityDecisions | None = None
    draft: DraftSummary | None = None


def status_lines(status: ActivityStatus, parties: tuple[Party, ...]) -> Iterator[Text]:
    """Yields the state of the activity; before the first note there is nothing of notes."""
    regions = {party.id: party.region for party in parties}
    if status.decided:
        yield from decision_lines(status.decided, regions)
    if not status.notes:
        return
    yield Text()
    yield from (
        Text(Bold(f"{regions[party]}:"), " ", side_status_words(word, status.spoken.get(party)))
        for party, word in status.state.words
        if party in regions
    )
    yield from map(Text, _closing(status.state, regions))
    if status.last:
        head = _("Last note, No. {number}:").format(number=status.last.number)
        yield Text(Bold(head), " ", shorten(note_words(status.last), NOTE))
    else:
        yield Text(_("Every note on this activity has been withdrawn."))


def status_buttons(status: ActivityStatus, place: OpenActivity) -> Iterator[InlineKeyboardButton]:
    draft = status.draft
    if draft:
        yield continue_button(draft)
    if status.writes and not (draft and draft.is_new_on(place.activity_id)):
        yield button(_("Write a note"), WriteNote(activity_id=place.activity_id))
    if status.decided:
        closed = status.state.is_closed
        yield from decision_buttons(status.decided, place.activity_id, closed=closed)
    if status.events:
        yield button(counted(_("History"), status.events), OpenHistory(activity_id=place.activity_id))


def _closing(state: ActivityState, regions: dict[int, str]) -> Iterator[str]:
    if state.is_closed:
        yield _("Both sides have declared the activity done: it is closed.")
    elif state.awaited:
        yield _("Confirmed: {declared}; awaited: {awaited}").format(
            declared=", ".join(regions.get(party, "") for party in state.declared),
            awaited=", ".join(regions.get(party, "") for party in state.awaited),
        )
