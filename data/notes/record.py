"""What the state of an activity is worked out from: its deadline, its sides, their notes, and what was decided."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

import aiosqlite

from data.notes.statuses import NoteStatus
from data.roadmap.control_dates import dates_with, select_moves_before
from data.roadmap.models import Deadline, RoadmapContent
from data.roadmap.rows import DEADLINE, deadline_of

GRACE: Final = 24 * 3600  # seconds within which a late note amends a summary
EVER: Final = 1 << 60  # later than every moment
# From when a version counts, in Unix seconds: its writing, unless it arrived more than a day late.
COUNTED_AT: Final = f"max(v.written_at, v.received_at - {GRACE})"
# The day it is of, in Unix seconds: that of the writing where it arrived within a day of it, else that of the arrival.
GIVEN_AT: Final = (
    f"CASE WHEN v.received_at - v.written_at BETWEEN 0 AND {GRACE} THEN v.written_at ELSE v.received_at END"
)
EVENTS: Final = (
    "SELECT 'note' AS event, n.activity_id, json_array(n.id, n.number, n.agency_id, g.party_id, v.status,"  # noqa: S608 - our constants
    f"  {GIVEN_AT}, v.speaks) AS facts, n.number AS place, v.version FROM notes AS n"
    " JOIN all_agencies AS g ON g.id = n.agency_id JOIN note_versions AS v ON v.note_id = n.id"
    f" WHERE n.{{chosen}} AND {COUNTED_AT} < :at AND coalesce(n.withdrawn_at - {GRACE}, {EVER}) >= :at"
    " UNION ALL SELECT 'reopening', r.activity_id, json_array(r.last_note, r.reopened_at), r.id, 0"
    " FROM reopenings AS r JOIN all_activities AS n ON n.id = r.activity_id WHERE {of_activity} AND r.reopened_at < :at"
    " UNION ALL SELECT 'request', r.activity_id, json_array(r.id, r.day, r.asked_at), r.id, 0"
    " FROM move_requests AS r JOIN all_activities AS n ON n.id = r.activity_id WHERE {of_activity} AND r.asked_at < :at"
    f" AND coalesce(r.ended_at, {EVER}) >= :at"
    " ORDER BY 2, 1, 4, 5"
)
OF_ROADMAP: Final = EVENTS.format(chosen="roadmap_id = :id", of_activity="n.roadmap_id = :id")
OF_ACTIVITY: Final = (
    f"SELECT 'deadline' AS event, d.activity_id, {DEADLINE} AS facts, 0 AS place, 0 AS version"  # noqa: S608 - our constants
    " FROM deadlines AS d WHERE d.activity_id = :id"
    " UNION ALL SELECT DISTINCT 'side', r.activity_id, json_array(p.id), p.position, 0 FROM responsibilities AS r"
    " JOIN agencies AS g ON g.id = r.agency_id JOIN parties AS p ON p.id = g.party_id WHERE r.activity_id = :id"
    " UNION ALL " + EVENTS.format(chosen="activity_id = :id", of_activity="n.id = :id")
)
Event = tuple[str, list[Any]]  # what it is, and its facts


@dataclass(frozen=True, slots=True)
class SaidNote:
    """A note that is not withdrawn, as it reads; `at` (Unix seconds) is since when it gives this `status`.

    `speaks` is True of the word of the body that its side names first, and of the side's coordinator.
    """

    note_id: int
    number: int
    agency_id: int
    party_id: int
    status: NoteStatus | None
    at: int
    speaks: bool = True


@dataclass(frozen=True, slots=True)
class Reopened:
    """«Done» in notes up to the number `last_note` counts no more; `at` in Unix seconds."""

    last_note: int
    at: int


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """An open request to move a deadline: the day that is asked for, and when it was asked (Unix seconds)."""

    id: int
    day: date
    asked_at: int


@dataclass(frozen=True, slots=True)
class ActivityRecord:
    """`sides` are the parties with bodies on the activity, in the roadmap's order; `notes` in the order of their numbers."""

    activity_id: int
    deadline: Deadline
    sides: tuple[int, ...]
    notes: tuple[SaidNote, ...] = ()
    reopenings: tuple[Reopened, ...] = ()
    request: OpenRequest | None = None


