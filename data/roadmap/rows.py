"""Rows as the dataclasses they are: the columns of a class stand here once, named as its fields."""

import json
import re
import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any

import aiosqlite

from data.roadmap.models import (
    Activity,
    Agency,
    Alias,
    ControlDate,
    Deadline,
    DeadlineKind,
    GoneParts,
    Matching,
    Party,
    Responsibility,
    Roadmap,
    Sphere,
)

ROADMAPS = "SELECT r.id, r.title, r.first_year, r.last_year FROM roadmaps AS r "
PARTIES = "SELECT p.id, p.name, p.region FROM parties AS p "
SPHERES = (
    "SELECT s.id, s.roadmap_id, s.number, s.title, (SELECT count(*) FROM activities WHERE sphere_id = s.id) AS activity_count"
    " FROM spheres AS s "
)
AGENCIES = (
    "SELECT a.id, p.roadmap_id, a.party_id, a.name, (SELECT count(*) FROM responsibilities WHERE agency_id = a.id) AS activity_count,"
    " a.gone_at, a.appeared_at FROM agencies AS a JOIN parties AS p ON p.id = a.party_id "
)
RESPONSIBILITIES = (
    "SELECT a.id, p.roadmap_id, a.party_id, a.name, (SELECT count(*) FROM responsibilities WHERE agency_id = a.id) AS activity_count,"
    " a.appeared_at, r.wording FROM responsibilities AS r JOIN agencies AS a ON a.id = r.agency_id"
    " JOIN parties AS p ON p.id = a.party_id "
)
ACTIVITIES = (
    "SELECT a.id, a.sphere_id, a.number, a.title, d.wording, d.kind, d.recurring, d.assumed, d.months, d.years,"
    " (SELECT json_group_array(json_array(day, nominal, by_hand, signed, binding)) FROM control_dates WHERE activity_id = a.id) AS dates,"
    " a.gone_at FROM activities AS a JOIN deadlines AS d ON d.activity_id = a.id "
)
DATES = (
    "(SELECT json_group_array(json_array(day, nominal, by_hand, signed, binding)) FROM control_dates"
    " WHERE activity_id = d.activity_id)"
)
# Of a deadline `d`, as `deadline_of` reads it.
DEADLINE = f"json_array(d.wording, d.kind, d.recurring, d.assumed, d.months, d.years, '' || {DATES})"
GONE_RESPONSIBLE = (
    "SELECT a.id, (SELECT json_group_array(agency_id) FROM (SELECT agency_id FROM all_responsibilities"
    " WHERE activity_id = a.id ORDER BY position)) AS agencies"
    " FROM all_activities AS a WHERE a.roadmap_id = :id AND a.gone_at IS NOT NULL"
)
ALIASES = "SELECT l.text, l.matching, l.agency_id, l.sphere_id, l.party_id FROM aliases AS l "


async def fetch(connection: aiosqlite.Connection, sql: str, **parameters: object) -> list[Any]:
    """Loads all rows of a query with named parameters."""
    return list(await connection.execute_fetchall(sql, parameters))


async def fetch_spheres(connection: aiosqlite.Connection, rest: str, **parameters: object) -> list[Sphere]:
    """Loads the spheres `s` that the rest of the query (WHERE, ORDER BY, LIMIT) chooses."""
    return [Sphere(**row) for row in await fetch(connection, SPHERES + rest, **parameters)]


async def fetch_agencies(connection: aiosqlite.Connection, rest: str, **parameters: object) -> list[Agency]:
    """Loads the agencies `a` of parties `p` that the rest of the query chooses."""
    return [Agency(**row) for row in await fetch(connection, AGENCIES + rest, **parameters)]


async def fetch_responsibilities(
    connection: aiosqlite.Connection, rest: str, **parameters: object
) -> list[Responsibility]:
    """Loads the responsibilities `r` with their agencies `a` that the rest of the query chooses."""
    rows = await fetch(connection, RESPONSIBILITIES + rest, **parameters)
    return [_responsibility(**row) for row in rows]


async def fetch_activities(
    connection: aiosqlite.Connection, rest: str, **parameters: object
) -> list[Activity]:
    """Loads the activities `a` with deadlines `d` that the rest of the query chooses."""
    return [_activity(row) for row in await fetch(connection, ACTIVITIES + rest, **parameters)]


