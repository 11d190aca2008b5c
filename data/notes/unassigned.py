"""What a person wrote or sent outside the form, kept for a while so that it can still go into a note."""

import sqlite3
from dataclasses import dataclass
from typing import Final

import aiosqlite

from data.notes.attachments import Attachment, attachment, source_of
from data.notes.text_chunks import TextChunk
from data.primitives.text_cleaning import cleaned

RETENTION: Final = 14 * 24 * 3600  # seconds
COLUMNS: Final = (
    "id, draft_id, offered, text, written_at, chat_id, message_id,"
    " kind, file_id, file_unique_id, name, mime, size, media_group_id"
)


@dataclass(frozen=True, slots=True)
class IncomingContent:
    """One message of a person: its words, which may be empty, and its file, if any."""

    chunk: TextChunk
    file: Attachment | None = None


@dataclass(frozen=True, slots=True)
class UnassignedMessage:
    """`draft_id` is the draft that it went into, `offered` tells that its person was asked where it belongs."""

    id: int
    content: IncomingContent
    draft_id: int | None
    offered: bool


@dataclass(frozen=True, slots=True)
class Unassigned:
    """A message, or the messages of an album, in their order."""

    messages: tuple[UnassignedMessage, ...]

    @property
    def waiting(self) -> tuple[UnassignedMessage, ...]:
        """The messages that no draft has taken in yet."""
        return tuple(message for message in self.messages if message.draft_id is None)

    @property
    def offered(self) -> bool:
        """True when the person was already asked which activity these messages are about."""
        return any(message.offered for message in self.messages)

    def went_into(self, draft_id: int) -> bool:
        """True when the draft has taken in any of the messages."""
        return any(message.draft_id == draft_id for message in self.messages)


async def upsert_unassigned(
    connection: aiosqlite.Connection,
    user_id: int,
    content: IncomingContent,
    now: int,
    question_id: int | None = None,
) -> int:
    """Keeps a message, or what it says after an edit; returns its id.

    What went into a draft stays as it was: the draft follows edits by itself. `now` is Unix seconds.
    """
    source, file = content.chunk.source, content.file
    if source is None:
        raise ValueError("only a message of the person is kept")
    await connection.execute(
        "INSERT INTO unplaced (user_id, chat_id, message_id, text, written_at, kind, file_id, file_unique_id, name,"
        " mime, size, media_group_id, question_id, kept_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (chat_id, message_id) DO UPDATE SET text = excluded.text, written_at = excluded.written_at,"
        " kind = excluded.kind, file_id = excluded.file_id, file_unique_id = excluded.file_unique_id,"
        " name = excluded.name, mime = excluded.mime, size = excluded.size WHERE draft_id IS NULL",
        (
            *(
                user_id,
                source.chat_id,
                source.message_id,
                cleaned(content.chunk.text),
                content.chunk.written_at,
            ),
            *_file_columns(file),
            *(question_id, now),
        ),
    )
    ((unassigned_id,),) = await connection.execute_fetchall(
        "SELECT id FROM unplaced WHERE chat_id = ? AND message_id = ?", (source.chat_id, source.message_id)
    )
    return int(unassigned_id)


async def select_unassigned(
    connection: aiosqlite.Connection, unassigned_id: int, user_id: int
) -> Unassigned | None:
    """Loads the person's message of that id with the others of its album, if it is still kept."""
    rows = list(
        await connection.execute_fetchall(
            f"SELECT {COLUMNS} FROM unplaced WHERE user_id = ?2 AND (id = ?1 OR media_group_id ="  # noqa: S608 - only names of columns are joined
            " (SELECT media_group_id FROM unplaced WHERE id = ?1 AND user_id = ?2)) ORDER BY message_id",
            (unassigned_id, user_id),
        )
    )
    return Unassigned(tuple(_message(row) for row in rows)) if rows else None


async def select_unassigned_of_question(
    connection: aiosqlite.Connection, question_id: int, user_id: int
) -> int | None:
    """Loads the id of the person's newest words that were taken for the question and went into no draft."""
    rows = await connection.execute_fetchall(
        "SELECT max(id) FROM unplaced WHERE question_id = ? AND user_id = ? AND draft_id IS NULL",
        (question_id, user_id),
    )
    return next((found for (found,) in rows), None)


async def is_unassigned(connection: aiosqlite.Connection, chat_id: int, message_id: int) -> bool:
    """True when that message is kept and went into no draft."""
    rows = await connection.execute_fetchall(
        "SELECT 1 FROM unplaced WHERE chat_id = ? AND message_id = ? AND draft_id IS NULL",
        (chat_id, message_id),
    )
    return bool(list(rows))


async def update_offered(connection: aiosqlite.Connection, unassigned_id: int) -> None:
    """Marks that the person was asked where it belongs."""
    await connection.execute("UPDATE unplaced SET offered = 1 WHERE id = ?", (unassigned_id,))


async def update_assigned(connection: aiosqlite.Connection, unassigned_id: int, draft_id: int) -> None:
    """Assigns it to the draft, so that it goes into no other one."""
    await connection.execute("UPDATE unplaced SET draft_id = ? WHERE id = ?", (draft_id, unassigned_id))


async def has_expired_unassigned(connection: aiosqlite.Connection, now: int) -> bool:
    """True when something was kept for longer than 14 days; `now` is in Unix seconds."""
    rows = await connection.execute_fetchall(
        "SELECT 1 FROM unplaced WHERE kept_at < ? LIMIT 1", (now - RETENTION,)
    )
    return bool(list(rows))


async def delete_expired_unassigned(connection: aiosqlite.Connection, now: int) -> None:
    """Deletes what was kept for longer than 14 days; `now` is in Unix seconds."""
    await connection.execute("DELETE FROM unplaced WHERE kept_at < ?", (now - RETENTION,))


async def delete_unassigned(connection: aiosqlite.Connection, user_id: int) -> None:
    """Deletes all unassigned messages of the person."""
    await connection.execute("DELETE FROM unplaced WHERE user_id = ?", (user_id,))


def _file_columns(file: Attachment | None) -> tuple[str | int | None, ...]:
    if file is None:
        return (None, "", "", "", "", 0, None)
    return (
        *(file.kind, file.file_id, file.file_unique_id, file.name, file.mime),
        *(file.size, file.media_group_id),
    )


def _message(row: sqlite3.Row) -> UnassignedMessage:
    return UnassignedMessage(row["id"], _content(row), row["draft_id"], bool(row["offered"]))


def _content(row: sqlite3.Row) -> IncomingContent:
    chunk = TextChunk(row["text"], row["written_at"], source_of(row["chat_id"], row["message_id"]))
    return IncomingContent(chunk, attachment(row) if row["kind"] else None)
