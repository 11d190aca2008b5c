"""The draft that waits for its person, in the words that lead back to it."""

from dataclasses import dataclass

import aiosqlite


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """`item` is the activity's number; `note_number` that of the published note it corrects, if it corrects one."""

    id: int
    activity_id: int
    item: str
    note_number: int | None = None

    def is_new_on(self, activity_id: int) -> bool:
        """True when it will be a new note about that activity."""
        return self.activity_id == activity_id and self.note_number is None


async def select_kept_draft(connection: aiosqlite.Connection, user_id: int) -> KeptDraft | None:
    """None without a draft, when its activity has left the roadmap, or when only the reason of a withdrawal is asked."""
    rows = await connection.execute_fetchall(
        "SELECT drafts.id, activities.id AS activity_id, activities.number AS item, notes.number AS note_number"
        " FROM drafts"
        " JOIN activities ON activities.id = drafts.activity_id LEFT JOIN notes ON notes.id = drafts.note_id"
        " WHERE drafts.user_id = ? AND drafts.step <> 'reason'",
        (user_id,),
    )
    return next((KeptDraft(**row) for row in rows), None)
