"""Reads roadmaps and the summary rules of groups from a database file, while the bot may be using it."""

import sqlite3
from dataclasses import dataclass
from typing import Any

from data.roadmap.models import Party


@dataclass(frozen=True, slots=True)
class GroupRule:
    """`rule` as written, None for the one of the settings."""

    title: str
    rule: str | None
    is_on: bool
    parties: list[Party]


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
        "SELECT roadmap_id, title, rule, coalesce(is_on, 1) AS is_on FROM bound_chats"
        " LEFT JOIN summary_rules USING (roadmap_id)",
    )
    return [
        GroupRule(row["title"], row["rule"], bool(row["is_on"]), _read_parties(opened, row["roadmap_id"]))
        for row in rows
    ]


def _read_parties(opened: sqlite3.Connection, roadmap_id: int) -> list[Party]:
    rows = _rows(opened, "SELECT id, name, region FROM parties WHERE roadmap_id = ?", roadmap_id)
    return [Party(**row) for row in rows]


def _rows(opened: sqlite3.Connection, sql: str, *parameters: int) -> list[Any]:
    cursor = opened.cursor()
    cursor.row_factory = sqlite3.Row
    return cursor.execute(sql, parameters).fetchall()
