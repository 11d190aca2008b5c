"""Putting notes and their versions into the record; nothing here ever changes or removes one."""

import json
from collections.abc import Iterable
from typing import Final

import aiosqlite

from data.notes.attachments import Attachment, ids_of
from data.notes.notes import Note, NoteVersion, select_note
from data.notes.text_chunks import TextChunk

# Said by the body that the side names first, or by its coordinator; of a body that answers for the activity no more, as
# its version before.
SPEAKS: Final = (
    "SELECT CASE WHEN named.agency_id IS NULL THEN coalesce((SELECT before.speaks FROM note_versions AS before"
    "  WHERE before.note_id = n.id ORDER BY before.version DESC LIMIT 1), 0)"
    " ELSE NOT EXISTS (SELECT 1 FROM responsibilities AS first JOIN all_agencies AS other ON other.id = first.agency_id"
    "  WHERE first.activity_id = n.activity_id AND other.party_id = body.party_id AND first.position < named.position)"
    " OR EXISTS (SELECT 1 FROM person_parties AS held WHERE held.user_id = ?2 AND held.party_id = body.party_id) END"
    " FROM notes AS n JOIN all_agencies AS body ON body.id = n.agency_id"
    " LEFT JOIN responsibilities AS named ON named.activity_id = n.activity_id AND named.agency_id = n.agency_id"
    " WHERE n.id = ?1"
)


async def insert_note(
    connection: aiosqlite.Connection, activity_id: int, agency_id: int, author_id: int, now: int
) -> int:
    """Adds an empty note with the roadmap's next number and returns its id; its first version must follow at once."""
    ((note_id,),) = await connection.execute_fetchall(
        "INSERT INTO notes (roadmap_id, number, activity_id, agency_id, author_id, created_at)"
        " SELECT roadmap_id, (SELECT coalesce(max(number), 0) + 1 FROM notes"
        "  WHERE roadmap_id = activities.roadmap_id), id, ?, ?, ? FROM activities WHERE id = ? RETURNING id",
        (agency_id, author_id, now, activity_id),
    )
    return int(note_id)


async def insert_version(
    connection: aiosqlite.Connection,
    content: NoteVersion,
    chunks: Iterable[TextChunk],
    *,
    draft_id: int | None,
    update_id: int | None,
) -> Note:
    """Adds the version `content.version` of a note, made of these words; returns the note as it stands then.

    Raises `sqlite3.IntegrityError` when that draft, update or version number has made a version before.
    """
    day = content.document.day.isoformat() if content.document.day else None
    await connection.execute(
        "INSERT INTO note_versions (note_id, version, text, status, document_number, document_date, author_id,"  # noqa: S608 - our constants
        " written_at, received_at, draft_id, update_id, office, speaks)"
        f" VALUES (?1, ?3, ?4, ?5, ?6, ?7, ?2, ?8, ?9, ?10, ?11, ?12, ({SPEAKS}))",
        (
            *(content.note_id, content.author_id, content.version, content.text, content.status),
            *(content.document.number, day),
            *(
                content.written_at,
                content.received_at,
                draft_id,
                update_id,
                content.job_title,
            ),
        ),
    )
    await _insert_files(connection, content)
    await _replace_texts(connection, content.note_id, chunks)
    return await _existing(connection, content.note_id)


async def update_withdrawn(
    connection: aiosqlite.Connection, note_id: int, user_id: int, reason: str, now: int
) -> Note:
    """Marks the note withdrawn, which cannot be undone; `now` is in Unix seconds."""
    await connection.execute(
        "UPDATE notes SET state = 'withdrawn', withdrawn_at = ?, withdrawn_by = ?, withdrawal_reason = ?"
        " WHERE id = ?",
        (now, user_id, reason, note_id),
    )
    return await _existing(connection, note_id)


async def _existing(connection: aiosqlite.Connection, note_id: int) -> Note:
    found = await select_note(connection, note_id)
    if found is None:
        raise LookupError(f"note {note_id} is not in the record")
    return found


async def _insert_files(connection: aiosqlite.Connection, content: NoteVersion) -> None:
    await connection.executemany(
        "INSERT INTO note_files (note_id, version, position, kind, file_id, file_unique_id, name, mime, size,"
        " chat_id, message_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (content.note_id, content.version, position, *_columns(file), *ids_of(file.source))
            for position, file in enumerate(content.files, start=1)
        ],
    )


def _columns(file: Attachment) -> tuple[str, str, str, str, str, int]:
    return (file.kind, file.file_id, file.file_unique_id, file.name, file.mime, file.size)


async def _replace_texts(connection: aiosqlite.Connection, note_id: int, chunks: Iterable[TextChunk]) -> None:
    filled = [chunk for chunk in chunks if chunk.text]
    sources = json.dumps([ids_of(chunk.source) for chunk in filled if chunk.source])
    await connection.execute(
        "DELETE FROM note_texts WHERE (note_id, position) IN (SELECT note_id, position FROM note_texts WHERE note_id = ?"
        " UNION ALL SELECT other.note_id, other.position FROM json_each(?) AS source JOIN note_texts AS other"
        " ON other.chat_id = source.value ->> 0 AND other.message_id = source.value ->> 1)",
        (note_id, sources),
    )
    await connection.executemany(
        "INSERT INTO note_texts (note_id, position, text, chat_id, message_id) VALUES (?, ?, ?, ?, ?)",
        [
            (note_id, position, chunk.text, *ids_of(chunk.source))
            for position, chunk in enumerate(filled, start=1)
        ],
    )
