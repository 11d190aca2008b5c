"""The group each roadmap is published in, and what becomes of waiting posts when that changes."""

import sqlite3
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

import aiosqlite

from data.primitives.fingerprint import fingerprint_of

BOUND_CHAT: Final = (
    "SELECT roadmap_id, chat_id, thread_id, title, reason, bound_at, bound_by, locale FROM bound_chats"
)


class PauseReason(StrEnum):
    """Why nothing can be posted at present."""

    REMOVED = "removed"  # the bot was removed from the group, or the group deleted
    NO_RIGHTS = "no_rights"  # the bot may not write there
    TOPIC_CLOSED = "topic_closed"  # even the General topic is closed
    NOT_FOUND = "not_found"  # Telegram does not know the chat


class GroupTopic(NamedTuple):
    """A group by its Telegram id, and the topic in it; `thread_id` None is General, or a group without topics."""

    chat_id: int
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class BoundChat:
    """`thread_id` None is a chat without topics or the General one; `paused` is why posts wait, None when they go.

    `locale` is the language chosen for what the bot writes there; None where none was.
    """

    roadmap_id: int
    chat_id: int
    thread_id: int | None
    title: str
    paused: PauseReason | None
    bound_at: int
    bound_by: int | None
    locale: str | None = None

    @property
    def fingerprint(self) -> int:
        """Changes with the place; short enough for a button. 0 stands for no group."""
        return fingerprint_of(self.chat_id, self.thread_id)


async def select_bound_chat(connection: aiosqlite.Connection, roadmap_id: int) -> BoundChat | None:
    """Loads the group of a roadmap; None when none is bound."""
    rows = await connection.execute_fetchall(BOUND_CHAT + " WHERE roadmap_id = ?", (roadmap_id,))
    return next((_chat(row) for row in rows), None)


async def select_bindings(connection: aiosqlite.Connection, chat_id: int) -> list[BoundChat]:
    """Loads the roadmaps published in that chat; usually one, at most one a topic."""
    rows = await connection.execute_fetchall(
        BOUND_CHAT + " WHERE chat_id = ? ORDER BY roadmap_id", (chat_id,)
    )
    return [_chat(row) for row in rows]


async def bind_chat(connection: aiosqlite.Connection, chat: BoundChat) -> None:
    """Binds the roadmap to that chat and topic. Posts that wait go there; nothing older is posted.

    Another topic of the same chat keeps the language chosen for the roadmap, another chat has none yet.
    """
    await connection.execute(
        "INSERT INTO bound_chats (roadmap_id, chat_id, thread_id, title, bound_at, bound_by) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (roadmap_id) DO UPDATE SET chat_id = excluded.chat_id, thread_id = excluded.thread_id,"
        " title = excluded.title, bound_at = excluded.bound_at, bound_by = excluded.bound_by, state = 'active',"
        " reason = NULL, locale = CASE WHEN chat_id = excluded.chat_id THEN locale END",
        (chat.roadmap_id, chat.chat_id, chat.thread_id, chat.title, chat.bound_at, chat.bound_by),
    )
    await _leave_posts_behind(connection, chat.roadmap_id, chat.chat_id)
    await connection.execute(
        "UPDATE outbox SET chat_id = ?, thread_id = ? WHERE roadmap_id = ? AND method LIKE 'send%'"
        " AND state IN ('pending', 'sending', 'uncertain', 'failed')",
        (chat.chat_id, chat.thread_id, chat.roadmap_id),
    )


async def select_group_locale(
    connection: aiosqlite.Connection,
    place: GroupTopic | None = None,
    roadmap_id: int | None = None,
    activity_id: int | None = None,
) -> str | None:
    """Loads the language chosen for a place, for the group of a roadmap, or for that group if it is in this chat.

    `activity_id` stands for its roadmap. In a topic where nothing is published it is the language of the chat's first roadmap. None where none was chosen.
    """
    chat_id, thread_id = place or (None, None)
    rows = await connection.execute_fetchall(
        "SELECT locale FROM bound_chats WHERE (?1 IS NULL OR chat_id = ?1) AND (?3 IS NULL OR roadmap_id = ?3)"
        " AND (?4 IS NULL OR roadmap_id = (SELECT roadmap_id FROM all_activities WHERE id = ?4))"
        " ORDER BY thread_id IS NOT ?2, roadmap_id LIMIT 1",
        (chat_id, thread_id, roadmap_id, activity_id),
    )
    return next((row["locale"] for row in rows), None)


