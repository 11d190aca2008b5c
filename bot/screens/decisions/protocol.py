"""The draft of a protocol: official words to be completed by hand, for a letter."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.i18n import gettext as _
from bot.screens.dates import day_figures, day_formal
from bot.screens.deadline_words import activity_deadline_line
from bot.screens.decisions.agenda import subject_of_item
from bot.screens.fragments import side_status_words
from bot.screens.roadmap.instructions import instruction_words
from data.decisions.instructions import Instruction
from data.decisions.meetings import AgendaItem, ItemMark, Meeting
from data.notes.statuses import ActivityState
from data.roadmap.models import RoadmapContent

BLANK: Final = "_" * 30
BOM: Final = b"\xef\xbb\xbf"  # without it Windows takes the file for another encoding


@dataclass(frozen=True, slots=True)
class ProtocolFacts:
    """What the sides said, by activity: the states, and the number of each side's newest note by party."""

    states: Mapping[int, ActivityState]
    last: Mapping[int, Mapping[int, int]]


def protocol_text(meeting: Meeting, content: RoadmapContent, facts: ProtocolFacts, today: date) -> str:
    return "\n".join(_lines(meeting, content, facts, today))


def protocol_file(text: str) -> bytes:
    """Returns the protocol as a file for any word processor, with line ends of Windows."""
    return BOM + text.replace("\n", "\r\n").encode("utf-8")


def _lines(meeting: Meeting, content: RoadmapContent, facts: ProtocolFacts, today: date) -> Iterator[str]:
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
        yield _("Deadline: {deadline}").format(deadline=activity_deadline_line(activity, today))
        yield _("HEARD: on the execution of item {item}.").format(item=activity.number)
        yield from _words(item.activity_id, facts, regions)
        yield from (_carried(instruction, meeting) for instruction in item.carried)
        yield _("DECIDED: {decision}").format(decision=_decision(item))
    yield ""
    yield from (f"{region}: {BLANK} / {BLANK} /" for region in regions.values())


def _words(activity_id: int, facts: ProtocolFacts, regions: Mapping[int, str]) -> Iterator[str]:
    state, last = facts.states.get(activity_id), facts.last.get(activity_id, {})
    for party, word in state.words if state else ():
        yield f"{regions.get(party, '')}: {side_status_words(word, last.get(party))}"


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
