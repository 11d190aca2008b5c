"""A correction and the version of the note it was begun on, when the note has got another one meanwhile."""

from dataclasses import dataclass
from enum import StrEnum

import aiosqlite

from data.notes.draft_content import replace_draft_files, replace_draft_texts
from data.notes.drafts import Draft, update_draft_base, update_draft_document, update_draft_status
from data.notes.notes import Note, NoteVersion, select_note_chunks, select_versions


class NotePart(StrEnum):
    TEXT = "text"
    STATUS = "status"
    DOCUMENT = "document"
    FILES = "files"


@dataclass(frozen=True, slots=True)
class Superseded:
    """`note` as it is now; `changed` is what other people changed since, `own` what the draft changes itself."""

    note: Note
    changed: frozenset[NotePart]
    own: frozenset[NotePart]


async def select_base(connection: aiosqlite.Connection, draft: Draft, note: Note) -> NoteVersion:
    """Loads the version that the correction was begun on; the latest one when that is not known."""
    if draft.base_version in (None, note.latest.version):
        return note.latest
    versions = await select_versions(connection, note.id)
    return next((version for version in versions if version.version == draft.base_version), note.latest)


async def update_draft_rebased(
    connection: aiosqlite.Connection, draft: Draft, note: Note, now: int
) -> Superseded:
    """Goes on with the correction from the latest version: what the draft did not change itself is as it is there.

    What was typed stays. `now` in Unix seconds.
    """
    base = await select_base(connection, draft, note)
    own = _differing(draft, base)
    if NotePart.TEXT not in own:
        await replace_draft_texts(connection, draft.id, await select_note_chunks(connection, note))
    if NotePart.STATUS not in own:
        await update_draft_status(connection, draft.id, note.latest.status, now)
    if NotePart.DOCUMENT not in own:
        await update_draft_document(connection, draft.id, note.latest.document, now)
    if NotePart.FILES not in own:
        await replace_draft_files(connection, draft.id, note.latest.files)
    await update_draft_base(connection, draft.id, note.latest.version)
    return Superseded(note, _differing(note.latest, base), own)


def _differing(content: Draft | NoteVersion, base: NoteVersion) -> frozenset[NotePart]:
    pairs = {
        NotePart.TEXT: (content.text, base.text),
        NotePart.STATUS: (content.status, base.status),
        NotePart.DOCUMENT: (content.document, base.document),
        NotePart.FILES: (
            [file.file_unique_id for file in content.files],
            [file.file_unique_id for file in base.files],
        ),
    }
    return frozenset(part for part, (one, other) in pairs.items() if one != other)
