"""States of made-up records: what sides have said of an activity, and on which day it is looked at."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from itertools import count

from data.notes.activity_state import ActivityState
from data.notes.record import ActivityRecord, OpenRequest, Reopened, SaidNote
from data.notes.states import activity_state
from data.notes.statuses import NoteStatus
from data.regions.regional_clocks import MOSCOW
from data.roadmap.models import Deadline, DeadlineKind

UNDATED = Deadline(
    "по графику", DeadlineKind.BY_SCHEDULE, (), recurring=False, assumed=False, months=(), years=()
)


def noon(day: date) -> int:
    """The noon of a day in UTC, in Unix seconds."""
    return int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp())


def said(number: int, party_id: int, status: NoteStatus | None, day: date, **how: int) -> SaidNote:
    """A note of the side's first body; `how` gives another `agency_id`, or 0 for `speaks`."""
    agency_id, speaks = how.get("agency_id", party_id), bool(how.get("speaks", 1))
    return SaidNote(number, number, agency_id, party_id, status, noon(day), speaks)


def record(
    deadline: Deadline = UNDATED,
    *notes: SaidNote,
    sides: tuple[int, ...] = (1, 2),
    reopenings: tuple[Reopened, ...] = (),
    request: OpenRequest | None = None,
) -> ActivityRecord:
    return ActivityRecord(1, deadline, sides, notes, reopenings, request)


def state_on(day: date, made: ActivityRecord) -> ActivityState:
    return activity_state(made, day, MOSCOW)


def state_by(
    words: Mapping[int, NoteStatus | None], day: date, deadline: Deadline = UNDATED, activity_id: int = 1
) -> ActivityState:
    """The state on the day on which each side has said that, None for a side that has not spoken."""
    numbers = count(1)
    notes = tuple(said(next(numbers), party, status, day) for party, status in words.items() if status)
    return activity_state(ActivityRecord(activity_id, deadline, tuple(words), notes), day, MOSCOW)
