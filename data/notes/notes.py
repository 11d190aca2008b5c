"""Notes as they stand in the record: number, author, versions, files."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import aiosqlite

from data.messaging.posts import MessageAddress
from data.notes.attachments import Attachment, attachments, source_of
from data.notes.statuses import NoteStatus
from data.notes.text_chunks import TextChunk

FILES: Final = (
    "(SELECT json_group_array(json_object('chat_id', chat_id, 'message_id', message_id, 'kind', kind,"
    "  'file_id', file_id, 'file_unique_id', file_unique_id, 'name', name, 'mime', mime, 'size', size,"
    "  'media_group_id', NULL)) FROM (SELECT * FROM note_files"
    "  WHERE note_id = v.note_id AND version = v.version ORDER BY position)) AS files"
)
NOTE: Final = (
    "SELECT n.id, n.roadmap_id, n.number, n.activity_id, n.agency_id, agencies.party_id, n.author_id,"  # noqa: S608 - columns of our own
    " n.created_at, n.withdrawn_at, n.withdrawn_by, n.withdrawal_reason, v.note_id, v.version, v.text, v.status,"
    " v.document_number, v.document_date, v.author_id AS version_author_id, v.written_at, v.received_at, v.office,"
    f" {FILES} FROM notes AS n"
    " JOIN all_agencies AS agencies ON agencies.id = n.agency_id JOIN note_versions AS v ON v.note_id = n.id"
    " AND v.version = (SELECT max(version) FROM note_versions WHERE note_id = n.id)"
)


@dataclass(frozen=True, slots=True)
class ConfirmingDocument:
    """The letter or act that confirms what a note says."""

    number: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class NoteVersion:
    """What a note said at a time; never changed. Times in Unix seconds.

    `job_title` is what its author held in the agency then; None of a version from before that was kept.
    """

    note_id: int
    version: int
    text: str
    status: NoteStatus | None
    document: ConfirmingDocument
    author_id: int
    written_at: int
    received_at: int
    files: tuple[Attachment, ...]
    job_title: str | None = None


@dataclass(frozen=True, slots=True)
class Withdrawal:
    at: int
    by: int
    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """`number` is unique within the roadmap and without gaps; `latest` is the version that holds."""

    id: int
    roadmap_id: int
    number: int
    activity_id: int
    agency_id: int
    party_id: int
    author_id: int
    created_at: int
    withdrawal: Withdrawal | None
    latest: NoteVersion


async def select_note(connection: aiosqlite.Connection, note_id: int | None) -> Note | None:
    """Loads a note with its newest version, also a withdrawn one; None for an unknown id."""
    return await _first(connection, " WHERE n.id = ?", (note_id,))


async def select_note_of_draft(connection: aiosqlite.Connection, draft_id: int) -> Note | None:
    """Loads the note that the draft became, or corrected."""
    return await _first(
        connection, " WHERE n.id = (SELECT note_id FROM note_versions WHERE draft_id = ?)", (draft_id,)
    )


async def select_note_of_update(connection: aiosqlite.Connection, update_id: int | None) -> Note | None:
    """Loads the note that this update wrote a version of."""
    return await _first(
        connection, " WHERE n.id = (SELECT note_id FROM note_versions WHERE update_id = ?)", (update_id,)
    )


async def select_note_from(connection: aiosqlite.Connection, source: MessageAddress) -> Note | None:
    """Loads the note whose latest version holds words or a file of that message."""
    return await _first(
        connection,
        " WHERE n.id IN (SELECT note_id FROM note_texts WHERE chat_id = ?1 AND message_id = ?2"
        " UNION SELECT note_id FROM note_files AS f WHERE f.chat_id = ?1 AND f.message_id = ?2"
        " AND f.version = (SELECT max(version) FROM note_versions WHERE note_id = f.note_id))"
        " ORDER BY n.id DESC LIMIT 1",
        (source.chat_id, source.message_id),
    )


async def select_last_note(
    connection: aiosqlite.Connection, activity_id: int | None, agency_id: int | None
) -> Note | None:
    """Loads the agency's newest note on the activity that is not withdrawn."""
    return await _first(
        connection,
        " WHERE n.activity_id = ? AND n.agency_id = ? AND n.state = 'published' ORDER BY n.number DESC LIMIT 1",
        (activity_id, agency_id),
    )


async def select_newest_note(connection: aiosqlite.Connection, activity_id: int) -> Note | None:
    """Loads the newest note of any agency on the activity that is not withdrawn."""
    return await _first(
        connection,
        " WHERE n.activity_id = ? AND n.state = 'published' ORDER BY n.number DESC LIMIT 1",
        (activity_id,),
    )


