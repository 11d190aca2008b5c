"""Posts on their way to a chat: what is to be sent, in which order, and how each attempt ended."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

import aiosqlite

ROW: Final = (
    "SELECT o.id, o.group_key, o.part, o.roadmap_id, o.note_id, o.version, o.activity_id, o.chat_id, o.thread_id,"
    " o.method, o.payload, o.target_id, o.target_position, o.cleans, o.state, o.attempts, o.is_doubtful, o.not_before,"
    " o.message_ids, o.error, o.detail, o.finished_at,"
    " target.chat_id AS target_chat_id, target.message_ids AS target_message_ids FROM outbox AS o LEFT JOIN outbox AS target ON target.id = o.target_id"
)


# The first of those that wait for nothing but their turn, or the first of those that wait for a right, if its time comes
# before. `:chat_id`, `:now` (Unix seconds).
HEAD: Final = (
    "SELECT first FROM (SELECT min(ready.id) AS first, ready.not_before FROM outbox_ready AS ready"
    " JOIN outbox USING (id) WHERE ready.chat_id = :chat_id GROUP BY outbox.error IS 'no_right')"
    " ORDER BY max(not_before, :now), first LIMIT 1"
)


class Method(StrEnum):
    """A method of the Bot API; the sending ones must not be repeated blindly, the others harmlessly may."""

    SEND_MESSAGE = "sendMessage"
    SEND_PHOTO = "sendPhoto"
    SEND_DOCUMENT = "sendDocument"
    SEND_MEDIA_GROUP = "sendMediaGroup"
    EDIT_TEXT = "editMessageText"
    EDIT_CAPTION = "editMessageCaption"
    EDIT_MEDIA = "editMessageMedia"
    DELETE = (
        "deleteMessages"  # of a whole row; with a position it is deleteMessage, which says when it may not
    )

    @property
    def sends(self) -> bool:
        """True for calls that make a message, False for those that change one."""
        return self.startswith("send")


class RowState(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"  # it may be in the chat or not: a person decides
    FAILED = "failed"
    CANCELLED = "cancelled"


class FailureReason(StrEnum):
    """What holds a row up or stopped it; each has its own sentence."""

    FLOOD = "flood"  # Telegram asked to wait
    UNREACHABLE = "unreachable"  # the request never left
    SERVER = "server"  # an error on Telegram's side
    NO_ANSWER = "no_answer"  # the request left, its outcome is unknown
    INTERRUPTED = "interrupted"  # the bot was stopped while it sent
    REFUSED = "refused"  # Telegram does not take it; `detail` says why
    FORBIDDEN = "forbidden"  # the person blocked the bot, or a chat that is bound to nothing is closed to it
    NO_RIGHT = "no_right"  # the group is open to the bot, and not to this kind of file
    POST_GONE = "post_gone"  # the post to be changed was deleted in the chat
    POST_UNKNOWN = "post_unknown"  # the post to be changed is in the chat, but its id is not known
    LEFT_BEHIND = "left_behind"  # the post to be changed is in a chat the roadmap has left
    TOPIC_GONE = "topic_gone"  # the topic is closed or deleted: it goes to General
    MIGRATED = "migrated"  # the group became a supergroup: it goes there
    TOKEN = "token"  # noqa: S105 - a word for a refused token, not one
    RESTORED = "restored"  # the database is from a copy: it may have gone since
    BROKEN = "broken"  # an error of this program


@dataclass(frozen=True, slots=True)
class OutboxCall:
    """One call. `payload` is its JSON without chat, topic and target, which are known or may change later.

    What an editing or deleting call changes, or a sending one replies to, is `target_id`, the id of an earlier row,
    or `reply_to`, the number (from 1) of an earlier call of the same batch. `position`, from 0, says which message of
    an album; None is the first for an edit and all of them for a deletion. `cleans`: it removes or marks what does not
    belong to the post any more, and nothing waits for it when it fails.
    """

    method: Method
    payload: dict[str, Any]
    target_id: int | None = None
    reply_to: int | None = None
    position: int | None = None
    cleans: bool = False


@dataclass(frozen=True, slots=True)
class Destination:
    """Where posts of a roadmap go; `thread_id` None is a chat without topics, or the General one."""

    chat_id: int
    thread_id: int | None = None
    roadmap_id: int | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """What posts are about, so that replies to them and their states find the way back."""

    activity_id: int | None = None
    note_id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class OutboxBatch:
    """Calls that belong together and go out in their order; the same `key` is never sent twice."""

    key: str
    destination: Destination
    reference: Reference
    calls: tuple[OutboxCall, ...]


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """`not_before` in Unix seconds; `attempts` in a row ended with `reason`; `target` is (chat id, message ids).

    `position` and `cleans` as of `OutboxCall`; `is_doubtful`: one of its calls may have taken effect; `sent_at` in Unix seconds.
    """

    id: int
    group_key: str
    part: int
    destination: Destination
    reference: Reference
    method: Method
    payload: dict[str, Any]
    target_id: int | None
    state: RowState
    attempts: int
    not_before: float
    message_ids: tuple[int, ...]
    reason: FailureReason | None
    detail: str
    target: tuple[int, tuple[int, ...]] | None = None
    position: int | None = None
    cleans: bool = False
    is_doubtful: bool = False
    sent_at: int | None = None

    @property
    def is_of_photos(self) -> bool:
        """True for what Telegram's right to send photos is asked for; other files go by that to send documents."""
        media = self.payload.get("media")
        first = media[0] if isinstance(media, list) and media else media
        in_media = isinstance(first, dict) and first.get("type") == "photo"
        return self.method is Method.SEND_PHOTO or in_media