async def update_chat_locale(connection: aiosqlite.Connection, roadmap_id: int, locale: str) -> None:
    """Stores the language of what the bot writes in the group of the roadmap from now on."""
    await connection.execute("UPDATE bound_chats SET locale = ? WHERE roadmap_id = ?", (locale, roadmap_id))


async def update_chat_title(connection: aiosqlite.Connection, chat_id: int, title: str) -> None:
    """Stores the name under which the journal and the administrators know the group."""
    await connection.execute("UPDATE bound_chats SET title = ? WHERE chat_id = ?", (title, chat_id))


async def update_chat_paused(
    connection: aiosqlite.Connection, chat_id: int, reason: PauseReason
) -> list[BoundChat]:
    """Holds the chat's posts back; the bindings that were not paused for that reason before."""
    rows = await connection.execute_fetchall(
        "UPDATE bound_chats SET state = 'paused', reason = ?1 WHERE chat_id = ?2 AND reason IS NOT ?1"
        " RETURNING roadmap_id, chat_id, thread_id, title, reason, bound_at, bound_by, locale",
        (reason, chat_id),
    )
    return [_chat(row) for row in rows]


async def update_chat_active(connection: aiosqlite.Connection, chat_id: int) -> bool:
    """Lets the chat's posts go again, in their order; False when it was not paused. Wake the outbox afterwards."""
    cursor = await connection.execute(
        "UPDATE bound_chats SET state = 'active', reason = NULL WHERE chat_id = ? AND state = 'paused'",
        (chat_id,),
    )
    return cursor.rowcount > 0


async def update_chat_migrated(connection: aiosqlite.Connection, old_id: int, new_id: int) -> bool:
    """Sends what waits to the supergroup that the group became; returns False when that was done before.

    What is in the old group stays under its id, for the supergroup counts its messages anew: an edit there would
    hit another post.
    """
    bindings = await select_bindings(connection, old_id)
    await connection.execute(
        "UPDATE bound_chats SET chat_id = ?, thread_id = NULL, state = 'active', reason = NULL WHERE chat_id = ?",
        (new_id, old_id),
    )
    for binding in bindings:
        await _leave_posts_behind(connection, binding.roadmap_id, new_id)
    cursor = await connection.execute(
        "UPDATE outbox SET chat_id = ?, thread_id = NULL WHERE chat_id = ? AND method LIKE 'send%'"
        " AND state IN ('pending', 'sending', 'uncertain', 'failed')",
        (new_id, old_id),
    )
    return bool(bindings) or cursor.rowcount > 0


async def update_topic_gone(
    connection: aiosqlite.Connection, chat_id: int, thread_id: int | None
) -> list[BoundChat]:
    """Sends what waits for a closed or deleted topic to General; returns the bindings concerned."""
    await connection.execute(
        "UPDATE outbox SET thread_id = NULL WHERE chat_id = ? AND thread_id = ?"
        " AND state IN ('pending', 'sending', 'uncertain', 'failed')",
        (chat_id, thread_id),
    )
    rows = await connection.execute_fetchall(
        "UPDATE bound_chats SET thread_id = NULL WHERE chat_id = ? AND thread_id = ?"
        " RETURNING roadmap_id, chat_id, thread_id, title, reason, bound_at, bound_by, locale",
        (chat_id, thread_id),
    )
    return [_chat(row) for row in rows]


async def _leave_posts_behind(connection: aiosqlite.Connection, roadmap_id: int, chat_id: int) -> None:
    """Changes that wait for posts in another chat than this cannot be made any more."""
    await connection.execute(
        "UPDATE outbox SET state = 'failed', error = 'left_behind', told = NULL"
        " WHERE roadmap_id = ? AND chat_id <> ? AND method NOT LIKE 'send%' AND state = 'pending'",
        (roadmap_id, chat_id),
    )


def _chat(row: sqlite3.Row) -> BoundChat:
    return BoundChat(
        roadmap_id=row["roadmap_id"],
        chat_id=row["chat_id"],
        thread_id=row["thread_id"],
        title=row["title"],
        paused=PauseReason(row["reason"]) if row["reason"] else None,
        bound_at=row["bound_at"],
        bound_by=row["bound_by"],
        locale=row["locale"],
    )


async def select_group_topics(connection: aiosqlite.Connection) -> dict[int, GroupTopic]:
    """Loads where each roadmap is published, by roadmap id; roadmaps without a group are left out."""
    rows = await connection.execute_fetchall(
        "SELECT roadmap_id, chat_id, thread_id FROM bound_chats ORDER BY roadmap_id"
    )
    return {row["roadmap_id"]: GroupTopic(row["chat_id"], row["thread_id"]) for row in rows}
