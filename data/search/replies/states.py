"""Which activities are in the state that a question names."""

from collections.abc import Iterable

from data.notes.statuses import NoteStatus
from data.search.intents.models import AskedState
from data.search.replies.facts import AnswerFacts

STATUSES = {
    AskedState.AT_RISK: NoteStatus.AT_RISK,
    AskedState.NEEDS_EXTENSION: NoteStatus.NEEDS_EXTENSION,
    AskedState.IN_PROGRESS: NoteStatus.IN_PROGRESS,
    AskedState.NOT_DUE: NoteStatus.NOT_DUE,
}


def is_overdue(facts: AnswerFacts, activity_id: int) -> bool:
    """True when the last control date has passed and not every side has declared the activity done."""
    activity = next(one for one in facts.content.activities if one.id == activity_id)
    return facts.state(activity_id).is_overdue(activity.deadline, facts.today)


def activities_in_state(
    lines: Iterable[int], state: AskedState | None, facts: AnswerFacts
) -> tuple[int, ...]:
    """Returns those of the activities that are in the state; all of them where none is named."""
    return tuple(activity for activity in lines if state is None or _is_in(activity, state, facts))


def _is_in(activity: int, state: AskedState, facts: AnswerFacts) -> bool:
    stands = facts.state(activity)
    match state:
        case AskedState.DONE:
            return stands.is_closed
        case AskedState.NOT_DONE:
            return not stands.is_closed
        case AskedState.OVERDUE:
            return is_overdue(facts, activity)
        case AskedState.AWAITED:
            return bool(stands.awaited)
        case AskedState.NO_WORD:
            return not any(word for _, word in stands.words)
        case _:
            return not stands.is_closed and any(
                word and word.status is STATUSES[state] for _, word in stands.words
            )
