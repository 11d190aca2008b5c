"""What each person asked last in a chat, so that their next question may leave out what this one said."""

from dataclasses import dataclass
from typing import Final

import aiosqlite

REMEMBERED: Final = 30 * 60  # seconds
MOST_LINES: Final = 6


@dataclass(frozen=True, slots=True)
class ConversationKey:
    """Whose conversation: ids of the chat, the person and the roadmap that is asked about."""

    chat_id: int
    user_id: int
    roadmap_id: int


async def select_conversation(
    connection: aiosqlite.Connection, key: ConversationKey, now: int
) -> tuple[str, ...]:
    """Loads the questions of the last 30 minutes that the next one may continue, oldest first. `now` is Unix seconds."""
    rows = await connection.execute_fetchall(
        "SELECT questions FROM conversations WHERE chat_id = ? AND user_id = ? AND roadmap_id = ? AND asked_at >= ?",
        (key.chat_id, key.user_id, key.roadmap_id, now - REMEMBERED),
    )
    return next((tuple(row["questions"].split("\n")) for row in rows), ())


async def upsert_conversation(
    connection: aiosqlite.Connection, key: ConversationKey, questions: tuple[str, ...], now: int
) -> None:
    """Keeps the questions, and forgets conversations of before the last 30 minutes. `now` is Unix seconds."""
    await connection.execute("DELETE FROM conversations WHERE asked_at < ?", (now - REMEMBERED,))
    await connection.execute(
        "INSERT INTO conversations (chat_id, user_id, roadmap_id, questions, asked_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (chat_id, user_id) DO UPDATE SET roadmap_id = excluded.roadmap_id,"
        "  questions = excluded.questions, asked_at = excluded.asked_at",
        (key.chat_id, key.user_id, key.roadmap_id, "\n".join(questions[-MOST_LINES:]), now),
    )
