"""What a note says of its activity, and what follows from it."""

from enum import StrEnum
from typing import Final


class NoteStatus(StrEnum):
    """What a note says of its activity."""

    NOT_DUE = "not_due"
    IN_PROGRESS = "in_progress"
    AT_RISK = "at_risk"
    DONE = "done"
    NEEDS_EXTENSION = "needs_extension"


class StateKind(StrEnum):
    """The states of an activity and of each side of it, the first that holds in this order.

    `AWAITED` is an activity's alone: one side has declared it done, another has not. `CONTINUED` and `NOT_FULFILLED`
    are words of the closing phase of a roadmap: it went on throughout the period, or was not done.
    """

    DONE = "done"
    AWAITED = "awaited"
    NOT_FULFILLED = "not_fulfilled"
    CONTINUED = "continued"
    OVERDUE = "overdue"
    NEEDS_EXTENSION = "needs_extension"
    AT_RISK = "at_risk"
    IN_PROGRESS = "in_progress"
    NOT_DUE = "not_due"
    NO_REPORTS = "no_reports"


# What a side's word makes of it. A status of the closing phase is added here, beside `StateKind.CONTINUED` and the next.
MEANT: Final = {
    NoteStatus.NOT_DUE: StateKind.NOT_DUE,
    NoteStatus.IN_PROGRESS: StateKind.IN_PROGRESS,
    NoteStatus.AT_RISK: StateKind.AT_RISK,
    NoteStatus.DONE: StateKind.DONE,
    NoteStatus.NEEDS_EXTENSION: StateKind.NEEDS_EXTENSION,
}
TROUBLED: Final = frozenset({StateKind.NEEDS_EXTENSION, StateKind.AT_RISK})
# Nothing of it is due any more: the last word has been said.
SETTLED: Final = frozenset({StateKind.DONE, StateKind.NOT_FULFILLED, StateKind.CONTINUED})
RANK: Final = {kind: rank for rank, kind in enumerate(StateKind)}
