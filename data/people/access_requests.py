"""Access requests: at most one a person, deleted with the name once it is decided."""

from dataclasses import dataclass

import aiosqlite


@dataclass(frozen=True, slots=True)
class AccessRequest:
    """`name` is the person's as Telegram shows it; `requested_at` is in Unix seconds."""

    user_id: int
    name: str
    requested_at: int


async def insert_access_request(connection: aiosqlite.Connection, request: AccessRequest) -> bool:
    """False when a request of this person is waiting already."""
    cursor = await connection.execute(
        "INSERT INTO access_requests (user_id, name, requested_at) VALUES (?, ?, ?)"
        " ON CONFLICT (user_id) DO NOTHING",
        (request.user_id, request.name, request.requested_at),
    )
    return cursor.rowcount == 1


async def select_access_requests(connection: aiosqlite.Connection) -> list[AccessRequest]:
    """Loads all that wait, the oldest first."""
    rows = await connection.execute_fetchall(
        "SELECT user_id, name, requested_at FROM access_requests ORDER BY requested_at, user_id"
    )
    return [AccessRequest(**row) for row in rows]


async def select_access_request(connection: aiosqlite.Connection, user_id: int) -> AccessRequest | None:
    """Loads the person's undecided request; None when there is none."""
    async with connection.execute(
        "SELECT user_id, name, requested_at FROM access_requests WHERE user_id = ?", (user_id,)
    ) as cursor:
        row = await cursor.fetchone()
    return AccessRequest(**row) if row else None


async def claim_access_request(connection: aiosqlite.Connection, user_id: int) -> str | None:
    """Takes a request to decide it and gives the person's name; None when it was decided already."""
    rows = await connection.execute_fetchall(
        "DELETE FROM access_requests WHERE user_id = ? RETURNING name", (user_id,)
    )
    return next((str(name) for (name,) in rows), None)