async def insert_batch(connection: aiosqlite.Connection, batch: OutboxBatch, now: int) -> tuple[int, ...]:
    """Adds the calls of a batch; returns their row ids, or none when that batch is there already."""
    if await select_batch(connection, batch.key):
        return ()
    ids: list[int] = []
    for number, call in enumerate(batch.calls, start=1):
        target = ids[call.reply_to - 1] if call.reply_to else call.target_id
        ids.append(await _insert_call(connection, batch, number, replace(call, target_id=target), now))
    return tuple(ids)


async def select_row(connection: aiosqlite.Connection, row_id: int) -> OutboxRow | None:
    """Loads a row of the outbox; None for an unknown id."""
    rows = await _rows(connection, " WHERE o.id = ?", (row_id,))
    return rows[0] if rows else None


async def select_batch(connection: aiosqlite.Connection, key: str) -> list[OutboxRow]:
    """Returns the rows of a batch in their order."""
    return await _rows(connection, " WHERE o.group_key = ? ORDER BY o.part", (key,))


async def select_batches(connection: aiosqlite.Connection, key: str) -> list[OutboxRow]:
    """Returns the rows of a batch and of those whose key goes on from its key after a colon, in order."""
    return await _rows(
        connection,
        " WHERE o.group_key = ?1 OR o.group_key > ?1 || ':' AND o.group_key < ?1 || ';' ORDER BY o.id",
        (key,),
    )


async def select_note_rows(connection: aiosqlite.Connection, note_id: int) -> list[OutboxRow]:
    """Loads all that was or is to be done in the chat for a note, in order."""
    return await _rows(connection, " WHERE o.note_id = ? ORDER BY o.id", (note_id,))


async def select_head(connection: aiosqlite.Connection, chat_id: int, now: float) -> OutboxRow | None:
    """Loads the row that goes to the chat next; its time may not have come by `now` (Unix seconds).

    What waits for a right holds up no other batch of its chat.
    """
    rows = await _rows(connection, f" WHERE o.id = ({HEAD})", {"chat_id": chat_id, "now": now})
    return rows[0] if rows else None


async def select_held_back(connection: aiosqlite.Connection, chat_id: int) -> list[OutboxRow]:
    """Returns the next row of every batch that waits for this chat to be open again."""
    return await _rows(
        connection,
        " WHERE o.id IN (SELECT min(id) FROM outbox WHERE chat_id = ? AND state = 'pending' GROUP BY group_key)"
        " ORDER BY o.id",
        (chat_id,),
    )


async def select_due_chats(connection: aiosqlite.Connection) -> dict[int, float]:
    """Loads, by chat id, when (Unix seconds) the next row of a chat may go; chats with nothing to send are left out."""
    rows = await connection.execute_fetchall(
        "SELECT chat_id, min(not_before) AS not_before FROM ("
        " SELECT ready.chat_id, ready.not_before, min(ready.id) FROM outbox_ready AS ready JOIN outbox USING (id)"
        " GROUP BY ready.chat_id, outbox.error IS 'no_right') GROUP BY chat_id"
    )
    return {int(row["chat_id"]): float(row["not_before"]) for row in rows}


async def update_content(
    connection: aiosqlite.Connection, row_id: int, call: OutboxCall, version: int
) -> None:
    """Replaces the content of a row that is not in the chat yet; a failed one is tried again with it."""
    await connection.execute(
        "UPDATE outbox SET method = ?, payload = ?, version = ?, state = 'pending', error = NULL, detail = '',"
        " attempts = 0 WHERE id = ? AND state IN ('pending', 'failed')",
        (call.method, _json(call.payload), version, row_id),
    )


