"""Joint meetings of the sides: the agenda, what was decided on each item, and the end."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from zlib import crc32

import aiosqlite

from data.audit import AuditAction, AuditChange, AuditContext, AuditSubject, insert_audit
from data.decisions.instructions import Instruction
from data.primitives.fingerprint import fingerprint_of

ITEM: Final = (
    "SELECT i.id, i.meeting_id, i.position, i.activity_id, i.section, i.mark, i.instruction, i.day, m.ended_at,"
    " i.number, i.title"
    " FROM agenda_items AS i JOIN meetings AS m ON m.id = i.meeting_id"
)


class AgendaSection(StrEnum):
    """Why an activity is on the agenda; the first that fits, in this order."""

    OVERDUE = "overdue"
    AT_RISK = "at_risk"
    AWAITED = "awaited"
    SOON = "soon"
    INSTRUCTED = "instructed"  # an earlier meeting's instruction is not done


class ItemMark(StrEnum):
    HEARD = "heard"
    DROPPED = "dropped"
    INSTRUCTED = "instructed"


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """`day` is by when the `instruction` is to be done; `ended` tells that its meeting is over.

    `carried` are the instructions of earlier meetings on it that are not done.
    `number` and `title` are the activity's when the meeting was opened, and from its end on those of then.
    """

    id: int
    meeting_id: int
    position: int
    activity_id: int
    section: AgendaSection
    mark: ItemMark | None
    instruction: str
    day: date | None
    ended: bool
    number: str
    title: str
    carried: tuple[Instruction, ...] = ()

    @property
    def decided(self) -> tuple[str, str, str]:
        """The mark, the instruction and its day (ISO 8601), each empty where there is none."""
        return (self.mark or "", self.instruction, self.day.isoformat() if self.day else "")

    @property
    def state(self) -> dict[str, object]:
        """What was decided on the item as plain values, for the journal."""
        mark, words, day = (value or None for value in self.decided)
        return {"item": self.position, "activity": self.activity_id, "mark": mark, "words": words, "day": day}

    @property
    def fingerprint(self) -> int:
        """Changes with what was decided on the item; short enough for a button."""
        return crc32("\x00".join(self.decided).encode("utf-8", "surrogatepass"))


@dataclass(frozen=True, slots=True)
class Meeting:
    """`items` in the order of the agenda."""

    id: int
    roadmap_id: int
    day: date
    ended: bool
    items: tuple[AgendaItem, ...]

    @property
    def fingerprint(self) -> int:
        """Changes with what was decided on any item; short enough for a button."""
        return fingerprint_of(*(item.fingerprint for item in self.items))


async def insert_meeting(
    connection: aiosqlite.Connection,
    roadmap_id: int,
    day: date,
    opened_by: int,
    agenda: Iterable[tuple[int, AgendaSection]],
) -> Meeting:
    """Opens a meeting with the activities of `agenda`, or returns the one that is under way.

    Raises `LookupError` when there is neither.
    """
    rows = await connection.execute_fetchall(
        "INSERT INTO meetings (roadmap_id, day, opened_by) VALUES (?, ?, ?) ON CONFLICT DO NOTHING RETURNING id",
        (roadmap_id, day.isoformat(), opened_by),
    )
    for (meeting_id,) in rows:
        await connection.executemany(
            "INSERT INTO agenda_items (meeting_id, position, activity_id, section) VALUES (?, ?, ?, ?)",
            [(meeting_id, position, *item) for position, item in enumerate(agenda, start=1)],
        )
    meeting = await select_meeting_under_way(connection, roadmap_id)
    if meeting is None:
        raise LookupError(f"no meeting of roadmap {roadmap_id}")
    return meeting


async def select_meeting_under_way(connection: aiosqlite.Connection, roadmap_id: int) -> Meeting | None:
    """Loads the roadmap's meeting that has not ended: there is at most one."""
    return await _meeting(connection, "roadmap_id = ? AND ended_at IS NULL", roadmap_id)


async def select_meeting(connection: aiosqlite.Connection, meeting_id: int) -> Meeting | None:
    """Loads a meeting with its agenda in order; None for an unknown id."""
    return await _meeting(connection, "id = ?", meeting_id)


async def select_item(connection: aiosqlite.Connection, item_id: int) -> AgendaItem | None:
    """Loads an item of an agenda; None for an unknown id."""
    rows = await connection.execute_fetchall(ITEM + " WHERE i.id = ?", (item_id,))
    return next((_item(row) for row in rows), None)


async def decide_item(
    connection: aiosqlite.Connection, audit: AuditContext, before: AgendaItem, after: AgendaItem
) -> None:
    """Stores what was decided on the item, with its row of the journal; the same once more changes nothing."""
    if before.decided == after.decided:
        return
    day = after.day.isoformat() if after.day else None
    await connection.execute(
        "UPDATE agenda_items SET mark = ?, instruction = ?, day = ?, decided_at = ?, done_at = NULL, done_by = NULL"
        " WHERE id = ?",
        (after.mark, after.instruction, day, audit.at if after.mark else None, after.id),
    )
    change = AuditChange(
        AuditAction.MARKED, AuditSubject.MEETING, before.meeting_id, before.state, after.state
    )
    await insert_audit(connection, audit, change)


async def update_meeting_ended(connection: aiosqlite.Connection, meeting_id: int, now: int) -> bool:
    """Ends the meeting at `now` (Unix seconds); returns False when it was over before."""
    cursor = await connection.execute(
        "UPDATE meetings SET ended_at = ? WHERE id = ? AND ended_at IS NULL", (now, meeting_id)
    )
    return cursor.rowcount == 1


async def insert_protocols(
    connection: aiosqlite.Connection, meeting_id: int, texts: Mapping[str, str]
) -> None:
    """Keeps the protocol of a meeting that has ended, by language."""
    await connection.executemany(
        "INSERT INTO protocols (meeting_id, language, text) VALUES (?, ?, ?)",
        [(meeting_id, *text) for text in texts.items()],
    )


async def select_protocol(connection: aiosqlite.Connection, meeting_id: int, language: str) -> str | None:
    """Loads the kept protocol; None while the meeting is under way, and of one that ended before they were kept."""
    rows = await connection.execute_fetchall(
        "SELECT text FROM protocols WHERE meeting_id = ? AND language = ?", (meeting_id, language)
    )
    return next((str(text) for (text,) in rows), None)


async def _meeting(connection: aiosqlite.Connection, where: str, key: int) -> Meeting | None:
    rows = await connection.execute_fetchall(
        f"SELECT id, roadmap_id, day, ended_at FROM meetings WHERE {where}",  # noqa: S608 - our own words
        (key,),
    )
    row = next(iter(rows), None)
    if row is None:
        return None
    items = await connection.execute_fetchall(
        ITEM + " WHERE i.meeting_id = ? ORDER BY i.position", (row["id"],)
    )
    agenda = tuple(_item(item) for item in items)
    day, is_ended = date.fromisoformat(row["day"]), row["ended_at"] is not None
    return Meeting(row["id"], row["roadmap_id"], day, is_ended, agenda)


def _item(row: sqlite3.Row) -> AgendaItem:
    return AgendaItem(
        id=row["id"],
        meeting_id=row["meeting_id"],
        position=row["position"],
        activity_id=row["activity_id"],
        section=AgendaSection(row["section"]),
        mark=ItemMark(row["mark"]) if row["mark"] else None,
        instruction=row["instruction"],
        day=date.fromisoformat(row["day"]) if row["day"] else None,
        ended=row["ended_at"] is not None,
        number=row["number"],
        title=row["title"],
    )
