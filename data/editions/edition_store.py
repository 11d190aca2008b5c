"""A roadmap enters the database: a new one, or a new edition of one in place, whole or not at all."""

import asyncio
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

import aiosqlite

from data.database import Database
from data.documents.names import Names, read_names
from data.documents.readers import read_document
from data.documents.refusal import DocumentProblem, DocumentRefused
from data.editions.edition import Edition, EditionParty, make_edition, unused_names
from data.editions.edition_rows import ImportTarget, upsert_edition
from data.editions.id_matching import StoredActivity, match_ids, match_returning
from data.editions.known_parts import (
    select_gone_activities,
    select_known_agencies,
    select_known_parties,
    select_known_spheres,
)
from data.primitives.working_days import WorkingCalendar
from data.regions.regions import words_of
from data.roadmap.models import SignedRoadmap

STORED_ACTIVITIES = """
SELECT a.id, a.number, a.title, d.wording,
    (SELECT json_group_array(wording) FROM (
        SELECT wording FROM responsibilities WHERE activity_id = a.id ORDER BY position)) AS texts
FROM activities AS a JOIN deadlines AS d ON d.activity_id = a.id
WHERE a.roadmap_id = ? ORDER BY a.position
"""

SHIPPED = Path(__file__).parents[1] / "shipped"