async def fetch_known_activities(
    connection: aiosqlite.Connection, rest: str, **parameters: object
) -> list[Activity]:
    """Loads the same, gone ones among them."""
    return [_activity(row) for row in await fetch(connection, _ever(ACTIVITIES) + rest, **parameters)]


async def fetch_parties(connection: aiosqlite.Connection, rest: str, **parameters: object) -> list[Party]:
    """Loads the parties `p` that the rest of the query chooses."""
    return [Party(**row) for row in await fetch(connection, PARTIES + rest, **parameters)]


async def fetch_roadmaps(connection: aiosqlite.Connection, rest: str, **parameters: object) -> list[Roadmap]:
    """Loads the roadmaps `r` that the rest of the query chooses, with their parties."""
    parties = "WHERE p.roadmap_id = :id ORDER BY p.position"
    return [
        Roadmap(**row, parties=tuple(await fetch_parties(connection, parties, id=row["id"])))
        for row in await fetch(connection, ROADMAPS + rest, **parameters)
    ]


async def fetch_aliases(connection: aiosqlite.Connection, rest: str, **parameters: object) -> list[Alias]:
    """Loads the aliases `l` that the rest of the query chooses."""
    rows = await fetch(connection, ALIASES + rest, **parameters)
    return [Alias(**{**row, "matching": Matching(row["matching"])}) for row in rows]


async def fetch_gone(connection: aiosqlite.Connection, roadmap_id: int) -> GoneParts:
    """Loads what earlier editions of the roadmap had and the present one has not, the latest of it first."""
    latest = "ORDER BY {0}.gone_at DESC, {0}.position"
    spheres = _ever(SPHERES) + "WHERE s.roadmap_id = :id AND s.gone_at IS NOT NULL " + latest.format("s")
    parties = _ever(PARTIES) + "WHERE p.roadmap_id = :id AND p.gone_at IS NOT NULL " + latest.format("p")
    agencies = _ever(AGENCIES) + "WHERE p.roadmap_id = :id AND a.gone_at IS NOT NULL " + latest.format("a")
    activities = "WHERE a.roadmap_id = :id AND a.gone_at IS NOT NULL " + latest.format("a")
    return GoneParts(
        tuple(Party(**row) for row in await fetch(connection, parties, id=roadmap_id)),
        tuple(Sphere(**row) for row in await fetch(connection, spheres, id=roadmap_id)),
        tuple(Agency(**row) for row in await fetch(connection, agencies, id=roadmap_id)),
        tuple(await fetch_known_activities(connection, activities, id=roadmap_id)),
        {
            row["id"]: tuple(json.loads(row["agencies"]))
            for row in await fetch(connection, GONE_RESPONSIBLE, id=roadmap_id)
        },
    )


def _ever(sql: str) -> str:
    """Returns the query of what is in force as one of all that ever was."""
    return re.sub(r"(FROM|JOIN) (?=(parties|spheres|agencies|activities) AS)", r"\1 all_", sql)


def _responsibility(wording: str, **agency: Any) -> Responsibility:
    return Responsibility(Agency(**agency), wording)


def deadline_of(columns: Sequence[Any]) -> Deadline:
    """Reads the columns of `DEADLINE`."""
    wording, kind, recurring, assumed, months, years, dates = columns
    return Deadline(
        wording,
        DeadlineKind(kind),
        _control_dates(dates),
        bool(recurring),
        bool(assumed),
        tuple(json.loads(months)),
        tuple(json.loads(years)),
    )


def _activity(row: sqlite3.Row) -> Activity:
    columns = ("wording", "kind", "recurring", "assumed", "months", "years", "dates")
    deadline = deadline_of([row[column] for column in columns])
    return Activity(row["id"], row["sphere_id"], row["number"], row["title"], deadline, row["gone_at"])


def _control_dates(dates: str) -> tuple[ControlDate, ...]:
    days = (
        ControlDate(
            date.fromisoformat(day), date.fromisoformat(nominal), bool(by_hand), _day(signed), _day(binding)
        )
        for day, nominal, by_hand, signed, binding in json.loads(dates)
    )
    return tuple(sorted(days, key=lambda when: (when.day, when.nominal)))


def _day(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None
