"""The record as it stood at a moment: which notes count up to it, and what they say.

A note counts from the moment it was written, if it arrived within a day of it, however the network delayed it: a
week's summary is amended for so long. What arrives later counts from its arrival. So, of a row of moments, each
note first counts at one of them.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import aiosqlite

from data.messaging.outbox import select_note_rows
from data.messaging.posted_messages import posted_messages
from data.messaging.posts import Post
from data.notes.record import GRACE
from data.notes.statuses import NoteStatus

# The latest version of each note that counts at :at; times in Unix seconds.
COUNTED: Final = (
    "WITH counted AS (SELECT notes.id, notes.number, notes.activity_id, notes.agency_id, agencies.party_id,"
    " v.version, v.status, v.text, v.received_at FROM notes JOIN all_agencies AS agencies ON agencies.id = notes.agency_id"
    " JOIN activities ON activities.id = notes.activity_id"
    " JOIN note_versions AS v ON v.note_id = notes.id AND v.version = (SELECT max(version) FROM note_versions"
    "  WHERE note_id = notes.id AND written_at < :at AND received_at < :at + :grace)"
    " WHERE notes.roadmap_id = :id AND (notes.withdrawn_at IS NULL OR notes.withdrawn_at >= :at + :grace))"
)
NEW_NOTES: Final = (
    f"{COUNTED} SELECT id, version, number, activity_id, agency_id, status, text FROM counted"  # noqa: S608 - our constants
    " WHERE NOT EXISTS (SELECT 1 FROM note_versions WHERE note_id = counted.id AND version = 1"
    "  AND written_at < :since AND received_at < :since + :grace) ORDER BY number"
)
LAST_REPORTS: Final = f"{COUNTED} SELECT agency_id, max(received_at) AS at FROM counted GROUP BY agency_id"  # noqa: S608 - our constants


@dataclass(frozen=True, slots=True)
class CountedNote:
    """A note of the week; `post` is where it stands in the group, None while it does not."""

    note_id: int
    version: int
    number: int
    activity_id: int
    agency_id: int
    status: NoteStatus | None
    text: str
    post: Post | None


async def select_news(
    connection: aiosqlite.Connection, roadmap_id: int, since: int, until: int
) -> tuple[CountedNote, ...]:
    """Loads the notes that count at `until` and did not at `since`, oldest first."""
    rows = await _fetch(connection, NEW_NOTES, roadmap_id, until, since=since)
    return tuple([await _news(connection, row) for row in rows])


async def select_last_reports_at(
    connection: aiosqlite.Connection, roadmap_id: int, at: int
) -> dict[int, int]:
    """Loads when (Unix seconds) an agency last reported, by its id; agencies without reports are left out."""
    rows = await _fetch(connection, LAST_REPORTS, roadmap_id, at)
    return {int(row["agency_id"]): int(row["at"]) for row in rows}


async def select_beginning(connection: aiosqlite.Connection, roadmap_id: int) -> int | None:
    """Loads since when (Unix seconds) reports were possible: a group was first bound or the first note written; None before that."""
    rows = await connection.execute_fetchall(
        "SELECT min(at) FROM (SELECT bound_at AS at FROM bound_chats WHERE roadmap_id = ?1"
        " UNION ALL SELECT min(since) FROM summary_schedules WHERE roadmap_id = ?1"
        " UNION ALL SELECT min(created_at) FROM notes WHERE roadmap_id = ?1)",
        (roadmap_id,),
    )
    return next((at for (at,) in rows), None)


async def _fetch(
    connection: aiosqlite.Connection, sql: str, roadmap_id: int, at: int, **more: int
) -> Iterable[Any]:
    return await connection.execute_fetchall(sql, {"id": roadmap_id, "at": at, "grace": GRACE, **more})


async def _news(connection: aiosqlite.Connection, row: sqlite3.Row) -> CountedNote:
    posted = posted_messages(await select_note_rows(connection, row["id"]))
    return CountedNote(
        note_id=row["id"],
        version=row["version"],
        number=row["number"],
        activity_id=row["activity_id"],
        agency_id=row["agency_id"],
        status=NoteStatus(row["status"]) if row["status"] else None,
        text=row["text"],
        post=posted.link,
    )
