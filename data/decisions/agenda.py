"""Which activities a joint meeting has to look at, and why."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from data.decisions.meetings import AgendaSection
from data.notes.activity_state import ActivityState
from data.notes.states import UNKNOWN
from data.notes.statuses import TROUBLED
from data.roadmap.models import Activity, RoadmapContent
from data.roadmap.thresholds import SOON


def agenda_of(
    content: RoadmapContent,
    states: Mapping[int, ActivityState],
    today: date,
    instructed: Collection[int] = (),
) -> list[tuple[int, AgendaSection]]:
    """Returns (activity id, section) of what is not closed, section by section and in the order of the roadmap.

    `instructed` are the activities on which an earlier meeting's instruction is not done: those come also when closed.
    """
    found = [
        (activity.id, section)
        for activity in content.activities
        if (section := _section(activity, states, today) or _carried(activity, instructed))
    ]
    order = list(AgendaSection)
    return sorted(found, key=lambda item: order.index(item[1]))


def _carried(activity: Activity, instructed: Collection[int]) -> AgendaSection | None:
    return AgendaSection.INSTRUCTED if activity.id in instructed else None


def _section(activity: Activity, states: Mapping[int, ActivityState], today: date) -> AgendaSection | None:
    state = states.get(activity.id, ActivityState(activity.id, UNKNOWN))
    return next(_reasons(state, today), None)


def _reasons(state: ActivityState, today: date) -> Iterator[AgendaSection]:
    if state.now.is_overdue:
        yield AgendaSection.OVERDUE
    if state.kind in TROUBLED:
        yield AgendaSection.AT_RISK
    if state.now.awaited:
        yield AgendaSection.AWAITED
    when = state.next_due(today)
    if when and when.day <= today + SOON:
        yield AgendaSection.SOON