async def select_agency_published_notes(
    connection: aiosqlite.Connection, agency_id: int, limit: int
) -> list[Note]:
    """Loads the agency's notes, newest first, without withdrawn ones."""
    return await _notes(
        connection,
        " WHERE n.agency_id = ? AND n.state = 'published' ORDER BY n.number DESC LIMIT ?",
        (agency_id, limit),
    )


async def select_agency_notes(
    connection: aiosqlite.Connection, agency_id: int, limit: int, offset: int = 0
) -> list[Note]:
    """Loads a page of notes, newest first, withdrawn ones too."""
    return await _notes(
        connection,
        " WHERE n.agency_id = ? ORDER BY n.number DESC LIMIT ? OFFSET ?",
        (agency_id, limit, offset),
    )


async def select_roadmap_notes(
    connection: aiosqlite.Connection, roadmap_id: int, limit: int, offset: int = 0
) -> list[Note]:
    """Loads a page of notes, newest first, withdrawn ones too."""
    return await _notes(
        connection,
        " WHERE n.roadmap_id = ? ORDER BY n.number DESC LIMIT ? OFFSET ?",
        (roadmap_id, limit, offset),
    )


async def select_activity_note_count(connection: aiosqlite.Connection, activity_id: int) -> int:
    """Counts the notes about an activity, withdrawn ones too."""
    return await _count(connection, "SELECT count(*) FROM notes WHERE activity_id = ?", activity_id)


async def select_agency_note_count(connection: aiosqlite.Connection, agency_id: int) -> int:
    """Counts the notes an agency has published, withdrawn ones too."""
    return await _count(connection, "SELECT count(*) FROM notes WHERE agency_id = ?", agency_id)


async def select_roadmap_note_count(connection: aiosqlite.Connection, roadmap_id: int) -> int:
    """Counts the notes of a roadmap, withdrawn ones too."""
    return await _count(connection, "SELECT count(*) FROM notes WHERE roadmap_id = ?", roadmap_id)


async def select_versions(connection: aiosqlite.Connection, note_id: int) -> list[NoteVersion]:
    """Loads every version of a note, oldest first."""
    rows = await connection.execute_fetchall(
        "SELECT note_id, version, text, status, document_number, document_date, author_id AS version_author_id,"  # noqa: S608 - columns of our own
        f" written_at, received_at, office, {FILES} FROM note_versions AS v WHERE note_id = ? ORDER BY version",
        (note_id,),
    )
    return [_version(row) for row in rows]


async def select_note_chunks(connection: aiosqlite.Connection, note: Note) -> tuple[TextChunk, ...]:
    """Loads the words of the latest version, message by message."""
    rows = await connection.execute_fetchall(
        "SELECT text, chat_id, message_id FROM note_texts WHERE note_id = ? ORDER BY position", (note.id,)
    )
    written_at = note.latest.written_at
    return tuple(
        TextChunk(row["text"], written_at, source_of(row["chat_id"], row["message_id"])) for row in rows
    )


async def _count(connection: aiosqlite.Connection, sql: str, owner: int) -> int:
    ((count,),) = await connection.execute_fetchall(sql, (owner,))
    return int(count)


async def _first(connection: aiosqlite.Connection, where: str, parameters: Sequence[object]) -> Note | None:
    found = await _notes(connection, where, parameters)
    return found[0] if found else None


async def _notes(connection: aiosqlite.Connection, where: str, parameters: Sequence[object]) -> list[Note]:
    return [_note(row) for row in await connection.execute_fetchall(NOTE + where, parameters)]


def _note(row: sqlite3.Row) -> Note:
    at = row["withdrawn_at"]
    return Note(
        id=row["id"],
        roadmap_id=row["roadmap_id"],
        number=row["number"],
        activity_id=row["activity_id"],
        agency_id=row["agency_id"],
        party_id=row["party_id"],
        author_id=row["author_id"],
        created_at=row["created_at"],
        withdrawal=None if at is None else Withdrawal(at, row["withdrawn_by"], row["withdrawal_reason"]),
        latest=_version(row),
    )


def _version(row: sqlite3.Row) -> NoteVersion:
    day = row["document_date"]
    return NoteVersion(
        note_id=row["note_id"],
        version=row["version"],
        text=row["text"],
        status=NoteStatus(row["status"]) if row["status"] else None,
        document=ConfirmingDocument(row["document_number"], date.fromisoformat(day) if day else None),
        author_id=row["version_author_id"],
        written_at=row["written_at"],
        received_at=row["received_at"],
        files=attachments(row["files"]),
        job_title=row["office"],
    )
