"""Which activities are in the state that a question names."""

from collections.abc import Iterable

from data.notes.statuses import StateKind
from data.search.intents.models import AskedState
from data.search.replies.facts import AnswerFacts

KINDS = {
    AskedState.DONE: StateKind.DONE,
    AskedState.OVERDUE: StateKind.OVERDUE,
    AskedState.AWAITED: StateKind.AWAITED,
    AskedState.AT_RISK: StateKind.AT_RISK,
    AskedState.NEEDS_EXTENSION: StateKind.NEEDS_EXTENSION,
    AskedState.IN_PROGRESS: StateKind.IN_PROGRESS,
    AskedState.NOT_DUE: StateKind.NOT_DUE,
}


def is_overdue(facts: AnswerFacts, activity_id: int) -> bool:
    """True when the activity is overdue, as its card says."""
    return facts.state(activity_id).now.is_overdue


def activities_in_state(
    lines: Iterable[int], state: AskedState | None, facts: AnswerFacts
) -> tuple[int, ...]:
    """Returns those of the activities that are in the state; all of them where none is named."""
    return tuple(activity for activity in lines if state is None or _is_in(activity, state, facts))


def _is_in(activity: int, state: AskedState, facts: AnswerFacts) -> bool:
    stands = facts.state(activity)
    match state:
        case AskedState.NOT_DONE:
            return not stands.now.is_done
        case AskedState.NO_WORD:
            return stands.has_no_reports
        case _:
            return stands.kind is KINDS[state]
