"""The newest report of each side and each agency on an activity, with or without a status."""

from collections import defaultdict
from typing import Final

import aiosqlite

NUMBERS: Final = (
    "SELECT notes.activity_id, agencies.party_id, max(notes.number) AS number FROM notes"
    " JOIN all_agencies AS agencies ON agencies.id = notes.agency_id"
)
OF_SIDES: Final = "AND notes.state = 'published' GROUP BY 1, 2"


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


async def select_last_numbers(connection: aiosqlite.Connection, roadmap_id: int) -> dict[int, dict[int, int]]:
    """Loads the number of the newest note not withdrawn, by activity id and party id."""
    rows = await connection.execute_fetchall(
        f"{NUMBERS} WHERE notes.roadmap_id = ? {OF_SIDES}", (roadmap_id,)
    )
    found: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for row in rows:
        found[row["activity_id"]][row["party_id"]] = row["number"]
    return dict(found)


async def select_activity_last_numbers(connection: aiosqlite.Connection, activity_id: int) -> dict[int, int]:
    """Loads the same of one activity, by party id."""
    rows = await connection.execute_fetchall(
        f"{NUMBERS} WHERE notes.activity_id = ? {OF_SIDES}", (activity_id,)
    )
    return {int(row["party_id"]): int(row["number"]) for row in rows}


async def select_last_version(connection: aiosqlite.Connection) -> int:
    """Counts all versions of notes: the number grows with every note and correction."""
    [[count]] = await connection.execute_fetchall("SELECT count(*) FROM note_versions")
    return int(count)
