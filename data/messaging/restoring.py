"""After a copy took the database's place: what it says of Telegram may be long past, so a person is asked."""

import sqlite3
from typing import Final

import aiosqlite

from data.audit import AuditAction, AuditSubject

THE_DATABASE: Final = 0  # as a subject's id
MESSAGES_KEPT: Final = 24 * 3600  # seconds; so long Telegram, too, keeps what was not fetched


def hold_back(opened: sqlite3.Connection, now: int) -> int:
    """Lets nothing go by itself that waited when the copy was made; `now` in Unix seconds.

    Posts and changes become uncertain. Messages that were not handled are asked about where they are of the last day;
    presses and older messages are set aside, for they were handled since. Returns how many posts and messages to
    people are held back. Raises `sqlite3.Error`.
    """
    with opened:
        held = opened.execute(
            "UPDATE outbox SET state = 'uncertain', error = 'restored', detail = '', told = NULL"
            " WHERE state IN ('pending', 'sending')"
        ).rowcount
        opened.execute(
            "UPDATE inbox SET state = CASE WHEN received_at > ? AND json_valid(CAST(payload AS TEXT))"
            " AND json_extract(CAST(payload AS TEXT), '$.message') IS NOT NULL THEN 'answering' ELSE 'failed' END"
            " WHERE state IN ('new', 'answering')",
            (now - MESSAGES_KEPT,),
        )
        opened.execute(
            "INSERT INTO audit (at, actor_id, action, subject, subject_id) VALUES (?, NULL, ?, ?, ?)",
            (now, AuditAction.RESTORED, AuditSubject.DATABASE, THE_DATABASE),
        )
    return held


async def select_restored_at(connection: aiosqlite.Connection) -> int:
    """Loads when a copy last took the database's place, in Unix seconds; 0 for never."""
    rows = await connection.execute_fetchall(
        "SELECT max(at) FROM audit WHERE subject = ? AND subject_id = ? AND action = ?",
        (AuditSubject.DATABASE, THE_DATABASE, AuditAction.RESTORED),
    )
    return next((int(at or 0) for (at,) in rows), 0)
