"""A draft beside the published note it corrects."""

import aiosqlite

from data.notes.drafts import Draft
from data.notes.notes import ConfirmingDocument, NoteVersion, select_note
from data.notes.statuses import NoteStatus

Saying = tuple[str, NoteStatus | None, ConfirmingDocument, list[str]]


def saying(content: Draft | NoteVersion) -> Saying:
    """What readers would see of it: two that are alike say the same."""
    return content.text, content.status, content.document, [file.file_unique_id for file in content.files]


async def is_unchanged(connection: aiosqlite.Connection, draft: Draft) -> bool:
    """True for a correction that says just what the published note says."""
    note = await select_note(connection, draft.note_id) if draft.note_id else None
    return note is not None and saying(draft) == saying(note.latest)


async def is_worthless(connection: aiosqlite.Connection, draft: Draft) -> bool:
    """Nothing would be lost with it."""
    return await is_unchanged(connection, draft) if draft.note_id else draft.is_empty


async def has_published_words(connection: aiosqlite.Connection, draft: Draft) -> bool:
    """True for a correction with the words of the published note, whatever else of it was changed."""
    note = await select_note(connection, draft.note_id) if draft.note_id else None
    return note is not None and draft.text != "" and draft.text == note.latest.text
