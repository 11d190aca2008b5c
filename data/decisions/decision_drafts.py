"""A decision being put into words: which day, and why. What was typed is kept until it is decided or thrown away."""

import sqlite3
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from zlib import crc32

import aiosqlite

RETENTION: Final = 14 * 24 * 3600  # seconds; as long as what is written outside a form
DRAFT: Final = "SELECT id, user_id, kind, subject_id, day, words, step, base, updated_at FROM decision_drafts"


class DecisionKind(StrEnum):
    SET = "set"  # a control date by a coordinator; the subject is an activity
    MOVE = "move"  # asking to move a deadline; an activity
    REFUSE = "refuse"  # a request
    REOPEN = "reopen"  # an activity that is closed
    INSTRUCT = "instruct"  # an item of an agenda

    @property
    def needs_day(self) -> bool:
        """True when the decision cannot be taken without a day."""
        return self in (DecisionKind.SET, DecisionKind.MOVE)

    @property
    def takes_day(self) -> bool:
        """True when a day may be given."""
        return self.needs_day or self is DecisionKind.INSTRUCT


class DecisionStep(StrEnum):
    """What the person's next message is."""

    DAY = "day"
    WORDS = "words"
    PREVIEW = "preview"  # nothing: the buttons decide
    LEFT = "left"  # nothing: the person is elsewhere


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """`base` is what held when the person last saw the form, empty before that; `updated_at` in Unix seconds."""

    id: int
    user_id: int
    kind: DecisionKind
    subject_id: int
    day: date | None
    words: str
    step: DecisionStep
    base: str
    updated_at: int

    @property
    def fingerprint(self) -> int:
        """Changes with the day, the words and what they were decided on; short enough for a button."""
        return crc32(f"{self.day}\x00{self.words}\x00{self.base}".encode("utf-8", "surrogatepass"))

    @property
    def is_blank(self) -> bool:
        """True when nothing was typed into it."""
        return self.day is None and not self.words

    @property
    def missing(self) -> DecisionStep:
        """The step to be asked next: the day, the words, or the preview."""
        if self.kind.needs_day and self.day is None:
            return DecisionStep.DAY
        return DecisionStep.PREVIEW if self.words else DecisionStep.WORDS


async def begin_decision(
    connection: aiosqlite.Connection, user_id: int, kind: DecisionKind, subject_id: int, now: int
) -> DecisionDraft:
    """Returns the person's draft of that decision, with what was typed within the last 14 days, and leaves every other one.

    Its next step is for the caller to set.
    """
    await leave_decisions(connection, user_id)
    await delete_expired_decisions(connection, now)
    await connection.execute(
        "INSERT INTO decision_drafts (user_id, kind, subject_id, step, updated_at) VALUES (?, ?, ?, 'left', ?)"
        " ON CONFLICT DO NOTHING",
        (user_id, kind, subject_id, now),
    )
    rows = await connection.execute_fetchall(
        DRAFT + " WHERE user_id = ? AND kind = ? AND subject_id = ?", (user_id, kind, subject_id)
    )
    [draft] = [_draft(row) for row in rows]
    return draft


async def select_decision(
    connection: aiosqlite.Connection, draft_id: int, user_id: int
) -> DecisionDraft | None:
    """Loads the draft of that id, if it is this person's."""
    rows = await connection.execute_fetchall(DRAFT + " WHERE id = ? AND user_id = ?", (draft_id, user_id))
    return next((_draft(row) for row in rows), None)


async def update_decision_step(
    connection: aiosqlite.Connection, draft: DecisionDraft, step: DecisionStep, now: int
) -> DecisionDraft:
    """Moves the person to that step of this draft, and out of every other one."""
    await leave_decisions(connection, draft.user_id)
    return await _update(connection, draft.id, step=step, updated_at=now)


async def update_decision_base(
    connection: aiosqlite.Connection, draft: DecisionDraft, base: str
) -> DecisionDraft:
    """Stores what holds as the person sees the form, and returns the draft as it is now."""
    return await _update(connection, draft.id, base=base)


async def update_decision_day(
    connection: aiosqlite.Connection, draft: DecisionDraft, day: date | None, now: int
) -> DecisionDraft:
    """Stores the day, None to take it back, and returns the draft as it is now; `now` is in Unix seconds."""
    stored = day.isoformat() if day else None
    return await _update(connection, draft.id, day=stored, updated_at=now)


async def update_decision_words(
    connection: aiosqlite.Connection, draft: DecisionDraft, words: str, now: int
) -> DecisionDraft:
    """Stores the reason or instruction and returns the draft as it is now; `now` is in Unix seconds."""
    return await _update(connection, draft.id, words=words, updated_at=now)


async def leave_decisions(connection: aiosqlite.Connection, user_id: int) -> None:
    """Keeps what was typed; the next message is a question again."""
    await connection.execute(
        "UPDATE decision_drafts SET step = 'left' WHERE user_id = ? AND step <> 'left'", (user_id,)
    )


async def delete_decision(connection: aiosqlite.Connection, draft_id: int) -> bool:
    """False when it was decided or thrown away before."""
    cursor = await connection.execute("DELETE FROM decision_drafts WHERE id = ?", (draft_id,))
    return cursor.rowcount == 1


async def has_expired_decisions(connection: aiosqlite.Connection, now: int) -> bool:
    """True when a draft was not touched for 14 days; `now` is in Unix seconds."""
    rows = await connection.execute_fetchall(
        "SELECT 1 FROM decision_drafts WHERE updated_at < ? LIMIT 1", (now - RETENTION,)
    )
    return bool(list(rows))


async def delete_expired_decisions(connection: aiosqlite.Connection, now: int) -> None:
    """Deletes the drafts that were not touched for 14 days; `now` is in Unix seconds."""
    await connection.execute("DELETE FROM decision_drafts WHERE updated_at < ?", (now - RETENTION,))


async def close_decision(connection: aiosqlite.Connection, draft_id: int, now: int) -> None:
    """Deletes a draft that was decided at `now` (Unix seconds) and remembers that it was."""
    await delete_decision(connection, draft_id)
    await connection.execute("INSERT INTO decided_drafts (id, decided_at) VALUES (?, ?)", (draft_id, now))


async def is_decided(connection: aiosqlite.Connection, draft_id: int) -> bool:
    """True when the draft was decided, False for one that is open or was thrown away."""
    rows = await connection.execute_fetchall("SELECT 1 FROM decided_drafts WHERE id = ?", (draft_id,))
    return bool(list(rows))


async def _update(connection: aiosqlite.Connection, draft_id: int, **values: object) -> DecisionDraft:
    columns = ", ".join(f"{name} = ?" for name in values)
    await connection.execute(
        f"UPDATE decision_drafts SET {columns} WHERE id = ?",  # noqa: S608 - names of our own columns
        (*values.values(), draft_id),
    )
    [row] = await connection.execute_fetchall(DRAFT + " WHERE id = ?", (draft_id,))
    return _draft(row)


def _draft(row: sqlite3.Row) -> DecisionDraft:
    return DecisionDraft(
        id=row["id"],
        user_id=row["user_id"],
        kind=DecisionKind(row["kind"]),
        subject_id=row["subject_id"],
        day=date.fromisoformat(row["day"]) if row["day"] else None,
        words=row["words"],
        step=DecisionStep(row["step"]),
        base=row["base"],
        updated_at=row["updated_at"],
    )
