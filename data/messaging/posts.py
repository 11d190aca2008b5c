"""Messages of the bot that are about an activity: a reply to one is a note on it."""

from collections.abc import Iterable
from dataclasses import dataclass

import aiosqlite


@dataclass(frozen=True, slots=True)
class MessageAddress:
    """A message in Telegram: ids are unique within a chat only."""

    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Post:
    """`note_id` is the note it shows, if it shows one; `thread_id` its topic, None without topics or in General."""

    chat_id: int
    message_id: int
    thread_id: int | None
    activity_id: int
    note_id: int | None = None


async def insert_post(connection: aiosqlite.Connection, post: Post) -> None:
    """Stores what a message is about, also anew for one that was edited to show something else."""
    await connection.execute(
        "INSERT INTO posts (chat_id, message_id, thread_id, activity_id, note_id) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (chat_id, message_id) DO UPDATE SET thread_id = excluded.thread_id,"
        " activity_id = excluded.activity_id, note_id = excluded.note_id",
        (post.chat_id, post.message_id, post.thread_id, post.activity_id, post.note_id),
    )


async def select_post(connection: aiosqlite.Connection, source: MessageAddress) -> Post | None:
    """Loads what that message is about, if it is about an activity."""
    rows = await connection.execute_fetchall(
        "SELECT chat_id, message_id, thread_id, activity_id, note_id FROM posts"
        " WHERE chat_id = ? AND message_id = ?",
        (source.chat_id, source.message_id),
    )
    return next((Post(**row) for row in rows), None)


async def select_note_posts(connection: aiosqlite.Connection, note_id: int) -> list[Post]:
    """Loads a note's posts, first post first; ids of messages restart in a group that became a supergroup."""
    rows = await connection.execute_fetchall(
        "SELECT chat_id, message_id, thread_id, activity_id, note_id FROM posts WHERE note_id = ?"
        " ORDER BY chat_id, message_id",
        (note_id,),
    )
    return [Post(**row) for row in rows]


async def select_newest_post(
    connection: aiosqlite.Connection, chat_id: int, thread_id: int | None
) -> Post | None:
    """Loads the newest message of the bot in that topic of a chat, None where it has written nothing about an activity."""
    rows = await connection.execute_fetchall(
        "SELECT chat_id, message_id, thread_id, activity_id, note_id FROM posts"
        " WHERE chat_id = ? AND thread_id IS ? ORDER BY message_id DESC LIMIT 1",
        (chat_id, thread_id),
    )
    return next((Post(**row) for row in rows), None)


async def delete_posts(connection: aiosqlite.Connection, chat_id: int, message_ids: Iterable[int]) -> None:
    """Forgets messages of a chat that are no longer there."""
    await connection.executemany(
        "DELETE FROM posts WHERE chat_id = ? AND message_id = ?",
        [(chat_id, message_id) for message_id in message_ids],
    )
