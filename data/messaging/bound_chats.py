"""The group each roadmap is published in."""

import aiosqlite


async def select_chat_ids(connection: aiosqlite.Connection) -> dict[int, int]:
    """The Telegram id of each roadmap's group; roadmaps without a group are left out."""
    rows = await connection.execute_fetchall(
        "SELECT roadmap_id, chat_id FROM bound_chats ORDER BY roadmap_id"
    )
    return {roadmap_id: chat_id for roadmap_id, chat_id in rows}  # noqa: C416 - dict() wants tuples, these are rows
