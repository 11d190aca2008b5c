"""The people who may write about an activity for a side: its officials there, and the side's coordinators."""

import aiosqlite


async def select_responsible_people(
    connection: aiosqlite.Connection, activity_id: int, party_id: int
) -> list[int]:
    rows = await connection.execute_fetchall(
        "SELECT user_id FROM person_agencies AS held JOIN people USING (user_id)"
        " JOIN agencies ON agencies.id = held.agency_id"
        " JOIN responsibilities ON responsibilities.agency_id = held.agency_id"
        " WHERE responsibilities.activity_id = ?1 AND agencies.party_id = ?2"
        " AND role IN ('official', 'coordinator', 'admin')"
        " UNION SELECT user_id FROM person_parties JOIN people USING (user_id)"
        " WHERE party_id = ?2 AND role IN ('coordinator', 'admin') ORDER BY 1",
        (activity_id, party_id),
    )
    return [int(user_id) for (user_id,) in rows]
