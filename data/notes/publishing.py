"""A draft becomes a note, a note gets its next version or is withdrawn: each in the caller's one transaction."""

from dataclasses import dataclass, replace

import aiosqlite

from data.notes.attachments import Attachment, check_file
from data.notes.draft_summary import visible_content
from data.notes.drafts import Draft, delete_draft, refuse_void_draft, select_own_draft
from data.notes.notes import (
    Note,
    NoteVersion,
    select_note,
    select_note_chunks,
    select_note_from,
    select_note_of_draft,
    select_note_of_update,
)
from data.notes.problems import NoteProblem
from data.notes.subjects import select_job_title
from data.notes.text_chunks import TextChunk, joined, with_chunk
from data.notes.versions import insert_note, insert_version, update_withdrawn
from data.primitives.text_cleaning import cleaned


@dataclass(frozen=True, slots=True)
class AlreadyPublished:
    """Done before: the same draft from another press or device, or the same update again."""

    note: Note


Published = Note | AlreadyPublished | NoteProblem


@dataclass(frozen=True, slots=True)
class MessageEdit:
    """A person edited a message of their own: the words in it now, if any, and what is attached to it now."""

    user_id: int
    update_id: int | None
    chunk: TextChunk
    file: Attachment | None = None


async def publish_draft(
    connection: aiosqlite.Connection, draft_id: int, user_id: int, now: int, update_id: int | None
) -> Published:
    """Turns the person's draft into a note, or into the next version of the note it corrects.

    The caller checks the person's rights in the same transaction, and there inserts what goes to the group.
    `now` in Unix seconds.
    """
    if done := await select_note_of_draft(connection, draft_id):
        return AlreadyPublished(done)
    draft = await select_own_draft(connection, draft_id, user_id)
    if draft is None:
        return NoteProblem.NO_DRAFT
    if draft.is_empty:
        return NoteProblem.EMPTY
    content = (
        await _corrected(connection, draft, now) if draft.note_id else await _begun(connection, draft, now)
    )
    if isinstance(content, NoteProblem):
        return content
    await delete_draft(connection, user_id)
    return await insert_version(connection, content, draft.chunks, draft_id=draft.id, update_id=update_id)


async def correct_from_message(connection: aiosqlite.Connection, edit: MessageEdit, now: int) -> Published:
    """Makes the note's next version of an edited message that the note was made of.

    Raises `ContentRefused` for too many words or a file that a note does not take.
    """
    if done := await select_note_of_update(connection, edit.update_id):
        return AlreadyPublished(done)
    note = await select_note_from(connection, edit.chunk.source) if edit.chunk.source else None
    if note is None or edit.user_id not in (note.author_id, note.latest.author_id):
        return NoteProblem.NO_NOTE
    chunks = with_chunk(await select_note_chunks(connection, note), edit.chunk)
    content = replace(
        note.latest,
        version=note.latest.version + 1,
        text=joined(chunks),
        author_id=edit.user_id,
        written_at=edit.chunk.written_at,
        received_at=now,
        files=_with_file(note.latest.files, edit.file),
        job_title=await select_job_title(connection, edit.user_id, note.agency_id),
    )
    if refusal := _pointless(note, content):
        return refusal
    return await insert_version(connection, content, chunks, draft_id=None, update_id=edit.update_id)


async def withdraw_note(
    connection: aiosqlite.Connection, note_id: int, user_id: int, reason: str, now: int
) -> Published:
    """Withdraws the note for ever, with a reason; its number and versions stay in the record."""
    note = await select_note(connection, note_id)
    if note is None:
        return NoteProblem.NO_NOTE
    if note.withdrawal:
        return AlreadyPublished(note)
    if not cleaned(reason):
        return NoteProblem.EMPTY
    return await update_withdrawn(connection, note_id, user_id, cleaned(reason), now)


async def _begun(connection: aiosqlite.Connection, draft: Draft, now: int) -> NoteVersion | NoteProblem:
    if draft.activity_id is None or draft.agency_id is None:
        await refuse_void_draft(connection, draft.id)
        return NoteProblem.NO_SUBJECT
    if not await _is_responsible(connection, draft.activity_id, draft.agency_id):
        return NoteProblem.NOT_RESPONSIBLE
    note_id = await insert_note(connection, draft.activity_id, draft.agency_id, draft.user_id, now)
    job_title = await select_job_title(connection, draft.user_id, draft.agency_id)
    return replace(_content(draft, note_id, 1, now), job_title=job_title)


async def _corrected(connection: aiosqlite.Connection, draft: Draft, now: int) -> NoteVersion | NoteProblem:
    note = await select_note(connection, draft.note_id) if draft.note_id else None
    if note is None:
        return NoteProblem.NO_NOTE
    if note.withdrawal is None and draft.base_version not in (None, note.latest.version):
        return NoteProblem.SUPERSEDED
    job_title = await select_job_title(connection, draft.user_id, note.agency_id)
    content = replace(_content(draft, note.id, note.latest.version + 1, now), job_title=job_title)
    return _pointless(note, content) or content


def _content(draft: Draft, note_id: int, version: int, now: int) -> NoteVersion:
    return NoteVersion(
        note_id=note_id,
        version=version,
        text=draft.text,
        status=draft.status,
        document=draft.document,
        author_id=draft.user_id,
        written_at=draft.written_at,
        received_at=now,
        files=draft.files,
    )


def _pointless(note: Note, content: NoteVersion) -> NoteProblem | None:
    if note.withdrawal:
        return NoteProblem.WITHDRAWN
    if visible_content(content) == visible_content(note.latest):
        return NoteProblem.UNCHANGED
    return None if content.text or content.files else NoteProblem.EMPTY


def _with_file(files: tuple[Attachment, ...], file: Attachment | None) -> tuple[Attachment, ...]:
    if file is None:
        return files
    check_file(file)
    return tuple(file if other.source == file.source else other for other in files)


async def _is_responsible(connection: aiosqlite.Connection, activity_id: int, agency_id: int) -> bool:
    rows = await connection.execute_fetchall(
        "SELECT 1 FROM responsibilities WHERE activity_id = ? AND agency_id = ?", (activity_id, agency_id)
    )
    return bool(list(rows))