async def update_cancelled(connection: aiosqlite.Connection, row_ids: Iterable[int]) -> None:
    """Cancels those of the rows that are not in the chat yet."""
    await connection.executemany(
        "UPDATE outbox SET state = 'cancelled' WHERE id = ? AND state IN ('pending', 'failed')",
        [(row_id,) for row_id in row_ids],
    )


async def update_recipient_gone(connection: aiosqlite.Connection, user_id: int) -> None:
    """Cancels what waits to be sent to the person's private chat."""
    await connection.execute(
        "UPDATE outbox SET state = 'cancelled' WHERE chat_id = ? AND state IN ('pending', 'failed')",
        (user_id,),
    )


async def update_voided(connection: aiosqlite.Connection, row_ids: Iterable[int]) -> None:
    """Gives up those of the rows that are uncertain: they may be in the chat, and no person is asked any more."""
    await connection.executemany(
        "UPDATE outbox SET state = 'cancelled', is_doubtful = 1 WHERE id = ? AND state = 'uncertain'",
        [(row_id,) for row_id in row_ids],
    )


async def update_row_versions(connection: aiosqlite.Connection, row_ids: Iterable[int], version: int) -> None:
    """Stores that these rows are right for that version of their note, too."""
    await connection.executemany(
        "UPDATE outbox SET version = ?2 WHERE id = ?1 AND version IS NOT ?2",
        [(row_id, version) for row_id in row_ids],
    )


async def update_awaited(connection: aiosqlite.Connection, row_ids: Iterable[int]) -> None:
    """Stores that what follows is to be worked out again when the outcome of these calls under way is known."""
    await connection.executemany(
        "UPDATE outbox SET is_awaited = 1 WHERE id = ? AND state = 'sending'",
        [(row_id,) for row_id in row_ids],
    )


async def update_outcome_taken(connection: aiosqlite.Connection, row_id: int) -> bool:
    """True, once, for a row whose outcome was waited for."""
    cursor = await connection.execute(
        "UPDATE outbox SET is_awaited = 0 WHERE id = ? AND is_awaited = 1 AND state <> 'sending'", (row_id,)
    )
    return cursor.rowcount == 1


async def select_awaited(connection: aiosqlite.Connection) -> list[OutboxRow]:
    """Loads the rows whose outcome is known by now and was waited for."""
    return await _rows(connection, " WHERE o.is_awaited = 1 AND o.state <> 'sending' ORDER BY o.id", ())


async def _insert_call(
    connection: aiosqlite.Connection, batch: OutboxBatch, number: int, call: OutboxCall, now: int
) -> int:
    reference, destination = batch.reference, batch.destination
    ((row_id,),) = await connection.execute_fetchall(
        "INSERT INTO outbox (group_key, part, roadmap_id, note_id, version, activity_id, chat_id, thread_id,"
        " method, payload, target_id, target_position, cleans, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            *(batch.key, number, destination.roadmap_id),
            *(reference.note_id, reference.version, reference.activity_id),
            *(destination.chat_id, destination.thread_id, call.method, _json(call.payload)),
            *(call.target_id, call.position, call.cleans, now),
        ),
    )
    return int(row_id)


async def _rows(
    connection: aiosqlite.Connection, where: str, parameters: Sequence[object] | dict[str, object]
) -> list[OutboxRow]:
    return [_row(row) for row in await connection.execute_fetchall(ROW + where, parameters)]


def _row(row: sqlite3.Row) -> OutboxRow:
    target_ids = row["target_message_ids"]
    return OutboxRow(
        id=row["id"],
        group_key=row["group_key"],
        part=row["part"],
        destination=Destination(row["chat_id"], row["thread_id"], row["roadmap_id"]),
        reference=Reference(row["activity_id"], row["note_id"], row["version"]),
        method=Method(row["method"]),
        payload=json.loads(row["payload"]),
        target_id=row["target_id"],
        state=RowState(row["state"]),
        attempts=row["attempts"],
        not_before=row["not_before"],
        message_ids=tuple(json.loads(row["message_ids"])),
        reason=FailureReason(row["error"]) if row["error"] else None,
        detail=row["detail"],
        target=None if target_ids is None else (row["target_chat_id"], tuple(json.loads(target_ids))),
        position=row["target_position"],
        cleans=bool(row["cleans"]),
        is_doubtful=bool(row["is_doubtful"]),
        sent_at=row["finished_at"],
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
