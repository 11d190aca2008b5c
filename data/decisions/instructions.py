"""Instructions of meetings: they live on after the meeting until they are marked as done."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

import aiosqlite

from data.audit import AuditAction, AuditChange, AuditContext, AuditSubject, insert_audit

INSTRUCTION: Final = (
    "SELECT item.id, item.activity_id, item.meeting_id, written.roadmap_id, held.day AS held_on, item.instruction AS words,"
    " item.day, item.done_at FROM agenda_items AS item JOIN meetings AS held ON held.id = item.meeting_id"
    " JOIN all_activities AS written ON written.id = item.activity_id WHERE item.mark = 'instructed'"
)
ORDER: Final = " ORDER BY item.activity_id, item.day IS NULL, item.day, item.id"


@dataclass(frozen=True, slots=True)
class Instruction:
    """What a meeting held on `held_on` ordered about an activity; `id` is of the item of its agenda.

    `day` is by when, None without a date; `done_at` in Unix seconds, None until it is marked as done.
    """

    id: int
    activity_id: int
    meeting_id: int
    roadmap_id: int
    held_on: date
    words: str
    day: date | None
    done_at: int | None

    def is_overdue(self, today: date) -> bool:
        """True when its day has passed and it is not done."""
        return self.done_at is None and self.day is not None and self.day < today


Instructions = Mapping[int, tuple[Instruction, ...]]  # by activity id, those with the nearest day first


async def select_instruction(connection: aiosqlite.Connection, item_id: int) -> Instruction | None:
    """Loads an instruction, done or not; None for an unknown id, and for an item on which another thing was decided."""
    rows = await connection.execute_fetchall(INSTRUCTION + " AND item.id = ?", (item_id,))
    return next(map(_instruction, rows), None)


async def select_activity_instructions(
    connection: aiosqlite.Connection, activity_id: int
) -> tuple[Instruction, ...]:
    """Loads the instructions on an activity that are not done."""
    rows = await connection.execute_fetchall(
        INSTRUCTION + " AND item.done_at IS NULL AND item.activity_id = ?" + ORDER, (activity_id,)
    )
    return tuple(map(_instruction, rows))


async def select_instructions(
    connection: aiosqlite.Connection, roadmap_id: int, at: int | None = None
) -> Instructions:
    """Loads the instructions on activities in force that are not done; with `at` (Unix seconds) as it was before that."""
    rows = await connection.execute_fetchall(
        INSTRUCTION + " AND written.gone_at IS NULL AND written.roadmap_id = :id"
        " AND (:at IS NULL OR item.decided_at < :at) AND (item.done_at IS NULL OR item.done_at >= :at)"
        + ORDER,
        {"id": roadmap_id, "at": at},
    )
    found = groupby(map(_instruction, rows), lambda instruction: instruction.activity_id)
    return {activity_id: tuple(members) for activity_id, members in found}


async def mark_instruction_done(
    connection: aiosqlite.Connection, audit: AuditContext, instruction: Instruction
) -> None:
    """Marks the instruction as done, with a row of the journal; once more changes nothing."""
    cursor = await connection.execute(
        "UPDATE agenda_items SET done_at = ?, done_by = ? WHERE id = ? AND mark = 'instructed' AND done_at IS NULL",
        (audit.at, audit.actor_id, instruction.id),
    )
    if cursor.rowcount == 1:
        state = {"activity": instruction.activity_id, "words": instruction.words}
        change = AuditChange(AuditAction.FULFILLED, AuditSubject.MEETING, instruction.meeting_id, None, state)
        await insert_audit(connection, audit, change)


def _instruction(row: sqlite3.Row) -> Instruction:
    return Instruction(
        id=row["id"],
        activity_id=row["activity_id"],
        meeting_id=row["meeting_id"],
        roadmap_id=row["roadmap_id"],
        held_on=date.fromisoformat(row["held_on"]),
        words=row["words"],
        day=date.fromisoformat(row["day"]) if row["day"] else None,
        done_at=row["done_at"],
    )
