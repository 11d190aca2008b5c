"""A roadmap enters the database: a new one, or a new edition of one in place, whole or not at all."""

import asyncio
import json
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

import aiosqlite

from data.database import Database
from data.documents.edition import Edition, make_edition, unused_names
from data.documents.names import Names, read_names
from data.documents.readers import read_document
from data.documents.regions import words_of
from data.models import SignedRoadmap
from data.recording import record_edition

STORED_ACTIVITIES = """
SELECT a.number, a.title, d.wording,
    (SELECT json_group_array(wording) FROM (
        SELECT wording FROM responsibilities WHERE activity_id = a.id ORDER BY position))
FROM activities AS a JOIN deadlines AS d ON d.activity_id = a.id
WHERE a.roadmap_id = ? ORDER BY a.position
"""

SHIPPED = Path(__file__).parent / "roadmaps"


class ImportState(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did, or would do; `added`, `changed` and `removed` are numbers of activities.

    An activity counts as changed when its text, its deadline's wording or the bodies written in it differ.
    `roadmap_id` is None for a roadmap that only a dry run has seen; `unused_names` are entries of the file of
    names that the document never mentions.
    """

    state: ImportState
    roadmap_id: int | None
    title: str
    spheres: int
    activities: int
    agencies: int
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unused_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What takes long to work out, done before the database is asked for anything."""

    edition: Edition
    digest: str
    unused_names: tuple[str, ...]


async def import_document(db: Database, path: Path, *, dry_run: bool = False) -> ImportOutcome:
    """Reads the document and its file of names and stores them in one transaction.

    Raises `DocumentRefused` when either is refused; then, and in a dry run, nothing is written.
    """
    prepared = await asyncio.to_thread(_read, path)
    if dry_run:
        return await _compare(db.reader, prepared)
    async with db.writing() as connection:
        return await _store(connection, prepared)


async def import_shipped_if_empty(db: Database) -> tuple[ImportOutcome, ...]:
    """Imports the roadmaps that ship with the product into a database that has none."""
    async with db.reader.execute("SELECT EXISTS (SELECT 1 FROM roadmaps)") as cursor:
        row = await cursor.fetchone()
    if row and row[0]:
        return ()
    return tuple([await import_document(db, path) for path in sorted(SHIPPED.glob("*.txt"))])


async def insert_roadmap(
    connection: aiosqlite.Connection, signed: SignedRoadmap, names: Names | None = None
) -> ImportOutcome:
    """Stores a signed document; the same one twice changes nothing, a changed one keeps the ids of what remains.

    Parties and bodies are known again by name, spheres and activities by number. Aliases an admin made stay.
    Raises `DocumentRefused` when the names do not fit the document.
    """
    return await _store(connection, await asyncio.to_thread(_prepare, signed, names or Names()))


def _read(path: Path) -> _Prepared:
    return _prepare(read_document(path), read_names(path))


def _prepare(signed: SignedRoadmap, names: Names) -> _Prepared:
    edition = make_edition(signed, names)
    return _Prepared(edition, edition.digest, unused_names(edition, names))


async def _store(connection: aiosqlite.Connection, prepared: _Prepared) -> ImportOutcome:
    outcome = await _compare(connection, prepared)
    if outcome.state is ImportState.UNCHANGED:
        return outcome
    roadmap_id = await record_edition(connection, prepared.edition, prepared.digest, outcome.roadmap_id)
    return replace(outcome, roadmap_id=roadmap_id)


async def _compare(connection: aiosqlite.Connection, prepared: _Prepared) -> ImportOutcome:
    edition = prepared.edition
    roadmap_id, digest = await _select_same_title(connection, edition.title)
    stored = await _select_stored(connection, roadmap_id)
    coming = {
        activity.number: (
            activity.title,
            activity.deadline.wording,
            [said for _, said in activity.responsible],
        )
        for activity in edition.activities
    }
    return ImportOutcome(
        _state(roadmap_id, unchanged=digest == prepared.digest),
        roadmap_id,
        edition.title,
        len(edition.spheres),
        len(edition.activities),
        len(edition.agencies),
        added=tuple(number for number in coming if number not in stored),
        changed=tuple(number for number in coming if number in stored and stored[number] != coming[number]),
        removed=tuple(number for number in stored if number not in coming),
        unused_names=prepared.unused_names,
    )


def _state(roadmap_id: int | None, *, unchanged: bool) -> ImportState:
    if roadmap_id is None:
        return ImportState.NEW
    return ImportState.UNCHANGED if unchanged else ImportState.CHANGED


async def _select_same_title(connection: aiosqlite.Connection, title: str) -> tuple[int | None, str]:
    """The roadmap of this title, whatever its dashes, quotes and letter sizes, and its digest."""
    async with connection.execute("SELECT id, title, digest FROM roadmaps ORDER BY id") as cursor:
        rows = await cursor.fetchall()
    return next(
        ((key, digest) for key, known, digest in rows if _title_key(known) == _title_key(title)), (None, "")
    )


def _title_key(title: str) -> str:
    return " ".join(words_of(title)).replace("-", " ")


async def _select_stored(
    connection: aiosqlite.Connection, roadmap_id: int | None
) -> dict[str, tuple[str, str, list[str]]]:
    async with connection.execute(STORED_ACTIVITIES, (roadmap_id,)) as cursor:
        rows = await cursor.fetchall()
    return {number: (title, wording, json.loads(said)) for number, title, wording, said in rows}
