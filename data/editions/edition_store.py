"""A roadmap enters the database: a new one, or a new edition of one in place, whole or not at all."""

import asyncio
import time
from dataclasses import dataclass, replace
from pathlib import Path

import aiosqlite

from data.database import Database
from data.documents.document import read_source
from data.documents.hidden import hidden_parts
from data.documents.names import read_names
from data.documents.parser import recognise
from data.documents.refusal import DocumentProblem, DocumentRefused
from data.editions.doubts import EditionAnswers
from data.editions.edition import EditionParty
from data.editions.proposal import (
    EditionProposal,
    ImportState,
    PreparedEdition,
    prepare_edition,
    propose_edition,
    store_proposal,
)
from data.primitives.working_days import WorkingCalendar
from data.roadmap.models import SignedRoadmap

__all__ = [
    "ImportState",
    "PreparedEdition",
    "prepare_edition",
]  # with what is defined here: one way in for importers

SHIPPED = Path(__file__).parents[1] / "shipped"
UNANSWERED = EditionAnswers()


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did, or would do; `added`, `changed`, `removed` and `returned` are numbers of activities.

    An activity counts as changed when its text, the days of its deadline or the agencies written in it differ, whatever
    their letters; `renumbered` pairs the old and the new number of one that moved, which keeps its id and its notes. Of
    those that an earlier edition left out the `returned` are in force again, with their notes.
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


async def import_document(
    db: Database, path: Path, *, dry_run: bool = False, answers: EditionAnswers = UNANSWERED
) -> ImportOutcome:
    """Reads the document and its file of names and stores them in one transaction, without asking anybody.

    Raises `DocumentRefused` when either is refused or a question is open; then, and in a dry run, nothing is written.
    """
    prepared = await prepare_document(db, path)
    if dry_run:
        proposal = await propose_edition(db.reader, prepared, answers)
        refuse_doubts(proposal)
        return outcome_of(prepared, proposal)
    async with db.writing() as connection:
        return await store_edition(connection, prepared, int(time.time()), answers)


async def import_shipped_if_empty(db: Database) -> tuple[ImportOutcome, ...]:
    """Imports the roadmaps that ship with the product into a database that has none."""
    async with db.reader.execute("SELECT EXISTS (SELECT 1 FROM roadmaps)") as cursor:
        row = await cursor.fetchone()
    if row and row[0]:
        return ()
    return tuple([await import_document(db, path) for path in sorted(SHIPPED.glob("*.txt"))])


async def prepare_document(db: Database, path: Path, *, with_hidden: bool = False) -> PreparedEdition:
    """Reads a document and its file of names; raises `DocumentRefused`."""
    return await asyncio.to_thread(_read, path, db.calendar, with_hidden)


def _read(path: Path, calendar: WorkingCalendar, with_hidden: bool) -> PreparedEdition:
    source = read_source(path)
    prepared = prepare_edition(recognise(source, with_hidden=with_hidden), read_names(path), calendar)
    return prepared if with_hidden else replace(prepared, left_out=hidden_parts(source))


async def store_edition(
    connection: aiosqlite.Connection,
    prepared: PreparedEdition,
    at: int,
    answers: EditionAnswers = UNANSWERED,
) -> ImportOutcome:
    """Stores an edition; the same one twice changes nothing, a changed one keeps the ids of what remains.

    What the edition leaves out is gone since `at` (Unix seconds) and keeps what hangs on it; what an earlier edition
    left out is in force again with its id. Aliases an admin made stay. Raises `DocumentRefused` for a document cut short
    and for an open question.
    """
    proposal = await propose_edition(connection, prepared, answers)
    refuse_doubts(proposal)
    outcome = outcome_of(prepared, proposal)
    if outcome.state is ImportState.UNCHANGED:
        return outcome
    return replace(outcome, roadmap_id=await store_proposal(connection, prepared, proposal, at))


def refuse_doubts(proposal: EditionProposal) -> None:
    """Raises `DocumentRefused` with the questions that are open."""
    if proposal.doubts:
        raise DocumentRefused(DocumentProblem.DOUBTFUL, doubts=proposal.doubts)


def outcome_of(prepared: PreparedEdition, proposal: EditionProposal) -> ImportOutcome:
    """Returns what storing the proposal does, in numbers."""
    edition, difference = proposal.edition, proposal.difference
    touched = {line.number for line in (*difference.reworded, *difference.moved, *difference.other_agencies)}
    return ImportOutcome(
        proposal.state,
        proposal.target.roadmap_id,
        edition.title,
        len(edition.spheres),
        len(edition.activities),
        len(edition.agencies),
        added=tuple(line.number for line in difference.added),
        changed=tuple(activity.number for activity in edition.activities if activity.number in touched),
        removed=tuple(line.number for line in difference.removed),
        returned=tuple(line.number for line in difference.returned),
        renumbered=tuple((line.before, line.after) for line in difference.renumbered),
        unused_names=prepared.unused_names,
        document=prepared.signed,
        sides=edition.parties,
    )
