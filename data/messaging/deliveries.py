"""Where a note is on its way to the group, as its author sees it, and what the author may decide."""

import json
from dataclasses import dataclass
from enum import StrEnum

import aiosqlite

from data.messaging.attempts import update_sent
from data.messaging.outbox import (
    FailureReason,
    OutboxRow,
    RowState,
    select_batch,
    select_note_rows,
    select_row,
)


class DeliveryState(StrEnum):
    RECORDED = "recorded"  # no group is bound: the note is kept and goes nowhere
    PUBLISHING = "publishing"
    WAITING = "waiting"  # held up: the group is closed to the bot, or Telegram asked to wait
    PUBLISHED = "published"
    UNCERTAIN = "uncertain"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Delivery:
    """`row` is what stopped or waits, or the last one sent; None for a note that goes nowhere."""

    state: DeliveryState
    row: OutboxRow | None = None

    @property
    def reason(self) -> FailureReason | None:
        """Why the post failed; None when it has not, or when there is no post."""
        return self.row.reason if self.row else None


async def select_delivery(connection: aiosqlite.Connection, note_id: int) -> Delivery:
    """Returns the state of a note's posts in all: failed counts before uncertain, that before waiting."""
    return await delivery_of_rows(connection, await select_note_rows(connection, note_id))


async def select_unposted_notes(connection: aiosqlite.Connection, roadmap_id: int) -> tuple[int, ...]:
    """Loads the ids of the notes that were written without a group and are in none, oldest first; withdrawn ones are left out."""
    rows = await connection.execute_fetchall(
        "SELECT id FROM notes WHERE roadmap_id = ? AND state = 'published'"
        " AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.note_id = notes.id) ORDER BY number",
        (roadmap_id,),
    )
    return tuple(note_id for (note_id,) in rows)


async def select_batch_delivery(connection: aiosqlite.Connection, key: str) -> Delivery:
    """Loads what became of all posts of the batch with this key."""
    return await delivery_of_rows(connection, await select_batch(connection, key))


async def delivery_of_rows(connection: aiosqlite.Connection, rows: list[OutboxRow]) -> Delivery:
    """The state of rows taken together; asks about their chat only while one of them waits."""
    waits = any(row.state not in (RowState.SENT, RowState.CANCELLED) for row in rows)
    return delivery_of(rows, paused=waits and await _is_paused(connection, rows))


def delivery_of(rows: list[OutboxRow], *, paused: bool) -> Delivery:
    """Returns the state of rows taken together, but for what could not be cleaned up in the chat."""
    live = [row for row in rows if row.state is not RowState.CANCELLED and not is_vain_cleaning(row)]
    if not live:
        return Delivery(DeliveryState.RECORDED)
    for state, shown in (
        (RowState.FAILED, DeliveryState.FAILED),
        (RowState.UNCERTAIN, DeliveryState.UNCERTAIN),
    ):
        if stopped := next((row for row in live if row.state is state), None):
            return Delivery(shown, stopped)
    if left := next((row for row in live if row.state is not RowState.SENT), None):
        held = paused or left.reason in (FailureReason.FLOOD, FailureReason.NO_RIGHT)
        return Delivery(DeliveryState.WAITING if held else DeliveryState.PUBLISHING, left)
    return Delivery(DeliveryState.PUBLISHED, live[-1])


async def confirm_sent(
    connection: aiosqlite.Connection, row_id: int, now: int, message_id: int | None = None
) -> bool:
    """Marks an uncertain row as sent, under `message_id` if the author knows it; False when nothing was uncertain.

    Without the id the bot cannot change that post: what was to change it fails as `POST_UNKNOWN`.
    """
    row = await select_row(connection, row_id)
    if row is None or row.state is not RowState.UNCERTAIN:
        return False
    await update_sent(connection, row, () if message_id is None else (message_id,), now)
    await connection.execute("UPDATE outbox SET told = state WHERE id = ?", (row_id,))
    return True


def is_vain_cleaning(row: OutboxRow) -> bool:
    """True for what should have removed or marked a message and could not: nothing waits for it."""
    return row.cleans and row.state is RowState.FAILED


async def send_again(connection: aiosqlite.Connection, row_id: int) -> bool:
    """Sends an uncertain row once more, as its author has decided; False when nothing was uncertain.

    The post of a note that was withdrawn meanwhile is cancelled instead, with what was to change it.
    """
    cursor = await connection.execute(
        "UPDATE outbox SET state = CASE WHEN EXISTS (SELECT 1 FROM notes WHERE id = outbox.note_id"
        "  AND state = 'withdrawn') THEN 'cancelled' ELSE 'pending' END,"
        " not_before = 0, attempts = 0, error = NULL, detail = '', told = NULL WHERE id = ? AND state = 'uncertain'",
        (row_id,),
    )
    await connection.execute(
        "UPDATE outbox SET state = 'cancelled' WHERE target_id = ?1 AND state IN ('pending', 'failed')"
        " AND (SELECT state FROM outbox WHERE id = ?1) = 'cancelled'",
        (row_id,),
    )
    return cursor.rowcount == 1


async def resume_batch(connection: aiosqlite.Connection, key: str) -> bool:
    """Tries a group again from the part that failed; False when none has."""
    cursor = await connection.execute(
        "UPDATE outbox SET state = 'pending', not_before = 0, attempts = 0, error = NULL, detail = '', told = NULL"
        " WHERE group_key = ? AND state = 'failed'",
        (key,),
    )
    return cursor.rowcount > 0


async def select_unnotified(connection: aiosqlite.Connection) -> list[OutboxRow]:
    """Loads rows whose outcome was not notified yet.

    They are uncertain and failed ones, and the last of each batch that is all sent.
    """
    rows = await connection.execute_fetchall(
        "SELECT id FROM outbox AS o WHERE state IN ('sent', 'uncertain', 'failed') AND told IS NOT state"
        " AND (state <> 'sent' OR NOT EXISTS (SELECT 1 FROM outbox AS other WHERE other.group_key = o.group_key"
        "  AND (other.state NOT IN ('sent', 'cancelled') AND NOT (other.state = 'failed' AND other.cleans)"
        "   OR other.state = 'sent' AND other.part > o.part)))"
        " ORDER BY id"
    )
    found = [await _readable_row(connection, row_id) for (row_id,) in rows]
    return [row for row in found if row]


async def _readable_row(connection: aiosqlite.Connection, row_id: int) -> OutboxRow | None:
    """None for a row that this version cannot read: it must not keep the others from being told."""
    try:
        return await select_row(connection, row_id)
    except ValueError:
        return None


async def update_notified(connection: aiosqlite.Connection, row: OutboxRow) -> None:
    """Marks the row's outcome as notified; with the last row of a batch the sent ones before it, too."""
    await connection.execute(
        "UPDATE outbox SET told = state WHERE state = ?2"
        " AND (id = ?1 OR ?2 = 'sent' AND group_key = ?3 AND part < ?4)",
        (row.id, row.state, row.group_key, row.part),
    )


async def _is_paused(connection: aiosqlite.Connection, rows: list[OutboxRow]) -> bool:
    chats = json.dumps([row.destination.chat_id for row in rows])
    found = await connection.execute_fetchall(
        "SELECT 1 FROM bound_chats WHERE state = 'paused' AND chat_id IN (SELECT value FROM json_each(?))",
        (chats,),
    )
    return bool(list(found))
