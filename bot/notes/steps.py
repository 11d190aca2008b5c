"""Where a person is in the form: it tells what their next message means."""

from enum import StrEnum


class Step(StrEnum):
    """Kept in the draft's row; a value this version does not know counts as `LEFT`."""

    WORDS = "words"  # messages and files go into the draft
    DOCUMENT = "document"  # the next message is a document's number and date
    REASON = "reason"  # the next message is why the note is withdrawn
    LEFT = "left"  # the draft is kept, the person is elsewhere


def step_of(value: str) -> Step:
    return Step(value) if value in set(Step) else Step.LEFT
