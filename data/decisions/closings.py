"""Closings of activities: when the last side's word came, and by which note."""

from dataclasses import dataclass

import aiosqlite


@dataclass(frozen=True, slots=True)
class Closing:
    """`party_id` and `note_id` are of the word that closed it; `at` in Unix seconds."""

    activity_id: int
    party_id: int
    note_id: int
    at: int


async def insert_closing(connection: aiosqlite.Connection, closing: Closing) -> bool:
    """Stores a closing; False when the same note closed the activity before."""
    cursor = await connection.execute(
        "INSERT INTO closings (activity_id, party_id, note_id, closed_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        (closing.activity_id, closing.party_id, closing.note_id, closing.at),
    )
    return cursor.rowcount == 1
