"""The state of an activity: each side's latest status, and whether both have declared it done."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import Final

import aiosqlite

from data.roadmap.models import Deadline

# Which sides have agencies on each activity of the roadmap :id.
SIDES: Final = (
    "sides AS (SELECT DISTINCT activities.id AS activity_id, parties.id AS party_id, parties.position"
    " FROM activities JOIN responsibilities ON responsibilities.activity_id = activities.id"
    " JOIN agencies ON agencies.id = responsibilities.agency_id JOIN parties ON parties.id = agencies.party_id"
    " WHERE activities.roadmap_id = :id)"
)
# The rows of `states_of`, from `sides` and the words `said`.
WORDS: Final = (
    "SELECT sides.activity_id, sides.party_id, said.status, said.note_id, said.number, said.agency_id,"
    " said.received_at, said.void FROM sides LEFT JOIN said USING (activity_id, party_id)"
    " ORDER BY sides.activity_id, sides.position"
)
STATES: Final = f"WITH said AS (SELECT * FROM activity_words), {SIDES} {WORDS}"  # noqa: S608 - our constants


class NoteStatus(StrEnum):
    """What a note says of its activity."""

    NOT_DUE = "not_due"
    IN_PROGRESS = "in_progress"
    AT_RISK = "at_risk"
    DONE = "done"
    NEEDS_EXTENSION = "needs_extension"


@dataclass(frozen=True, slots=True)
class SideStatus:
    """A side's latest word: the newest note that is not withdrawn and names a status. `reported_at` in Unix seconds.

    `void` is a word of before the activity was opened again: its «done» counts no more.
    """

    status: NoteStatus
    note_id: int
    note_number: int
    agency_id: int
    reported_at: int
    void: bool = False

    @property
    def is_void_completion(self) -> bool:
        """True when the side had declared the activity done before it was opened again, and has said nothing since."""
        return self.status is NoteStatus.DONE and self.void

    @property
    def declares(self) -> bool:
        """True when the side has declared the activity done and that still counts."""
        return self.status is NoteStatus.DONE and not self.void


@dataclass(frozen=True, slots=True)
class ActivityState:
    """`words` has an entry for each party with agencies on the activity, in the roadmap's order."""

    activity_id: int
    words: tuple[tuple[int, SideStatus | None], ...]

    @property
    def is_closed(self) -> bool:
        """True when every side with agencies on it has declared it done: one side's word is interim."""
        return bool(self.words) and len(self.declared) == len(self.words)

    @property
    def declared(self) -> tuple[int, ...]:
        """The parties whose latest word is «done»."""
        return tuple(party for party, word in self.words if word and word.declares)

    @property
    def awaited(self) -> tuple[int, ...]:
        """The parties whose «done» is missing, once another side has said it."""
        return tuple(party for party, _ in self.words if party not in self.declared) if self.declared else ()

    def is_overdue(self, deadline: Deadline, today: date) -> bool:
        """True when the last control date has passed and the activity is not closed."""
        return not self.is_closed and deadline.is_overdue(today)


async def select_activity_states(
    connection: aiosqlite.Connection, roadmap_id: int
) -> dict[int, ActivityState]:
    """Loads the state of every activity of a roadmap, by its id."""
    return states_of(await connection.execute_fetchall(STATES, {"id": roadmap_id}))


async def select_closed(connection: aiosqlite.Connection, roadmap_id: int) -> frozenset[int]:
    """Loads the ids of the activities that every side has declared done."""
    states = await select_activity_states(connection, roadmap_id)
    return frozenset(activity_id for activity_id, state in states.items() if state.is_closed)


async def select_activity_state(connection: aiosqlite.Connection, activity_id: int) -> ActivityState:
    """Loads the state of one activity; one without agencies has no words and is never closed."""
    rows = await connection.execute_fetchall(
        "WITH said AS (SELECT * FROM activity_words WHERE activity_id = ?1)"
        " SELECT DISTINCT responsibilities.activity_id, parties.id AS party_id, said.status, said.note_id, said.number,"
        "  said.agency_id, said.received_at, said.void FROM responsibilities"
        " JOIN agencies ON agencies.id = responsibilities.agency_id JOIN parties ON parties.id = agencies.party_id"
        " LEFT JOIN said ON said.party_id = parties.id"
        " WHERE responsibilities.activity_id = ?1 ORDER BY parties.position",
        (activity_id,),
    )
    return next(_states(rows), ActivityState(activity_id, ()))


def states_of(rows: Iterable[aiosqlite.Row]) -> dict[int, ActivityState]:
    """Reads states by activity id.

    A row is an activity, a side of it, and the columns of that side's word or NULLs.
    """
    return {state.activity_id: state for state in _states(rows)}


def _states(rows: Iterable[aiosqlite.Row]) -> Iterator[ActivityState]:
    for activity_id, sides in groupby(rows, key=itemgetter("activity_id")):
        yield ActivityState(activity_id, tuple((side["party_id"], _word(side)) for side in sides))


def _word(side: aiosqlite.Row) -> SideStatus | None:
    if side["status"] is None:
        return None
    return SideStatus(
        status=NoteStatus(side["status"]),
        note_id=side["note_id"],
        note_number=side["number"],
        agency_id=side["agency_id"],
        reported_at=side["received_at"],
        void=bool(side["void"]),
    )
