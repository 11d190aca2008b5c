"""Reads roadmaps and the summary rules of groups from a database file, while the bot may be using it."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from data.primitives.working_days import WorkingCalendar, read_working_years
from data.roadmap.models import Party
from data.roadmap.weeks import Week
from data.summaries.schedule import Occasion
from data.summaries.schedules import schedule_of
from data.summaries.timetable import Schedule, extended


@dataclass(frozen=True, slots=True)
class GroupRule:
    """`rule` as written, None for the one of the settings; `schedules` are those stored, `bound` since when (aware).

    `calendar` is given where no summary comes on a day off.
    `published` are the weeks that are in the group.
    """

    title: str
    rule: str | None
    is_on: bool
    bound: datetime
    schedules: list[Schedule]
    published: frozenset[Week]
    parties: list[Party]
    calendar: WorkingCalendar | None

    def next(self, held: Schedule) -> Occasion:
        """Returns the next summary to come; `held` is what holds now, since now."""
        timetable = extended(self.schedules, held, self.bound)
        coming = timetable.next(held.since)
        return timetable.next(coming.at) if coming.week in self.published else coming


def count_roadmaps(opened: sqlite3.Connection) -> tuple[int, int]:
    """Counts the roadmaps, and the activities in all of them."""
    roadmaps, activities = opened.execute(
        "SELECT (SELECT count(*) FROM roadmaps), (SELECT count(*) FROM activities)"
    ).fetchone()
    return roadmaps, activities


def read_group_rules(opened: sqlite3.Connection) -> list[GroupRule]:
    """Loads the rule of every connected group."""
    rows = _rows(
        opened,
        "SELECT roadmap_id, title, rule, coalesce(is_on, 1) AS is_on, coalesce(working_days, 1) AS working_days, bound_at FROM bound_chats"
        " LEFT JOIN summary_rules USING (roadmap_id)",
    )
    calendar = WorkingCalendar(read_working_years(opened))
    return [_group_rule(opened, row, calendar) for row in rows]


def _group_rule(opened: sqlite3.Connection, row: sqlite3.Row, calendar: WorkingCalendar) -> GroupRule:
    roadmap_id = row["roadmap_id"]
    schedules = _rows(
        opened,
        "SELECT since, rule, zone, is_on, working_days FROM summary_schedules WHERE roadmap_id = ? ORDER BY since",
        roadmap_id,
    )
    published = _rows(
        opened, "SELECT week FROM summaries WHERE roadmap_id = ? AND state = 'published'", roadmap_id
    )
    return GroupRule(
        row["title"],
        row["rule"],
        bool(row["is_on"]),
        datetime.fromtimestamp(row["bound_at"], UTC),
        [schedule_of(one, calendar) for one in schedules],
        frozenset(Week.parse(one["week"]) for one in published),
        _read_parties(opened, roadmap_id),
        calendar if row["working_days"] else None,
    )


def read_every_party(opened: sqlite3.Connection) -> list[Party]:
    """Loads the sides of every roadmap, each region once."""
    return [
        Party(**row)
        for row in _rows(opened, "SELECT id, name, region FROM parties GROUP BY region ORDER BY id")
    ]


def _read_parties(opened: sqlite3.Connection, roadmap_id: int) -> list[Party]:
    rows = _rows(opened, "SELECT id, name, region FROM parties WHERE roadmap_id = ?", roadmap_id)
    return [Party(**row) for row in rows]


def _rows(opened: sqlite3.Connection, sql: str, *parameters: int) -> list[Any]:
    cursor = opened.cursor()
    cursor.row_factory = sqlite3.Row
    return cursor.execute(sql, parameters).fetchall()
