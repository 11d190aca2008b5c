"""A waiting draft in short: what it is about, and whether it says anything that is not published."""

from dataclasses import dataclass

import aiosqlite

from data.notes.draft_base import select_base
from data.notes.drafts import Draft
from data.notes.notes import ConfirmingDocument, NoteVersion, select_note
from data.notes.statuses import NoteStatus


@dataclass(frozen=True, slots=True)
class DraftSummary:
    """`item` is the activity's number; `note_number` that of the published note it corrects, if it corrects one."""

    id: int
    activity_id: int
    item: str
    note_number: int | None = None

    def is_new_on(self, activity_id: int) -> bool:
        """True when it will be a new note about that activity."""
        return self.activity_id == activity_id and self.note_number is None


async def select_draft_summary(connection: aiosqlite.Connection, user_id: int) -> DraftSummary | None:
    """Loads it.

    None without a draft, when its activity has left the roadmap, or when only a withdrawal's reason is asked.
    """
    rows = await connection.execute_fetchall(
        "SELECT drafts.id, activities.id AS activity_id, activities.number AS item, notes.number AS note_number"
        " FROM drafts"
        " JOIN all_activities AS activities ON activities.id = drafts.activity_id LEFT JOIN notes ON notes.id = drafts.note_id"
        " WHERE drafts.user_id = ? AND drafts.step <> 'reason'"
        " AND (activities.gone_at IS NULL OR drafts.note_id IS NOT NULL)",
        (user_id,),
    )
    return next((DraftSummary(**row) for row in rows), None)


VisibleContent = tuple[str, NoteStatus | None, ConfirmingDocument, list[str]]


def visible_content(content: Draft | NoteVersion) -> VisibleContent:
    """Returns what readers would see of it, to be compared."""
    return content.text, content.status, content.document, [file.file_unique_id for file in content.files]


async def is_unchanged(connection: aiosqlite.Connection, draft: Draft) -> bool:
    """True for a correction that says just what the published note says, or said when it was begun."""
    note = await select_note(connection, draft.note_id) if draft.note_id else None
    if note is None:
        return False
    base = await select_base(connection, draft, note)
    return visible_content(draft) in (visible_content(note.latest), visible_content(base))


async def is_worthless(connection: aiosqlite.Connection, draft: Draft) -> bool:
    """True when nothing would be lost with the draft."""
    return await is_unchanged(connection, draft) if draft.note_id else draft.is_empty


async def has_published_words(connection: aiosqlite.Connection, draft: Draft) -> bool:
    """True for a correction whose text is that of the published note, now or when it was begun."""
    note = await select_note(connection, draft.note_id) if draft.note_id else None
    if note is None or draft.text == "":
        return False
    return draft.text in (note.latest.text, (await select_base(connection, draft, note)).text)
