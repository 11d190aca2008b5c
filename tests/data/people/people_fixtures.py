"""A small roadmap of two sides, and the people who come and go around it."""

from datetime import date
from pathlib import Path
from typing import Final

import aiosqlite

from data.audit import AuditContext, select_audit
from data.database import Database
from data.people.access_requests import AccessRequest, insert_access_request
from data.people.appointments import Appointment
from data.people.people import Role
from tests.cached_templates import lay

CHIEF: Final = 1  # named in the settings
ANNA, BORIS, VERA, GLEB = 101, 102, 103, 104
NORTH, SOUTH = 1, 2
BUILDING, SPORT, HARBOUR = 11, 12, 21  # the first two are northern
TODAY: Final = date(2026, 11, 24)
NOW: Final = 1_795_000_000

ROWS: Final = """
INSERT INTO roadmaps (id, title, digest, first_year, last_year) VALUES (1, 'Север – Юг', 'x', 2026, 2027);
INSERT INTO all_parties (id, roadmap_id, position, name, region) VALUES
    (1, 1, 0, 'Правительство Севера', 'Север'), (2, 1, 1, 'Правительство Юга', 'Юг');
INSERT INTO all_agencies (id, party_id, position, name) VALUES
    (11, 1, 0, 'Министерство строительства'), (12, 1, 1, 'Министерство спорта'), (21, 2, 2, 'Комитет по портам');
INSERT INTO all_spheres (id, roadmap_id, position, number, title) VALUES (1, 1, 0, '1', 'Строительство');
INSERT INTO all_activities (id, roadmap_id, sphere_id, position, number, title) VALUES
    (1, 1, 1, 0, '1.1', 'Построить порт'), (2, 1, 1, 1, '1.2', 'Обмен опытом'), (3, 1, 1, 2, '1.3', 'Турнир');
INSERT INTO all_responsibilities (activity_id, agency_id, position, wording) VALUES
    (1, 11, 0, 'Минстрой'), (1, 21, 1, 'Комитет'), (2, 11, 0, 'Минстрой'), (2, 12, 1, 'Минспорт'),
    (3, 12, 0, 'Минспорт');
INSERT INTO deadlines (activity_id, wording, kind, recurring, assumed, months, years) VALUES
    (1, '2026 г.', 'year', 0, 1, '[]', '[2026]'), (2, 'по графику', 'by_schedule', 0, 0, '[]', '[]'),
    (3, '1 декабря 2026 г.', 'date', 0, 0, '[12]', '[2026]');
INSERT INTO control_dates (activity_id, nominal, day) VALUES (1, '2026-12-31', '2026-12-31'),
    (3, '2026-12-01', '2026-12-01');
"""


async def open_people(folder: Path) -> Database:
    """A database with the roadmap and nobody in it; `CHIEF` is an admin by the settings."""
    await lay(folder / "roadmap.db", "small.db", _insert_rows)
    return await Database.open(folder / "roadmap.db")


async def _insert_rows(db: Database) -> None:
    async with db.writing() as connection:
        for statement in ROWS.split(";\n"):
            await connection.execute(statement)


def by(actor: int | None, at: int = NOW, update_id: int | None = 7) -> AuditContext:
    return AuditContext(actor, at, update_id, frozenset({CHIEF}))


def official(*agencies: int, position: str = "") -> Appointment:
    return Appointment(Role.OFFICIAL, dict.fromkeys(agencies, position))


def coordinator(*parties: int) -> Appointment:
    return Appointment(Role.COORDINATOR, {}, frozenset(parties))


READER: Final = Appointment(Role.READER)
ADMIN: Final = Appointment(Role.ADMIN)


async def asks(db: Database, user_id: int, name: str = "Анна") -> None:
    """The person presses «Запросить доступ»."""
    async with db.writing() as connection:
        await insert_access_request(connection, AccessRequest(user_id, name, NOW))


async def begin_draft(db: Database, user_id: int) -> None:
    async with db.writing() as connection:
        await connection.execute(
            "INSERT INTO drafts (user_id, activity_id, step, created_at, updated_at) VALUES (?, 1, 'text', ?, ?)",
            (user_id, NOW, NOW),
        )


async def has_draft(db: Database, user_id: int) -> bool:
    rows = await db.reader.execute_fetchall("SELECT 1 FROM drafts WHERE user_id = ?", (user_id,))
    return bool(list(rows))


async def last_actions(db: Database, count: int) -> list[tuple[str, int]]:
    """What the journal's newest rows say was done, and to which subject, oldest of them first."""
    entries = await select_audit(db.reader, limit=count)
    return [(str(entry.action), entry.subject_id) for entry in reversed(entries)]


async def name_of(connection: aiosqlite.Connection, user_id: int) -> str:
    [[name]] = await connection.execute_fetchall("SELECT name FROM people WHERE user_id = ?", (user_id,))
    return str(name)
