"""What an edition changed in each activity, kept for the activity's history."""

import json
from collections.abc import Mapping
from typing import Any, Final

import aiosqlite

Wording = Mapping[str, Any]  # number, title, deadline, agencies (names), gone
WRITTEN: Final = (
    "SELECT written.id, written.number, written.title, signed.wording AS deadline, written.gone_at IS NOT NULL AS gone,"
    " (SELECT json_group_array(json_array(agency_id, name)) FROM (SELECT answers.agency_id, body.name"
    "  FROM all_responsibilities AS answers JOIN all_agencies AS body ON body.id = answers.agency_id"
    "  WHERE answers.activity_id = written.id ORDER BY answers.agency_id)) AS agencies"
    " FROM all_activities AS written LEFT JOIN deadlines AS signed ON signed.activity_id = written.id"
    " WHERE written.roadmap_id = ?"
)


async def select_wordings_of(connection: aiosqlite.Connection, roadmap_id: int | None) -> dict[int, Wording]:
    """Loads how the activities of a roadmap stand, also those that are gone, by id."""
    rows = await connection.execute_fetchall(WRITTEN, (roadmap_id,))
    return {
        row["id"]: {
            "number": row["number"],
            "title": row["title"],
            "deadline": row["deadline"],
            "agencies": dict(json.loads(row["agencies"])),
            "gone": bool(row["gone"]),
        }
        for row in rows
    }


async def insert_revisions(
    connection: aiosqlite.Connection, before: Mapping[int, Wording], after: Mapping[int, Wording], at: int
) -> None:
    """Stores what differs in each activity between two editions; `at` in Unix seconds.

    An agency that is only called otherwise is the same one.
    """
    rows = []
    for activity_id, now in after.items():
        earlier = before.get(activity_id)
        changed = [key for key in now if earlier is None or _compared(earlier, key) != _compared(now, key)]
        if changed:
            rows.append((activity_id, at, _packed(earlier, changed), _packed(now, changed)))
    await connection.executemany(
        "INSERT INTO activity_revisions (activity_id, revised_at, before, after) VALUES (?, ?, ?, ?)", rows
    )


def _compared(wording: Wording, key: str) -> object:
    return sorted(wording[key]) if key == "agencies" else wording[key]


def _packed(wording: Wording | None, keys: list[str]) -> str | None:
    if wording is None:
        return None
    differing = {key: list(wording[key].values()) if key == "agencies" else wording[key] for key in keys}
    return json.dumps(differing, ensure_ascii=False)
