"""People as the database knows them: their role, and the language and roadmap they chose."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import aiosqlite

# Ids that many people share: an anonymous admin, a channel speaking as itself, a linked channel's posts.
SHARED_IDS: Final = frozenset({1087968824, 136817688, 777000})


NAME_LENGTH: Final = 128  # Telegram: a first and a last name of 64 characters each


class Role(StrEnum):
    READER = "reader"
    OFFICIAL = "official"
    COORDINATOR = "coordinator"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Person:
    """`role` None is a person who was not admitted; None elsewhere is a choice not made.

    `telegram_language` is the language of their Telegram, such as «en-GB», as it was when they last wrote;
    kept of the admitted. `name` is as Telegram shows it, empty where it is not stored. `introduces`: they have asked for
    access and not yet said who they are. `own` are the roadmaps that the role opens: of agencies, sides, and given for reading.
    """

    user_id: int
    role: Role | None = None
    locale: str | None = None
    roadmap_id: int | None = None
    telegram_language: str | None = None
    own: tuple[int, ...] = ()
    name: str = ""
    introduces: bool = False


async def select_person(
    connection: aiosqlite.Connection, user_id: int, first_admins: Collection[int] = ()
) -> Person:
    """Loads a person; an unknown id gives a `Person` with defaults. `first_admins` are always admins."""
    rows = await connection.execute_fetchall(
        "SELECT role, locale, roadmap_id, heard, name, (SELECT json_group_array(roadmap_id) FROM readings AS r"
        " WHERE r.user_id = asker.id) AS own, (SELECT introduction = '' FROM access_requests AS request"
        " WHERE request.user_id = asker.id) AS introduces"
        " FROM (SELECT ? AS id) AS asker LEFT JOIN people ON people.user_id = asker.id",
        (user_id,),
    )
    row = next(iter(rows))
    role = Role.ADMIN if user_id in first_admins else None
    role = role or (Role(row["role"]) if row["role"] else None)
    own = tuple(sorted(json.loads(row["own"])))
    introduces = role is None and bool(row["introduces"])
    return Person(
        *(user_id, role, row["locale"], row["roadmap_id"], row["heard"], own),
        name=row["name"] or "",
        introduces=introduces,
    )


async def select_admin_ids(connection: aiosqlite.Connection) -> list[int]:
    """Loads the Telegram ids of the administrators appointed in the bot, without the `ADMIN_IDS`."""
    rows = await connection.execute_fetchall(
        "SELECT user_id FROM people WHERE role = 'admin' ORDER BY user_id"
    )
    return [user_id for (user_id,) in rows]


async def upsert_locale(connection: aiosqlite.Connection, user_id: int, locale: str) -> None:
    """Stores the language the person chose: the code of a catalogue, such as «ru»."""
    await connection.execute(
        "INSERT INTO people (user_id, locale) VALUES (?, ?)"
        " ON CONFLICT (user_id) DO UPDATE SET locale = excluded.locale",
        (user_id, locale),
    )


async def upsert_telegram_language(connection: aiosqlite.Connection, user_id: int, language: str) -> None:
    """Keeps the language of the Telegram of a person with a role, also of one from the settings."""
    await connection.execute(
        "INSERT INTO people (user_id, heard) VALUES (?, ?)"
        " ON CONFLICT (user_id) DO UPDATE SET heard = excluded.heard",
        (user_id, language),
    )


async def upsert_name(connection: aiosqlite.Connection, user_id: int, name: str) -> None:
    """Keeps the name of a person, as Telegram shows it."""
    await connection.execute(
        "INSERT INTO people (user_id, name) VALUES (?, ?)"
        " ON CONFLICT (user_id) DO UPDATE SET name = excluded.name",
        (user_id, name),
    )


async def upsert_roadmap_choice(connection: aiosqlite.Connection, user_id: int, roadmap_id: int) -> None:
    """Stores the roadmap the person wants to see; whether they may is for the caller to check."""
    await connection.execute(
        "INSERT INTO people (user_id, roadmap_id) VALUES (?, ?)"
        " ON CONFLICT (user_id) DO UPDATE SET roadmap_id = excluded.roadmap_id",
        (user_id, roadmap_id),
    )
