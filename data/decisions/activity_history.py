"""The history of an activity: everything that was reported, decided and signed about it, newest first."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

import aiosqlite

from data.notes.statuses import NoteStatus


class EventKind(StrEnum):
    """What happened; of one second what follows from another comes later in this order."""

    REVISED = "revised"  # by a new edition
    REPORTED = "reported"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    ASKED = "asked"  # to move the deadline
    AGREED = "agreed"  # by one side
    REFUSED = "refused"
    GRANTED = "granted"  # agreed to by every side
    LAPSED = "lapsed"  # a request that ended undecided; its state says how
    DATED = "dated"  # a control date set by hand
    RESTORED = "restored"  # the calculated control date
    CLOSED = "closed"
    REOPENED = "reopened"
    DECIDED = "decided"  # at a meeting
    FULFILLED = "fulfilled"  # an instruction of a meeting


@dataclass(frozen=True, slots=True)
class ActivityEvent:
    """`subject_id` is of the note, the request or the item that it is about; `at` in Unix seconds.

    `number` is a note's and `version` its version; `party_id` or `agency_id` say who acted; `day` is the date asked for,
    decided or ordered, of a meeting `held_on` its own; `words` is a text, a reason or an instruction, `state` what else
    there is to say in one word. `before` and `after` are what an edition changed, `before` None of what it brought in.
    """

    kind: EventKind
    at: int
    subject_id: int
    number: int | None
    version: int | None
    party_id: int | None
    agency_id: int | None
    day: date | None
    held_on: date | None
    words: str
    state: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any]

    @property
    def status(self) -> NoteStatus | None:
        """The status that a report gives."""
        is_report = self.kind in (EventKind.REPORTED, EventKind.CORRECTED)
        return NoteStatus(self.state) if is_report and self.state else None


# Columns: kind, at, subject_id, number, version, party_id, agency_id, day, held_on, words, state, before, after.
EVENTS: Final = (
    (
        "SELECT iif(v.version = 1, 'reported', 'corrected') AS kind, v.received_at AS at, n.id AS subject_id,"
        "  n.number AS number, v.version AS version, NULL AS party_id, n.agency_id AS agency_id, NULL AS day,"
        "  NULL AS held_on, v.text AS words, coalesce(v.status, '') AS state, NULL AS before, NULL AS after"
        " FROM notes AS n JOIN note_versions AS v ON v.note_id = n.id WHERE n.activity_id = ?1"
    ),
    (
        "SELECT 'withdrawn', withdrawn_at, id, number, NULL, NULL, agency_id, NULL, NULL, withdrawal_reason, '', NULL, NULL"
        " FROM notes WHERE activity_id = ?1 AND state = 'withdrawn'"
    ),
    (
        "SELECT iif(party_id IS NULL, 'granted', 'dated'), decided_at, coalesce(request_id, id), NULL, NULL, party_id,"
        "  NULL, day, NULL, reason, '', NULL, NULL FROM deadline_moves WHERE activity_id = ?1"
    ),
    (
        "SELECT 'asked', asked_at, id, NULL, NULL, NULL, agency_id, day, NULL, reason, '', NULL, NULL"
        " FROM move_requests WHERE activity_id = ?1"
    ),
    (
        "SELECT iif(vote.agreed, 'agreed', 'refused'), vote.voted_at, asked.id, NULL, NULL, vote.party_id, NULL, asked.day,"
        "  NULL, vote.reason, iif(vote.stands_in, 'stands_in', ''), NULL, NULL"
        " FROM move_votes AS vote JOIN move_requests AS asked ON asked.id = vote.request_id WHERE asked.activity_id = ?1"
    ),
    (
        "SELECT 'lapsed', ended_at, id, NULL, NULL, NULL, NULL, day, NULL, '', ending, NULL, NULL"
        " FROM move_requests WHERE activity_id = ?1 AND ending IS NOT NULL"
    ),
    (
        "SELECT 'closed', closed_at, note_id, NULL, NULL, party_id, NULL, NULL, NULL, '', '', NULL, NULL"
        " FROM closings WHERE activity_id = ?1"
    ),
    (
        "SELECT 'reopened', reopened_at, id, NULL, NULL, party_id, NULL, NULL, NULL, reason, '', NULL, NULL"
        " FROM reopenings WHERE activity_id = ?1"
    ),
    (
        "SELECT 'decided', item.decided_at, item.id, NULL, NULL, NULL, NULL, item.day, held.day, item.instruction,"
        "  item.mark, NULL, NULL FROM agenda_items AS item JOIN meetings AS held ON held.id = item.meeting_id"
        " WHERE item.activity_id = ?1 AND item.mark IS NOT NULL AND item.decided_at IS NOT NULL"
    ),
    (
        "SELECT 'fulfilled', item.done_at, item.id, NULL, NULL, NULL, NULL, item.day, held.day, item.instruction,"
        "  '', NULL, NULL FROM agenda_items AS item JOIN meetings AS held ON held.id = item.meeting_id"
        " WHERE item.activity_id = ?1 AND item.done_at IS NOT NULL"
    ),
    (
        "SELECT 'restored', ended_at, id, NULL, NULL, restored_by, NULL, NULL, NULL, '', '', NULL, NULL"
        " FROM deadline_moves WHERE activity_id = ?1 AND restored_by IS NOT NULL"
    ),
    (
        "SELECT 'revised', revised_at, id, NULL, NULL, NULL, NULL, NULL, NULL, '', '', before, after"
        " FROM activity_revisions WHERE activity_id = ?1"
    ),
)
HISTORY: Final = " UNION ALL ".join(EVENTS)
ORDER: Final = json.dumps(list(EventKind))


async def select_event_count(connection: aiosqlite.Connection, activity_id: int) -> int:
    """Counts what the history of an activity holds."""
    ((count,),) = await connection.execute_fetchall(
        f"SELECT count(*) FROM ({HISTORY})",  # noqa: S608 - a constant
        (activity_id,),
    )
    return int(count)


async def select_events(
    connection: aiosqlite.Connection, activity_id: int, limit: int, offset: int = 0
) -> list[ActivityEvent]:
    """Loads a page of the history, newest first."""
    rows = await connection.execute_fetchall(
        f"SELECT event.* FROM ({HISTORY}) AS event JOIN json_each(?2) AS known ON known.value = event.kind"  # noqa: S608 - a constant
        " ORDER BY event.at DESC, known.key DESC, event.subject_id DESC, event.version DESC LIMIT ?3 OFFSET ?4",
        (activity_id, ORDER, limit, offset),
    )
    return [_event(row) for row in rows]


def _event(row: sqlite3.Row) -> ActivityEvent:
    return ActivityEvent(
        kind=EventKind(row["kind"]),
        at=row["at"],
        subject_id=row["subject_id"],
        number=row["number"],
        version=row["version"],
        party_id=row["party_id"],
        agency_id=row["agency_id"],
        day=_day(row["day"]),
        held_on=_day(row["held_on"]),
        words=row["words"],
        state=row["state"],
        before=json.loads(row["before"]) if row["before"] else None,
        after=json.loads(row["after"]) if row["after"] else {},
    )


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
