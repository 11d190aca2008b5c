"""Notes being written: one form a person, kept until it is published or thrown away."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import Final
from zlib import crc32

import aiosqlite

from data.messaging.posts import MessageAddress
from data.notes.attachments import Attachment, attachments, ids_of, source_of
from data.notes.draft_content import (
    replace_draft_files,
    replace_draft_texts,
)
from data.notes.notes import ConfirmingDocument, Note, select_note_chunks
from data.notes.problems import NoteProblem
from data.notes.statuses import NoteStatus
from data.notes.text_chunks import TextChunk, joined
from data.primitives.refusal import Refused
from data.primitives.text_cleaning import cleaned

# What an edition has left out is to be chosen again, but for a correction, which stays with its note.
DRAFT_OF: Final = (
    "SELECT id, user_id,"
    " iif(note_id IS NULL, (SELECT id FROM activities WHERE id = drafts.activity_id), activity_id) AS activity_id,"
    " iif(note_id IS NULL, (SELECT id FROM agencies WHERE id = drafts.agency_id), agency_id) AS agency_id,"
    " note_id, base_version, status, document_number, document_date, step,"
    " chat_id, message_id, updated_at,"
    " (SELECT json_group_array(json_array(text, written_at, chat_id, message_id))"
    "  FROM (SELECT * FROM draft_texts WHERE draft_id = drafts.id ORDER BY position)) AS chunks,"
    " (SELECT json_group_array(json_object('chat_id', chat_id, 'message_id', message_id, 'kind', kind,"
    "  'file_id', file_id, 'file_unique_id', file_unique_id, 'name', name, 'mime', mime, 'size', size,"
    "  'media_group_id', media_group_id))"
    "  FROM (SELECT * FROM draft_files WHERE draft_id = drafts.id ORDER BY position)) AS files"
    " FROM drafts WHERE user_id = ?"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """`note_id` is the note it corrects, if any, `base_version` the version of it that the correction was begun on.

    `form` is the message its buttons are under; times in Unix seconds.
    """

    id: int
    user_id: int
    activity_id: int | None
    agency_id: int | None
    note_id: int | None
    status: NoteStatus | None
    document: ConfirmingDocument
    step: str
    form: MessageAddress | None
    updated_at: int
    chunks: tuple[TextChunk, ...]
    files: tuple[Attachment, ...]
    base_version: int | None = None

    @property
    def text(self) -> str:
        """The texts of all messages, joined as they will be published."""
        return joined(self.chunks)

    @property
    def is_empty(self) -> bool:
        """True when there is neither a text nor a file to publish."""
        return not self.text and not self.files

    @property
    def lacks_document(self) -> bool:
        """True when it says «done» and names no document that confirms it."""
        return self.status is NoteStatus.DONE and self.document == ConfirmingDocument()

    @property
    def written_at(self) -> int:
        """When Telegram got the last of the words; of a draft of files only, when it last changed."""
        return max((chunk.written_at for chunk in self.chunks), default=self.updated_at)

    @property
    def fingerprint(self) -> int:
        """Changes with anything the draft says; short enough for a button."""
        parts = [
            self.text,
            self.status or "",
            self.document.number,
            str(self.document.day),
            str(self.agency_id),
        ]
        files = [file.file_unique_id for file in self.files]
        return crc32("\x00".join([*parts, *files]).encode("utf-8", "surrogatepass"))

    def holds(self, source: MessageAddress) -> bool:
        """True when words or a file of it came in that message."""
        return source in {chunk.source for chunk in self.chunks} | {file.source for file in self.files}


async def insert_draft(
    connection: aiosqlite.Connection, user_id: int, activity_id: int, agency_id: int | None, now: int
) -> Draft | None:
    """Opens an empty draft; None when the person has one already, which then stays as it is."""
    cursor = await connection.execute(
        "INSERT INTO drafts (user_id, activity_id, agency_id, step, created_at, updated_at)"
        " VALUES (?1, ?2, ?3, '', ?4, ?4) ON CONFLICT (user_id) DO NOTHING",
        (user_id, activity_id, agency_id, now),
    )
    return await select_draft(connection, user_id) if cursor.rowcount == 1 else None


async def insert_correction(
    connection: aiosqlite.Connection, user_id: int, note: Note, now: int
) -> Draft | None:
    """Opens a draft that corrects the note, filled with its latest version.

    None when the person has a draft already.
    """
    draft = await insert_draft(connection, user_id, note.activity_id, note.agency_id, now)
    if draft is None:
        return None
    await connection.execute("UPDATE drafts SET note_id = ? WHERE id = ?", (note.id, draft.id))
    await update_draft_base(connection, draft.id, note.latest.version)
    await update_draft_status(connection, draft.id, note.latest.status, now)
    await update_draft_document(connection, draft.id, note.latest.document, now)
    await replace_draft_texts(connection, draft.id, await select_note_chunks(connection, note))
    await replace_draft_files(connection, draft.id, note.latest.files)
    return await select_draft(connection, user_id)


async def update_draft_base(connection: aiosqlite.Connection, draft_id: int, version: int) -> None:
    """Stores on which version of its note the correction goes on."""
    await connection.execute("UPDATE drafts SET base_version = ? WHERE id = ?", (version, draft_id))


async def update_draft_as_last_time(
    connection: aiosqlite.Connection, draft: Draft, note: Note, now: int
) -> None:
    """Copies words and status of an earlier note into the draft; its files and document belong to that time."""
    await replace_draft_texts(connection, draft.id, (TextChunk(note.latest.text, now),))
    await update_draft_status(connection, draft.id, note.latest.status, now)


async def refuse_void_draft(connection: aiosqlite.Connection, draft_id: int) -> None:
    """Raises `Refused` when the activity of the draft was left out by an edition; a correction stays with its note."""
    rows = await connection.execute_fetchall(
        "SELECT activities.number FROM drafts JOIN all_activities AS activities ON activities.id = drafts.activity_id"
        " WHERE drafts.id = ? AND drafts.note_id IS NULL AND activities.gone_at IS NOT NULL",
        (draft_id,),
    )
    for (number,) in rows:
        raise Refused(NoteProblem.ITEM_GONE, number=number)


async def select_draft(connection: aiosqlite.Connection, user_id: int) -> Draft | None:
    """Loads the person's draft with its words and files, if there is one."""
    rows = list(await connection.execute_fetchall(DRAFT_OF, (user_id,)))
    return _draft(rows[0]) if rows else None


