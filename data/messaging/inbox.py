"""Updates from Telegram as they came, each kept until it was handled."""

import sqlite3
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import aiosqlite

DONE_KEPT: Final = 48 * 3600  # seconds; Telegram repeats an update for 24 h at most
BROKEN_KEPT: Final = 30 * 24 * 3600  # seconds; enough to investigate, no longer: payloads hold personal texts


class UpdateState(StrEnum):
    NEW = "new"
    ANSWERING = "answering"  # a reply that cannot be repeated harmlessly was begun
    DONE = "done"
    FAILED = "failed"
    MALFORMED = "malformed"


@dataclass(frozen=True, slots=True)
class StoredUpdate:
    """`payload` is the update's JSON; `attempts` counts how often a process crashed while it handled it again."""

    update_id: int
    payload: bytes
    state: UpdateState = UpdateState.NEW
    attempts: int = 0


async def insert_updates(
    connection: aiosqlite.Connection, updates: Iterable[tuple[int, bytes]]
) -> list[StoredUpdate]:
    """Stores (update_id, payload) pairs; returns those that were not there yet, in their order."""
    now = int(time.time())
    payloads = dict(updates)
    if not payloads:
        return []
    # One statement for all: each one is a trip to SQLite's thread and back.
    stored = await connection.execute_fetchall(
        "INSERT INTO inbox (update_id, received_at, state, payload) VALUES "  # noqa: S608 - only placeholders are joined
        + ", ".join(["(?, ?, 'new', ?)"] * len(payloads))
        + " ON CONFLICT (update_id) DO NOTHING RETURNING update_id",
        [value for update_id, payload in payloads.items() for value in (update_id, now, payload)],
    )
    new = {update_id for (update_id,) in stored}
    return [StoredUpdate(update_id, payload) for update_id, payload in payloads.items() if update_id in new]


async def select_waiting_updates(connection: aiosqlite.Connection) -> list[StoredUpdate]:
    """Loads the unfinished updates in their order."""
    rows = await connection.execute_fetchall(
        "SELECT update_id, payload, state, attempts FROM inbox"
        " WHERE state IN ('new', 'answering') ORDER BY update_id"
    )
    return [
        StoredUpdate(row["update_id"], row["payload"], UpdateState(row["state"]), row["attempts"])
        for row in rows
    ]


async def update_attempts(connection: aiosqlite.Connection, update_id: int, change: int) -> None:
    """Counts one attempt more or less at an update that a crash left unfinished."""
    await connection.execute(
        "UPDATE inbox SET attempts = max(attempts + ?, 0) WHERE update_id = ?", (change, update_id)
    )


async def update_answering(connection: aiosqlite.Connection, update_id: int) -> None:
    """Marks that a reply is about to go out, unless the update was finished before."""
    await connection.execute(
        "UPDATE inbox SET state = 'answering' WHERE update_id = ? AND state = 'new'", (update_id,)
    )


async def update_unanswered(connection: aiosqlite.Connection, update_id: int) -> None:
    """Takes that note back: the reply certainly did not go out."""
    await connection.execute(
        "UPDATE inbox SET state = 'new' WHERE update_id = ? AND state = 'answering'", (update_id,)
    )


async def upsert_finished(connection: aiosqlite.Connection, finished: Mapping[int, UpdateState]) -> None:
    """Ends updates as done, failed or malformed; only what was done gives up its payload.

    One that could not be stored before it was handled is stored now, without its payload, so that it is known.
    """
    now = int(time.time())
    await connection.executemany(
        "INSERT INTO inbox (update_id, received_at, state) VALUES (?, ?, ?) ON CONFLICT (update_id) DO UPDATE"
        " SET state = excluded.state, payload = CASE excluded.state WHEN 'done' THEN NULL ELSE payload END",
        [(update_id, now, state) for update_id, state in finished.items()],
    )


async def delete_old_updates(connection: aiosqlite.Connection, now: float) -> int:
    """Forgets finished updates that are old enough at `now` (Unix seconds); returns how many."""
    cursor = await connection.execute(
        "DELETE FROM inbox WHERE state = 'done' AND received_at < ?"
        " OR state IN ('failed', 'malformed') AND received_at < ?",
        (int(now) - DONE_KEPT, int(now) - BROKEN_KEPT),
    )
    return cursor.rowcount


async def is_album_coming(
    connection: aiosqlite.Connection, media_group_id: str, update_id: int | None
) -> bool:
    """True while a later message of the album is stored and not handled."""
    rows = await connection.execute_fetchall(
        "SELECT 1 FROM inbox WHERE update_id > ? AND state IN ('new', 'answering') AND payload IS NOT NULL"
        " AND json_extract(CAST(payload AS TEXT), '$.message.media_group_id') = ? LIMIT 1",
        (update_id, media_group_id),
    )
    return bool(list(rows))


def count_updates(opened: sqlite3.Connection) -> tuple[int, int, int]:
    """Counts the updates that wait, have failed, and were malformed."""
    waiting, failed, malformed = opened.execute(
        "SELECT count(*) FILTER (WHERE state IN ('new', 'answering')), count(*) FILTER (WHERE state = 'failed'),"
        " count(*) FILTER (WHERE state = 'malformed') FROM inbox"
    ).fetchone()
    return waiting, failed, malformed