async def select_record(connection: aiosqlite.Connection, activity_id: int) -> ActivityRecord | None:
    """Loads what is known of one activity, in force or gone, by one statement; None for an unknown id."""
    events = (await _events(connection, OF_ACTIVITY, activity_id, EVER)).get(activity_id, ())
    facts = _facts(events)
    sides = tuple(party_id for _, (party_id,) in _of(facts, "side"))
    records = [_record(activity_id, deadline_of(found), sides, events) for _, found in _of(facts, "deadline")]
    return next(iter(records), None)


async def select_records(
    connection: aiosqlite.Connection, content: RoadmapContent, at: int | None = None
) -> dict[int, ActivityRecord]:
    """Loads what is known of each activity in force, by its id; with `at` (Unix seconds) what was known before that.

    One statement, and another one with `at`. Of the past there are the present bodies and wordings only: editions
    keep none. A note counts from its writing, unless it arrived or was withdrawn more than a day late.
    """
    roadmap_id = content.roadmap.id
    events = await _events(connection, OF_ROADMAP, roadmap_id, EVER if at is None else at)
    deadlines = await _deadlines_at(connection, content, at) if at is not None else {}
    sides = sides_of(content)
    return {
        activity.id: _record(
            activity.id,
            deadlines.get(activity.id, activity.deadline),
            sides.get(activity.id, ()),
            events.get(activity.id, ()),
        )
        for activity in content.activities
    }


def sides_of(content: RoadmapContent) -> dict[int, tuple[int, ...]]:
    """Returns the parties that have bodies on each activity, by its id and in the roadmap's order."""
    party_of = {agency.id: agency.party_id for agency in content.agencies}
    parties = [party.id for party in content.roadmap.parties]
    found = {}
    for activity_id, agencies in content.responsible.items():
        named = {party_of[agency_id] for agency_id in agencies if agency_id in party_of}
        found[activity_id] = tuple(party for party in parties if party in named)
    return found


async def _events(
    connection: aiosqlite.Connection, sql: str, key: int, at: int
) -> Mapping[int, Collection[sqlite3.Row]]:
    rows = await connection.execute_fetchall(sql, {"id": key, "at": at})
    return {activity_id: tuple(found) for activity_id, found in groupby(rows, itemgetter("activity_id"))}


def _facts(events: Iterable[sqlite3.Row]) -> list[Event]:
    return [(row["event"], json.loads(row["facts"])) for row in events]


def _record(
    activity_id: int, deadline: Deadline, sides: tuple[int, ...], events: Collection[sqlite3.Row]
) -> ActivityRecord:
    if not events:
        return ActivityRecord(activity_id, deadline, sides)
    facts = _facts(events)
    requests = [
        OpenRequest(key, date.fromisoformat(day), at) for event, (key, day, at) in _of(facts, "request")
    ]
    return ActivityRecord(
        activity_id,
        deadline,
        sides,
        tuple(_notes(found for _, found in _of(facts, "note"))),
        tuple(Reopened(*found) for _, found in _of(facts, "reopening")),
        requests[-1] if requests else None,
    )


def _of(facts: Iterable[Event], event: str) -> Iterable[Event]:
    return (fact for fact in facts if fact[0] == event)


def _notes(versions: Iterable[list[Any]]) -> Iterable[SaidNote]:
    """Yields each note by its latest version, since the first of those that say the same without a break."""
    for _, versions_of_note in groupby(versions, itemgetter(0)):
        latest: list[Any] = []
        for version in versions_of_note:
            same = latest and (latest[4], latest[6]) == (version[4], version[6])
            latest = latest if same else version
        note_id, number, agency_id, party_id, status, at, speaks = latest
        named = NoteStatus(status) if status else None
        yield SaidNote(note_id, number, agency_id, party_id, named, at, bool(speaks))


async def _deadlines_at(
    connection: aiosqlite.Connection, content: RoadmapContent, at: int
) -> dict[int, Deadline]:
    """Returns the deadlines that decisions have touched as they were then, by activity id."""
    moves = await select_moves_before(connection, content.roadmap.id, at)
    return {
        activity.id: replace(
            activity.deadline, control_dates=dates_with(activity.deadline, moves.get(activity.id, ()))
        )
        for activity in content.activities
        if activity.id in moves or any(when.by_hand for when in activity.deadline.control_dates)
    }
