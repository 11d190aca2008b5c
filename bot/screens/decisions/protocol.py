"""The draft of a protocol: official words to be completed by hand, for a letter."""

from collections.abc import Iterator, Mapping
from typing import Final

from bot.i18n import gettext as _
from bot.screens.dates import day_figures, day_formal
from bot.screens.deadline_words import activity_deadline_line
from bot.screens.decisions.agenda import subject_of_item
from bot.screens.fragments import States, activity_words, side_words, state_of
from bot.screens.roadmap.instructions import instruction_words
from data.decisions.instructions import Instruction
from data.decisions.meetings import AgendaItem, ItemMark, Meeting
from data.notes.activity_state import ActivityState
from data.roadmap.models import Activity, RoadmapContent

BLANK: Final = "_" * 30
BOM: Final = b"\xef\xbb\xbf"  # without it Windows takes the file for another encoding


def protocol_text(meeting: Meeting, content: RoadmapContent, states: States) -> str:
    return "\n".join(_lines(meeting, content, states))


def protocol_file(text: str) -> bytes:
    """Returns the protocol as a file for any word processor, with line ends of Windows."""
    return BOM + text.replace("\n", "\r\n").encode("utf-8")


def _lines(meeting: Meeting, content: RoadmapContent, states: States) -> Iterator[str]:
    regions = {party.id: party.region for party in content.roadmap.parties}
    yield _("PROTOCOL (DRAFT)")
    yield _("of the joint meeting of the sides on the roadmap “{title}”").format(title=content.roadmap.title)
    yield day_formal(meeting.day)
    yield ""
    yield _("Participants:")
    yield from (f"{region}: {BLANK}" for region in regions.values())
    for item in meeting.items:
        activity = subject_of_item(item, content)
        yield ""
        yield f"{item.position}. {activity.number}. {activity.title}"
        state = state_of(states, item.activity_id)
        yield _("Deadline: {deadline}").format(deadline=activity_deadline_line(activity, state.now.when))
        yield _("HEARD: on the execution of item {item}.").format(item=activity.number)
        yield from _words(activity, state, regions)
        yield from (_carried(instruction, meeting) for instruction in item.carried)
        yield _("DECIDED: {decision}").format(decision=_decision(item))
    yield ""
    yield from (f"{region}: {BLANK} / {BLANK} /" for region in regions.values())


def _words(activity: Activity, state: ActivityState, regions: Mapping[int, str]) -> Iterator[str]:
    if activity.gone_at is None:
        yield _("State: {state}").format(state=activity_words(state, regions))
    for side in state.now.sides:
        yield f"{regions.get(side.party_id, '')}: {side_words(side)}"


def _carried(instruction: Instruction, meeting: Meeting) -> str:
    held_on = day_figures(instruction.held_on)
    head = _("Instruction of the meeting of {held_on}, not done:").format(held_on=held_on)
    return f"{head} {instruction_words(instruction, meeting.day)}"


def _decision(item: AgendaItem) -> str:
    match item.mark:
        case ItemMark.HEARD:
            return _("to take note of the information.")
        case ItemMark.DROPPED:
            return _("to take the item off the agenda.")
        case ItemMark.INSTRUCTED:
            term = " " + _("Term: {day}.").format(day=day_figures(item.day)) if item.day else ""
            return item.instruction.rstrip(".") + "." + term
        case _:
            return BLANK
