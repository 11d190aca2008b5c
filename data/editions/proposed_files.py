"""Editions that people sent to the bot and have not confirmed yet: the file, and their answers to its questions."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Final

import aiosqlite

from data.editions.doubts import EditionAnswers

RETENTION: Final = 14 * 24 * 3600  # seconds; as long as other things that wait for a person


@dataclass(frozen=True, slots=True)
class ProposedFile:
    """`content` is the file as it was sent."""

    id: int
    file_name: str
    content: bytes
    answers: EditionAnswers
    is_confirmed: bool = False


async def insert_proposed_file(
    connection: aiosqlite.Connection, user_id: int, file_name: str, content: bytes, at: int
) -> int:
    """Stores a file in place of the one that waits for the person; returns its id. `at` in Unix seconds."""
    await connection.execute(
        "DELETE FROM edition_proposals WHERE user_id = ? AND confirmed_at IS NULL", (user_id,)
    )
    cursor = await connection.execute(
        "INSERT INTO edition_proposals (user_id, file_name, content, answers, proposed_at) VALUES (?, ?, ?, ?, ?)",
        (user_id, file_name, content, _packed(EditionAnswers()), at),
    )
    return cursor.lastrowid or 0


async def select_proposed_file(
    connection: aiosqlite.Connection, proposal_id: int, user_id: int, now: int
) -> ProposedFile | None:
    """Loads a file of that person; None when it is another person's, thrown away or older than 14 days."""
    rows = await connection.execute_fetchall(
        "SELECT id, file_name, content, answers, confirmed_at FROM edition_proposals"
        " WHERE id = ? AND user_id = ? AND proposed_at >= ?",
        (proposal_id, user_id, now - RETENTION),
    )
    return next((_file(row) for row in rows), None)


async def update_answers(
    connection: aiosqlite.Connection, file: ProposedFile, answers: EditionAnswers
) -> bool:
    """Stores the answers; False when they are others by now than those of `file`, or it is confirmed."""
    cursor = await connection.execute(
        "UPDATE edition_proposals SET answers = ? WHERE id = ? AND answers = ? AND confirmed_at IS NULL",
        (_packed(answers), file.id, _packed(file.answers)),
    )
    return cursor.rowcount == 1


async def claim_proposed_file(connection: aiosqlite.Connection, proposal_id: int, at: int) -> bool:
    """Marks it as confirmed and drops its content; False when it was confirmed or thrown away already."""
    cursor = await connection.execute(
        "UPDATE edition_proposals SET confirmed_at = ?, content = x'' WHERE id = ? AND confirmed_at IS NULL",
        (at, proposal_id),
    )
    return cursor.rowcount == 1


async def delete_proposed_file(connection: aiosqlite.Connection, proposal_id: int, user_id: int) -> None:
    """Throws away a file that waits for that person."""
    await connection.execute(
        "DELETE FROM edition_proposals WHERE id = ? AND user_id = ? AND confirmed_at IS NULL",
        (proposal_id, user_id),
    )


async def has_expired_files(connection: aiosqlite.Connection, now: int) -> bool:
    """True when a file was sent more than 14 days ago; `now` is in Unix seconds."""
    rows = await connection.execute_fetchall(
        "SELECT 1 FROM edition_proposals WHERE proposed_at < ? LIMIT 1", (now - RETENTION,)
    )
    return bool(list(rows))


async def delete_expired_files(connection: aiosqlite.Connection, now: int) -> None:
    """Deletes what was sent more than 14 days ago."""
    await connection.execute("DELETE FROM edition_proposals WHERE proposed_at < ?", (now - RETENTION,))


def _packed(answers: EditionAnswers) -> str:
    return json.dumps([answers.pairs, answers.as_edition, answers.as_new], ensure_ascii=False)


def _file(row: sqlite3.Row) -> ProposedFile:
    pairs, as_edition, as_new = json.loads(row["answers"])
    answers = EditionAnswers(tuple((left, right) for left, right in pairs), as_edition, as_new)
    confirmed = row["confirmed_at"] is not None
    return ProposedFile(row["id"], row["file_name"], row["content"], answers, confirmed)