class ImportState(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did, or would do; `added`, `changed`, `removed` and `returned` are numbers of activities.

    An activity counts as changed when its text, its deadline's wording or the agencies written in it differ;
    `renumbered` pairs the old and the new number of one that moved, which keeps its id and its notes. Of those that
    an earlier edition left out the `returned` are in force again, with their notes.
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
    returned: tuple[str, ...] = ()
    renumbered: tuple[tuple[str, str], ...] = ()
    unused_names: tuple[str, ...] = ()
    document: SignedRoadmap | None = None
    sides: tuple[EditionParty, ...] = ()


@dataclass(frozen=True, slots=True)
class PreparedEdition:
    """What takes long to work out, done before the database is asked for anything."""

    signed: SignedRoadmap
    edition: Edition
    digest: str
    unused_names: tuple[str, ...]


async def import_document(db: Database, path: Path, *, dry_run: bool = False) -> ImportOutcome:
    """Reads the document and its file of names and stores them in one transaction.

    Raises `DocumentRefused` when either is refused; then, and in a dry run, nothing is written.
    """
    prepared = await asyncio.to_thread(_read, path, db.calendar)
    if dry_run:
        return _told((await _compare(db.reader, prepared))[0], prepared)
    async with db.writing() as connection:
        outcome = await store_edition(connection, prepared, int(time.time()))
    return _told(outcome, prepared)


def _told(outcome: ImportOutcome, prepared: PreparedEdition) -> ImportOutcome:
    return replace(outcome, document=prepared.signed, sides=prepared.edition.parties)


async def import_shipped_if_empty(db: Database) -> tuple[ImportOutcome, ...]:
    """Imports the roadmaps that ship with the product into a database that has none."""
    async with db.reader.execute("SELECT EXISTS (SELECT 1 FROM roadmaps)") as cursor:
        row = await cursor.fetchone()
    if row and row[0]:
        return ()
    return tuple([await import_document(db, path) for path in sorted(SHIPPED.glob("*.txt"))])


def _read(path: Path, calendar: WorkingCalendar) -> PreparedEdition:
    return prepare_edition(read_document(path), read_names(path), calendar)


def prepare_edition(signed: SignedRoadmap, names: Names, calendar: WorkingCalendar) -> PreparedEdition:
    """Works out what is to be stored; raises `DocumentRefused` when the names do not fit the document."""
    edition = make_edition(signed, names, calendar)
    return PreparedEdition(signed, edition, edition.digest, unused_names(edition, names))


async def store_edition(
    connection: aiosqlite.Connection, prepared: PreparedEdition, at: int
) -> ImportOutcome:
    """Stores an edition; the same one twice changes nothing, a changed one keeps the ids of what remains.

    What the edition leaves out is gone since `at` (Unix seconds) and keeps what hangs on it; what an earlier edition
    left out is in force again with its id. Aliases an admin made stay. Raises `DocumentRefused` for a document cut short.
    """
    outcome, activities = await _compare(connection, prepared)
    if outcome.state is ImportState.UNCHANGED:
        return outcome
    target = await _target(connection, prepared.edition, outcome.roadmap_id, activities)
    roadmap_id = await upsert_edition(connection, prepared.edition, prepared.digest, target, at)
    return replace(outcome, roadmap_id=roadmap_id)


async def _target(
    connection: aiosqlite.Connection, edition: Edition, roadmap_id: int | None, activities: Mapping[str, int]
) -> ImportTarget:
    parties = await select_known_parties(connection, edition, roadmap_id)
    return ImportTarget(
        roadmap_id,
        parties,
        await select_known_spheres(connection, edition, roadmap_id),
        await select_known_agencies(connection, edition, parties),
        tuple(activities.get(activity.number) for activity in edition.activities),
    )


async def _compare(
    connection: aiosqlite.Connection, prepared: PreparedEdition
) -> tuple[ImportOutcome, dict[str, int]]:
    """Returns what importing would do, and the ids of known activities by number; raises `DocumentRefused`."""
    edition = prepared.edition
    roadmap_id, digest = await _select_same_title(connection, edition.title)
    stored = await _select_stored(connection, roadmap_id)
    incoming = {
        activity.number: (
            activity.title,
            activity.deadline.wording,
            [wording for _, wording in activity.responsible],
        )
        for activity in edition.activities
    }
    known = {key: StoredActivity(key, number, texts[0]) for key, (number, texts) in stored.items()}
    titles = {number: texts[0] for number, texts in incoming.items()}
    gone = await select_gone_activities(connection, roadmap_id)
    returned = match_returning(list(known.values()), gone, titles)
    matched = match_ids(
        list(known.values()), {number: title for number, title in titles.items() if number not in returned}
    )
    removed = tuple(activity.number for key, activity in known.items() if key not in matched.values())
    if removed and not edition.is_signed and await _is_signed(connection, roadmap_id):
        raise DocumentRefused(DocumentProblem.CUT_SHORT, numbers=", ".join(removed))
    outcome = ImportOutcome(
        _state(roadmap_id, unchanged=digest == prepared.digest),
        roadmap_id,
        edition.title,
        len(edition.spheres),
        len(edition.activities),
        len(edition.agencies),
        added=tuple(number for number in incoming if number not in matched | returned),
        changed=tuple(
            number
            for number in incoming
            if number in matched and stored[matched[number]][1] != incoming[number]
        ),
        removed=removed,
        returned=tuple(returned),
        renumbered=tuple(
            (known[key].number, number) for number, key in matched.items() if known[key].number != number
        ),
        unused_names=prepared.unused_names,
    )
    return outcome, matched | returned


async def _is_signed(connection: aiosqlite.Connection, roadmap_id: int | None) -> bool:
    sql = "SELECT 1 FROM parties WHERE roadmap_id = ? AND signatory_name <> ''"
    async with connection.execute(sql, (roadmap_id,)) as cursor:
        return await cursor.fetchone() is not None


def _state(roadmap_id: int | None, *, unchanged: bool) -> ImportState:
    if roadmap_id is None:
        return ImportState.NEW
    return ImportState.UNCHANGED if unchanged else ImportState.CHANGED


async def _select_same_title(connection: aiosqlite.Connection, title: str) -> tuple[int | None, str]:
    """Loads id and digest of the roadmap with this title; dashes, quotes and capitals do not count."""
    async with connection.execute("SELECT id, title, digest FROM roadmaps ORDER BY id") as cursor:
        rows = await cursor.fetchall()
    same = (row for row in rows if _title_key(row["title"]) == _title_key(title))
    return next(((row["id"], row["digest"]) for row in same), (None, ""))


def _title_key(title: str) -> str:
    return " ".join(words_of(title)).replace("-", " ")


async def _select_stored(
    connection: aiosqlite.Connection, roadmap_id: int | None
) -> dict[int, tuple[str, tuple[str, str, list[str]]]]:
    """Loads, by id, the number of each activity with its title, its deadline's wording and its agencies' wordings."""
    async with connection.execute(STORED_ACTIVITIES, (roadmap_id,)) as cursor:
        rows = await cursor.fetchall()
    return {
        row["id"]: (row["number"], (row["title"], row["wording"], json.loads(row["texts"]))) for row in rows
    }