async def select_own_draft(connection: aiosqlite.Connection, draft_id: int, user_id: int) -> Draft | None:
    """Loads the draft of that id, if it is this person's."""
    found = await select_draft(connection, user_id)
    return found if found and found.id == draft_id else None


async def update_draft_step(
    connection: aiosqlite.Connection, draft_id: int, step: str, form: MessageAddress | None, now: int
) -> None:
    """Stores where the person is in the form, and the message its buttons are under."""
    await connection.execute(
        "UPDATE drafts SET step = ?, chat_id = ?, message_id = ?, updated_at = ? WHERE id = ?",
        (step, *ids_of(form), now, draft_id),
    )


async def update_draft_left(connection: aiosqlite.Connection, user_id: int, step: str) -> None:
    """Stores that the person has left the form: only the step of their draft changes."""
    await connection.execute("UPDATE drafts SET step = ? WHERE user_id = ?", (step, user_id))


async def update_draft_subject(
    connection: aiosqlite.Connection, draft_id: int, activity_id: int, agency_id: int | None, now: int
) -> None:
    """Stores the activity and the agency of the note."""
    await connection.execute(
        "UPDATE drafts SET activity_id = ?, agency_id = ?, updated_at = ? WHERE id = ?",
        (activity_id, agency_id, now, draft_id),
    )


async def update_draft_status(
    connection: aiosqlite.Connection, draft_id: int, status: NoteStatus | None, now: int
) -> None:
    """Stores the status that the note will give; `now` is in Unix seconds."""
    await connection.execute(
        "UPDATE drafts SET status = ?, updated_at = ? WHERE id = ?", (status, now, draft_id)
    )


async def update_draft_document(
    connection: aiosqlite.Connection, draft_id: int, document: ConfirmingDocument, now: int
) -> None:
    """Stores the number and day of the confirming document; an empty one takes them back.

    `now` is in Unix seconds.
    """
    day = document.day.isoformat() if document.day else None
    await connection.execute(
        "UPDATE drafts SET document_number = ?, document_date = ?, updated_at = ? WHERE id = ?",
        (cleaned(document.number), day, now, draft_id),
    )


async def is_draft(connection: aiosqlite.Connection, draft_id: int) -> bool:
    """True when any person has a draft of that id."""
    rows = await connection.execute_fetchall("SELECT 1 FROM drafts WHERE id = ?", (draft_id,))
    return bool(list(rows))


async def delete_draft(connection: aiosqlite.Connection, user_id: int) -> bool:
    """Throws the person's draft away; False when there was none."""
    cursor = await connection.execute("DELETE FROM drafts WHERE user_id = ?", (user_id,))
    return cursor.rowcount == 1


def _draft(row: sqlite3.Row) -> Draft:
    day = row["document_date"]
    return Draft(
        id=row["id"],
        user_id=row["user_id"],
        activity_id=row["activity_id"],
        agency_id=row["agency_id"],
        note_id=row["note_id"],
        base_version=row["base_version"],
        status=NoteStatus(row["status"]) if row["status"] else None,
        document=ConfirmingDocument(row["document_number"], date.fromisoformat(day) if day else None),
        step=row["step"],
        form=source_of(row["chat_id"], row["message_id"]),
        updated_at=row["updated_at"],
        chunks=tuple(
            TextChunk(text, written_at, source_of(chat_id, message_id))
            for text, written_at, chat_id, message_id in json.loads(row["chunks"])
        ),
        files=attachments(row["files"]),
    )
