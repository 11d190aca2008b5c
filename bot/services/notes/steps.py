"""Where a person is in the form: it tells what their next message means."""

from enum import StrEnum
from typing import Final


class NoteFormState(StrEnum):
    """Kept in the draft's row; a value this version does not know counts as `LEFT`."""

    WORDS = "words"  # messages and files are added to the draft
    ANEW = "anew"  # the next words take the place of those there are; files are added
    DOCUMENT = "document"  # the next message is a document's number and date
    REASON = "reason"  # the next message is why the note is withdrawn
    LEFT = "left"  # the draft is kept, the person is elsewhere


TAKING: Final = frozenset({NoteFormState.WORDS, NoteFormState.ANEW})


def step_of(value: str) -> NoteFormState:
    return NoteFormState(value) if value in set(NoteFormState) else NoteFormState.LEFT
