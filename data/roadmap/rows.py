"""Rows as the dataclasses they are: the columns of each noun stand here once."""

import json
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
    Matching,
    Party,
    Roadmap,
    Sphere,
)

ROADMAPS = "SELECT r.id, r.title, r.first_year, r.last_year FROM roadmaps AS r "
PARTIES = "SELECT p.id, p.name, p.region FROM parties AS p "
SPHERES = (
    "SELECT s.id, s.roadmap_id, s.number, s.title, (SELECT count(*) FROM activities WHERE sphere_id = s.id)"
    " FROM spheres AS s "
)
AGENCIES = (
    "SELECT a.id, p.roadmap_id, a.party_id, a.name, (SELECT count(*) FROM responsibilities WHERE agency_id = a.id)"
    " FROM agencies AS a JOIN parties AS p ON p.id = a.party_id "
)
ACTIVITIES = (
    "SELECT a.id, a.sphere_id, a.number, a.title, d.wording, d.kind, d.recurring, d.assumed, d.months, d.years,"
    " (SELECT json_group_array(json_array(day, nominal, by_hand)) FROM control_dates WHERE activity_id = a.id)"
    " FROM activities AS a JOIN deadlines AS d ON d.activity_id = a.id "
)
ALIASES = "SELECT l.text, l.matching, l.agency_id, l.sphere_id, l.party_id FROM aliases AS l "

EVERY = -1  # SQLite's LIMIT for a list without one
PAGED = " LIMIT :limit OFFSET :offset"


async def fetch(connection: aiosqlite.Connection, sql: str, **parameters: object) -> list[Any]:
    """All rows of a query with named parameters."""
    return list(await connection.execute_fetchall(sql, parameters))


async def fetch_spheres(connection: aiosqlite.Connection, rest: str, **parameters: object) -> list[Sphere]:
    """The spheres `s` that the rest of the query (WHERE, ORDER BY, LIMIT) chooses."""
    return [Sphere(*row) for row in await fetch(connection, SPHERES + rest, **parameters)]


async def fetch_agencies(connection: aiosqlite.Connection, rest: str, **parameters: object) -> list[Agency]:
    """The agencies `a` of parties `p` that the rest of the query chooses."""
    return [Agency(*row) for row in await fetch(connection, AGENCIES + rest, **parameters)]


async def fetch_activities(
    connection: aiosqlite.Connection, rest: str, **parameters: object
) -> list[Activity]:
    """The activities `a` with deadlines `d` that the rest of the query chooses."""
    return [_activity(row) for row in await fetch(connection, ACTIVITIES + rest, **parameters)]


async def fetch_parties(connection: aiosqlite.Connection, rest: str, **parameters: object) -> list[Party]:
    """The parties `p` that the rest of the query chooses."""
    return [Party(*row) for row in await fetch(connection, PARTIES + rest, **parameters)]


async def fetch_roadmaps(connection: aiosqlite.Connection, rest: str, **parameters: object) -> list[Roadmap]:
    """The roadmaps `r` that the rest of the query chooses, with their parties."""
    parties = "WHERE p.roadmap_id = :id ORDER BY p.position"
    return [
        Roadmap(key, title, first_year, last_year, tuple(await fetch_parties(connection, parties, id=key)))
        for key, title, first_year, last_year in await fetch(connection, ROADMAPS + rest, **parameters)
    ]


async def fetch_aliases(connection: aiosqlite.Connection, rest: str, **parameters: object) -> list[Alias]:
    """The aliases `l` that the rest of the query chooses."""
    rows = await fetch(connection, ALIASES + rest, **parameters)
    return [Alias(text, Matching(matching), *owner) for text, matching, *owner in rows]


def _activity(row: tuple[Any, ...]) -> Activity:
    key, sphere_id, number, title, wording, kind, recurring, assumed, months, years, dates = row
    deadline = Deadline(
        wording,
        DeadlineKind(kind),
        _control_dates(dates),
        bool(recurring),
        bool(assumed),
        tuple(json.loads(months)),
        tuple(json.loads(years)),
    )
    return Activity(key, sphere_id, number, title, deadline)


def _control_dates(dates: str) -> tuple[ControlDate, ...]:
    days = (
        ControlDate(date.fromisoformat(day), date.fromisoformat(nominal), bool(by_hand))
        for day, nominal, by_hand in json.loads(dates)
    )
    return tuple(sorted(days, key=lambda when: (when.day, when.nominal)))
