"""The state of a note's form: what the person's next message is for, and leaving the form."""

from enum import StrEnum
from typing import Final

import aiosqlite

from data.notes.draft_summary import is_unchanged, is_worthless
from data.notes.drafts import delete_draft, select_draft, update_draft_left


class NoteFormState(StrEnum):
    """Stored in the draft's row; a value this version does not know counts as `LEFT`."""

    WORDS = "words"  # messages and files are added to the draft
    ANEW = "anew"  # the next words take the place of those there are; files are added
    DOCUMENT = "document"  # the next message is a document's number and date
    REASON = "reason"  # the next message is why the note is withdrawn
    LEFT = "left"  # the draft is kept, the person is elsewhere


WRITING: Final = frozenset({NoteFormState.WORDS, NoteFormState.ANEW})
FILLING: Final = WRITING | {NoteFormState.DOCUMENT}  # what comes below the form belongs to the draft


def note_form_state(value: str) -> NoteFormState:
    """Returns the state that a stored value names; `LEFT` for one that is not known, or no longer."""
    return NoteFormState(value) if value in set(NoteFormState) else NoteFormState.LEFT


async def leave_form(connection: aiosqlite.Connection, user_id: int) -> None:
    """The person goes elsewhere: the draft is kept.

    A correction in which nothing is changed yet is deleted, as is one of which only the reason was asked.
    """
    draft = await select_draft(connection, user_id)
    if draft and (
        note_form_state(draft.step) is NoteFormState.REASON or await is_unchanged(connection, draft)
    ):
        await delete_draft(connection, user_id)
    await update_draft_left(connection, user_id, NoteFormState.LEFT)


async def cancel_form(connection: aiosqlite.Connection, user_id: int) -> None:
    """The person leaves by «Отмена» or /cancel: a draft in which nothing is written yet is deleted, too."""
    draft = await select_draft(connection, user_id)
    if draft and await is_worthless(connection, draft):
        await delete_draft(connection, user_id)
    await leave_form(connection, user_id)
