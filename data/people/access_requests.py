"""Access requests: at most one a person, deleted with the name once it is decided."""

from dataclasses import dataclass
from typing import Final

import aiosqlite

from data.primitives.fingerprint import fingerprint_of

REQUEST: Final = "SELECT user_id, name, requested_at, language, introduction FROM access_requests"


@dataclass(frozen=True, slots=True)
class AccessRequest:
    """`name` and `language` (a code, such as «en-GB») are as Telegram gives them; `requested_at` is in Unix seconds.

    `introduction` is what the person typed of their agency and post; empty until they did.
    """

    user_id: int
    name: str
    requested_at: int
    language: str | None = None
    introduction: str = ""

    @property
    def fingerprint(self) -> int:
        """Is another one for another request of the same person; short enough for a button."""
        return fingerprint_of(self.name, self.requested_at)


async def insert_access_request(connection: aiosqlite.Connection, request: AccessRequest) -> bool:
    """False when a request of this person is waiting already."""
    cursor = await connection.execute(
        "INSERT INTO access_requests (user_id, name, requested_at, language) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (user_id) DO NOTHING",
        (request.user_id, request.name, request.requested_at, request.language),
    )
    return cursor.rowcount == 1


async def update_introduction(
    connection: aiosqlite.Connection, user_id: int, introduction: str
) -> AccessRequest | None:
    """Stores who the person says they are, "" to ask again; returns the request, None when it was decided already."""
    await connection.execute(
        "UPDATE access_requests SET introduction = ? WHERE user_id = ?", (introduction, user_id)
    )
    return await select_access_request(connection, user_id)


async def select_access_requests(connection: aiosqlite.Connection) -> list[AccessRequest]:
    """Loads all that wait, the oldest first."""
    rows = await connection.execute_fetchall(REQUEST + " ORDER BY requested_at, user_id")
    return [AccessRequest(**row) for row in rows]


async def select_access_request(connection: aiosqlite.Connection, user_id: int) -> AccessRequest | None:
    """Loads the person's undecided request; None when there is none."""
    rows = await connection.execute_fetchall(REQUEST + " WHERE user_id = ?", (user_id,))
    return next((AccessRequest(**row) for row in rows), None)


async def claim_access_request(connection: aiosqlite.Connection, user_id: int) -> AccessRequest | None:
    """Takes a request to decide it; None when it was decided already."""
    rows = await connection.execute_fetchall(
        "DELETE FROM access_requests WHERE user_id = ? RETURNING user_id, name, requested_at, language, introduction",
        (user_id,),
    )
    return next((AccessRequest(**row) for row in rows), None)
