"""Names by ids for the rows of the journal: what a person calls the activities, notes, requests, meetings and groups in it."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import aiosqlite

from data.audit import AuditEntry, AuditSubject
from data.people.members import Directory, select_directory

ACTIVITIES: Final = (
    "SELECT id, number, roadmap_id FROM all_activities WHERE id IN (SELECT value FROM json_each(?))"
)
NOTES: Final = "SELECT id, number, activity_id FROM notes WHERE id IN (SELECT value FROM json_each(?))"
REQUESTS: Final = (
    "SELECT id, activity_id, day FROM move_requests WHERE id IN (SELECT value FROM json_each(?))"
)
MEETINGS: Final = "SELECT id, day, roadmap_id FROM meetings WHERE id IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class JournalNames:
    """By id: the number and the roadmap of activities, number and activity of notes, activity and day of requests.

    `meetings` gives the day and the roadmap, `groups` the titles by chat id, `bound` the chat of each roadmap.
    """

    directory: Directory
    activities: dict[int, tuple[str, int]] = field(default_factory=dict)
    notes: dict[int, tuple[int, int]] = field(default_factory=dict)
    requests: dict[int, tuple[int, date]] = field(default_factory=dict)
    meetings: dict[int, tuple[date, int]] = field(default_factory=dict)
    groups: dict[int, str] = field(default_factory=dict)
    bound: dict[int, int] = field(default_factory=dict)

    def roadmap_of(self, activity_id: int) -> str:
        """Returns the name of the activity's roadmap; empty where there is only one."""
        return self.directory.roadmaps.get(self.activities.get(activity_id, ("", 0))[1], "")


async def select_journal_names(
    connection: aiosqlite.Connection, entries: Collection[AuditEntry]
) -> JournalNames:
    """Loads the names that these rows of the journal mention."""
    notes = await connection.execute_fetchall(NOTES, _packed(_subjects(entries, AuditSubject.NOTE)))
    requests = await connection.execute_fetchall(REQUESTS, _packed(_subjects(entries, AuditSubject.REQUEST)))
    meetings = await connection.execute_fetchall(MEETINGS, _packed(_subjects(entries, AuditSubject.MEETING)))
    mentioned = {*_subjects(entries, AuditSubject.ACTIVITY), *_activities_in(entries)}
    mentioned |= {row["activity_id"] for row in (*notes, *requests)}
    activities = await connection.execute_fetchall(ACTIVITIES, _packed(mentioned))
    chats = list(await connection.execute_fetchall("SELECT roadmap_id, chat_id, title FROM bound_chats"))
    return JournalNames(
        await select_directory(connection),
        {row["id"]: (row["number"], row["roadmap_id"]) for row in activities},
        {row["id"]: (row["number"], row["activity_id"]) for row in notes},
        {row["id"]: (row["activity_id"], date.fromisoformat(row["day"])) for row in requests},
        {row["id"]: (date.fromisoformat(row["day"]), row["roadmap_id"]) for row in meetings},
        {row["chat_id"]: row["title"] for row in chats if row["title"]},
        {row["roadmap_id"]: row["chat_id"] for row in chats},
    )


def _subjects(entries: Iterable[AuditEntry], subject: AuditSubject) -> Iterator[int]:
    return (entry.subject_id for entry in entries if entry.subject is subject)


def _activities_in(entries: Iterable[AuditEntry]) -> Iterator[int]:
    """Yields the activities that decisions of a meeting are about."""
    return (int(entry.after["activity"]) for entry in entries if entry.after and "activity" in entry.after)


def _packed(ids: Iterable[int]) -> tuple[str]:
    return (json.dumps(sorted(set(ids))),)
