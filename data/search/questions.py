"""Questions as asked, without the person: what the buttons of an answer point to, and hints for new aliases."""

from typing import Final

import aiosqlite

RETENTION: Final = 180 * 24 * 3600  # seconds
HINT_LENGTH: Final = 200  # characters; longer ones are prose, and may identify their author


async def insert_question(connection: aiosqlite.Connection, text: str, now: int) -> int:
    """Stores a question and returns its id, the same for the same text.

    Forgets questions not asked for 180 days. `now` is Unix seconds.
    """
    await connection.execute("DELETE FROM questions WHERE asked_at < ?", (now - RETENTION,))
    async with connection.execute(
        "INSERT INTO questions (text, asked_at) VALUES (?, ?)"
        " ON CONFLICT (text) DO UPDATE SET asked_at = excluded.asked_at RETURNING id",
        (text, now),
    ) as cursor:
        ((question_id,),) = await cursor.fetchall()
    return int(question_id)


async def select_question(connection: aiosqlite.Connection, question_id: int) -> str | None:
    """Loads the question's text; None when it was forgotten or never asked."""
    async with connection.execute("SELECT text FROM questions WHERE id = ?", (question_id,)) as cursor:
        row = await cursor.fetchone()
    return row["text"] if row else None


async def upsert_unanswered(connection: aiosqlite.Connection, text: str, now: int) -> None:
    """Counts a phrase that was not understood; forgets those not asked for 180 days. `now` is Unix seconds."""
    await connection.execute("DELETE FROM unanswered_questions WHERE last_asked_at < ?", (now - RETENTION,))
    await connection.execute(
        "INSERT INTO unanswered_questions (question, last_asked_at) VALUES (?, ?)"
        " ON CONFLICT (question) DO UPDATE SET times = times + 1, last_asked_at = excluded.last_asked_at",
        (text[:HINT_LENGTH], now),
    )
