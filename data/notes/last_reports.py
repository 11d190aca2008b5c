"""The newest report of each side and each agency on an activity, with or without a status."""

import aiosqlite


async def select_last_published(
    connection: aiosqlite.Connection, roadmap_id: int
) -> dict[tuple[int, int], int]:
    """Loads when (Unix seconds) the newest note not withdrawn was published, by activity id and party id."""
    rows = await connection.execute_fetchall(
        "SELECT notes.activity_id, agencies.party_id, max(notes.created_at) AS at FROM notes"
        " JOIN all_agencies AS agencies ON agencies.id = notes.agency_id"
        " WHERE notes.roadmap_id = ? AND notes.state = 'published' GROUP BY 1, 2",
        (roadmap_id,),
    )
    return {(int(row["activity_id"]), int(row["party_id"])): int(row["at"]) for row in rows}


async def select_last_words(connection: aiosqlite.Connection, roadmap_id: int) -> dict[tuple[int, int], int]:
    """Loads when (Unix seconds) a note not withdrawn was last published or corrected, by activity id and agency id."""
    rows = await connection.execute_fetchall(
        "SELECT notes.activity_id, notes.agency_id, max(note_versions.received_at) AS at FROM notes"
        " JOIN note_versions ON note_versions.note_id = notes.id"
        " WHERE notes.roadmap_id = ? AND notes.state = 'published' GROUP BY 1, 2",
        (roadmap_id,),
    )
    return {(int(row["activity_id"]), int(row["agency_id"])): int(row["at"]) for row in rows}


async def select_last_version(connection: aiosqlite.Connection) -> int:
    """Counts all versions of notes: the number grows with every note and correction."""
    [[count]] = await connection.execute_fetchall("SELECT count(*) FROM note_versions")
    return int(count)
