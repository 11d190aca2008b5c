"""Deadlines that were stored by earlier reading rules get what their wordings mean by the rules of today."""

import logging
from typing import Final

import aiosqlite

from data.database import Database
from data.documents.deadlines import READING_RULES, read_deadline
from data.editions.concerned import select_ended
from data.editions.edition_rows import replace_deadlines
from data.primitives.working_days import WorkingCalendar, select_working_years
from data.roadmap.control_dates import renew_control_dates
from data.roadmap.models import Deadline, Roadmap
from data.roadmap.roadmap import select_roadmap
from data.roadmap.rows import fetch_activities

log = logging.getLogger(__name__)

OUTDATED: Final = "SELECT id FROM roadmaps WHERE reading_rules <> ? ORDER BY id"
UPDATE_RULES: Final = "UPDATE roadmaps SET reading_rules = ?, revision = revision + ? WHERE id = ?"


async def renew_readings(db: Database) -> int:
    """Reads the stored wordings anew where the rules have changed, in one transaction; returns how many say another thing.

    An activity whose date was decided, or is asked for, on a day that the new reading does not give stays as it is.
    """
    if not await db.reader.execute_fetchall(OUTDATED, (READING_RULES,)):
        return 0
    async with db.writing() as connection:
        calendar = WorkingCalendar(await select_working_years(connection))
        outdated = await connection.execute_fetchall(OUTDATED, (READING_RULES,))
        count = sum([await _renew(connection, row["id"], calendar) for row in outdated])
    log.info("%d deadlines are read by new rules", count)
    return count


async def _renew(connection: aiosqlite.Connection, roadmap_id: int, calendar: WorkingCalendar) -> int:
    changed = await _changed(connection, roadmap_id, calendar)
    await replace_deadlines(connection, changed)
    await renew_control_dates(connection, roadmap_id, calendar)
    await connection.execute(UPDATE_RULES, (READING_RULES, bool(changed), roadmap_id))
    return len(changed)


async def _changed(
    connection: aiosqlite.Connection, roadmap_id: int, calendar: WorkingCalendar
) -> dict[int, Deadline]:
    """Returns by activity id the deadlines that are read otherwise now, without those that decisions hold on to."""
    roadmap = await select_roadmap(connection, roadmap_id)
    if roadmap is None:
        return {}
    activities = await fetch_activities(connection, "WHERE a.roadmap_id = :id", id=roadmap_id)
    read = {one.id: _read(one.deadline.wording, roadmap, calendar) for one in activities}
    days = {key: tuple(sorted(_days(deadline))) for key, deadline in read.items()}
    held = {decision.activity_id for decision in await select_ended(connection, days)}
    return {
        one.id: read[one.id]
        for one in activities
        if one.id not in held and _meaning(one.deadline) != _meaning(read[one.id])
    }


def _read(wording: str, roadmap: Roadmap, calendar: WorkingCalendar) -> Deadline:
    return read_deadline(wording, roadmap.first_year, roadmap.last_year, calendar)


def _meaning(deadline: Deadline) -> tuple[object, ...]:
    """Returns what the wording says, without the working days and without what was decided."""
    meant = (deadline.kind, deadline.recurring, deadline.assumed, deadline.months, deadline.years)
    return (*meant, _days(deadline))


def _days(deadline: Deadline) -> frozenset[str]:
    """Returns the days of the wording, YYYY-MM-DD; a day that was added by hand is its own."""
    dates = (when for when in deadline.control_dates if not when.by_hand or when.nominal != when.day)
    return frozenset(when.nominal.isoformat() for when in dates)
