"""What a look into a database file from outside the bot tells of its roadmaps and of their groups' summaries."""

import sqlite3
from dataclasses import dataclass

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
    rows = opened.execute(
        "SELECT roadmap_id, title, rule, coalesce(is_on, 1) FROM bound_chats LEFT JOIN summary_rules USING (roadmap_id)"
    ).fetchall()
    return [
        GroupRule(title, rule, bool(is_on), _read_parties(opened, roadmap_id))
        for roadmap_id, title, rule, is_on in rows
    ]


def _read_parties(opened: sqlite3.Connection, roadmap_id: int) -> list[Party]:
    rows = opened.execute("SELECT id, name, region FROM parties WHERE roadmap_id = ?", (roadmap_id,))
    return [Party(id=party_id, name=name, region=region) for party_id, name, region in rows]
