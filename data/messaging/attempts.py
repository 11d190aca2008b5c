"""One row of the outbox on its way: taken, and how the attempt ended."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import aiosqlite

from data.messaging.outbox import HEAD, FailureReason, Method, OutboxRow, RowState, select_row
from data.messaging.posts import Post, delete_posts, insert_post

# Ends of a call after which it may have taken effect all the same; a change is unanswered under the second name, too.
DOUBTFUL: Final = frozenset(
    {
        FailureReason.NO_ANSWER,
        FailureReason.UNREACHABLE,
        FailureReason.SERVER,
        FailureReason.INTERRUPTED,
        FailureReason.BROKEN,
    }
)


async def claim_head(connection: aiosqlite.Connection, chat_id: int, now: float) -> OutboxRow | None:
    """Takes the chat's next row for sending; None when there is none or its time has not come.

    Commit before the call to Telegram: a row left `sending` by a crash tells that it may have gone out.
    What should have gone before now is cancelled instead.
    """
    await connection.execute(
        "UPDATE outbox SET state = 'cancelled' WHERE chat_id = ? AND state = 'pending' AND not_after <= ?",
        (chat_id, now),
    )
    claimed = await connection.execute_fetchall(
        "UPDATE outbox SET state = 'sending' WHERE id = (" + HEAD + ") AND not_before <= :now RETURNING id",  # noqa: S608 - our constants
        {"chat_id": chat_id, "now": now},
    )
    row_id = next((claimed_id for (claimed_id,) in claimed), None)
    return await select_row(connection, row_id) if row_id else None


async def update_sent(
    connection: aiosqlite.Connection, row: OutboxRow, message_ids: Sequence[int], now: int
) -> None:
    """Marks the row as sent and keeps its message ids, so that replies to them are about its activity."""
    await connection.execute(
        "UPDATE outbox SET state = 'sent', chat_id = ?, thread_id = ?, message_ids = ?, error = NULL, detail = '',"
        " finished_at = ? WHERE id = ?",
        (row.destination.chat_id, row.destination.thread_id, json.dumps(message_ids), now, row.id),
    )
    if row.method is Method.DELETE and row.target:
        await delete_posts(connection, row.target[0], changed_ids(row))
    if row.reference.activity_id:
        for message_id in message_ids:
            await insert_post(connection, _post(row, row.reference.activity_id, message_id))


@dataclass(frozen=True, slots=True)
class Postponement:
    """A row waits for `seconds`; `detail` is what Telegram said."""

    seconds: float
    reason: FailureReason
    detail: str = ""


async def update_postponed(
    connection: aiosqlite.Connection, row_id: int, now: float, wait: Postponement
) -> None:
    """Puts back a row that was certainly not sent, to be tried again some seconds after `now` (Unix seconds)."""
    await connection.execute(
        "UPDATE outbox SET state = 'pending', not_before = ?, postponed_at = ?, detail = ?,"
        " attempts = CASE WHEN error = ?4 THEN attempts + 1 ELSE 1 END, error = ?4,"
        " is_doubtful = is_doubtful OR ?6 WHERE id = ?5",
        (now + wait.seconds, now, wait.detail, wait.reason, row_id, wait.reason in DOUBTFUL),
    )


async def is_right_missing(connection: aiosqlite.Connection, chat_id: int) -> bool:
    """True while a post waits in the chat for a right of the bot."""
    rows = await connection.execute_fetchall(
        "SELECT 1 FROM outbox WHERE chat_id = ? AND state IN ('pending', 'sending') AND error = 'no_right' LIMIT 1",
        (chat_id,),
    )
    return bool(list(rows))


async def update_right_granted(connection: aiosqlite.Connection, chat_id: int, now: float) -> None:
    """Lets what waits in the chat for a right be tried at once: the bot's rights have changed."""
    await connection.execute(
        "UPDATE outbox SET not_before = ?2 WHERE chat_id = ?1 AND state = 'pending' AND error = 'no_right'"
        " AND not_before > ?2",
        (chat_id, now),
    )


async def select_waits_of_future(connection: aiosqlite.Connection, now: float) -> bool:
    """True when a row was told to wait later than `now`: the clock was ahead then."""
    rows = await connection.execute_fetchall(
        "SELECT 1 FROM outbox WHERE state = 'pending' AND postponed_at > ? LIMIT 1", (now,)
    )
    return bool(list(rows))


async def update_waits_of_future(connection: aiosqlite.Connection, now: float) -> None:
    """Lets rows that were told to wait by a clock that was ahead wait from `now` on, as long as they were told."""
    await connection.execute(
        "UPDATE outbox SET not_before = ?1 + not_before - postponed_at, postponed_at = ?1"
        " WHERE state = 'pending' AND postponed_at > ?1",
        (now,),
    )


async def update_sent_without_posts(
    connection: aiosqlite.Connection, row: OutboxRow, message_ids: Sequence[int], now: int
) -> None:
    """Marks the row as sent, where what belongs to that could not be stored: replies to it are not understood."""
    await connection.execute(
        "UPDATE outbox SET state = 'sent', message_ids = ?, error = NULL, detail = '', finished_at = ? WHERE id = ?",
        (json.dumps(message_ids), now, row.id),
    )


async def update_head_stopped(
    connection: aiosqlite.Connection, chat_id: int, now: float, detail: str
) -> bool:
    """Stops the chat's next row, which the program cannot send; False when there is none."""
    cursor = await connection.execute(
        "UPDATE outbox SET state = 'failed', error = 'broken', detail = :detail, told = NULL"  # noqa: S608 - our constants
        " WHERE id = (" + HEAD + ")",
        {"detail": detail, "chat_id": chat_id, "now": now},
    )
    return cursor.rowcount > 0


async def update_stopped(
    connection: aiosqlite.Connection, row_id: int, state: RowState, reason: FailureReason, detail: str
) -> None:
    """Stops the row as uncertain or failed: only a person's decision moves it on."""
    await connection.execute(
        "UPDATE outbox SET state = ?, error = ?, detail = ?, told = NULL, is_doubtful = is_doubtful OR ? WHERE id = ?",
        (state, reason, detail, reason in DOUBTFUL, row_id),
    )


async def update_interrupted(connection: aiosqlite.Connection) -> int:
    """Makes interrupted sends uncertain and repeats interrupted edits, after a start; returns how many rows."""
    cursor = await connection.execute(
        "UPDATE outbox SET state = CASE WHEN method LIKE 'send%' THEN 'uncertain' ELSE 'pending' END,"
        " error = 'interrupted', detail = '', told = NULL, is_doubtful = 1 WHERE state = 'sending'"
    )
    return cursor.rowcount


def changed_ids(row: OutboxRow) -> tuple[int, ...]:
    """Returns the ids of the messages that an editing or deleting row changes; none when they are not known."""
    _, message_ids = row.target or (0, ())
    if row.position is not None:
        return message_ids[row.position : row.position + 1]
    return message_ids if row.method is Method.DELETE else message_ids[:1]


def _post(row: OutboxRow, activity_id: int, message_id: int) -> Post:
    return Post(
        row.destination.chat_id, message_id, row.destination.thread_id, activity_id, row.reference.note_id
    )
