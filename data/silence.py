"""When each side last said anything on an activity, with or without a status."""

import aiosqlite


async def select_last_said(connection: aiosqlite.Connection, roadmap_id: int) -> dict[tuple[int, int], int]:
    """By activity id and party id, when (Unix seconds) its newest note that is not withdrawn was published."""
    rows = await connection.execute_fetchall(
        "SELECT notes.activity_id, agencies.party_id, max(notes.created_at) FROM notes"
        " JOIN agencies ON agencies.id = notes.agency_id"
        " WHERE notes.roadmap_id = ? AND notes.state = 'published' GROUP BY 1, 2",
        (roadmap_id,),
    )
    return {(int(activity_id), int(party_id)): int(at) for activity_id, party_id, at in rows}
