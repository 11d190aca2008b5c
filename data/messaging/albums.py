"""Albums come in message by message: whether more of one is waiting to be handled."""

import aiosqlite


async def is_album_coming(connection: aiosqlite.Connection, media_group_id: str, update_id: int) -> bool:
    """True while a later message of the album is stored and not handled."""
    rows = await connection.execute_fetchall(
        "SELECT 1 FROM inbox WHERE update_id > ? AND state IN ('new', 'answering') AND payload IS NOT NULL"
        " AND json_extract(CAST(payload AS TEXT), '$.message.media_group_id') = ? LIMIT 1",
        (update_id, media_group_id),
    )
    return bool(list(rows))
