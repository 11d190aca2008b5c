"""An edition as it would be stored: what is known again, what changes, what is open, and whom it concerns."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

import aiosqlite

from data.documents.hidden import HiddenPart
from data.documents.names import Names
from data.documents.refusal import DocumentProblem, DocumentRefused
from data.editions.activity_matching import WrittenActivity, match_activities
from data.editions.concerned import (
    ConcernedPerson,
    EndedDecision,
    has_people,
    select_all_coordinators,
    select_ended,
    select_people_of,
    update_ended,
)
from data.editions.difference import EditionDifference, find_difference, signed_days
from data.editions.doubts import Doubt, EditionAnswers
from data.editions.edition import (
    Edition,
    EditionAgency,
    EditionAlias,
    EditionParty,
    Origin,
    make_edition,
    unused_names,
)
from data.editions.edition_rows import Ids, ImportTarget, upsert_edition
from data.editions.learnt_names import with_learnt_names
from data.editions.part_matching import match_agencies, match_parties, match_spheres
from data.editions.recognition import recognize
from data.editions.stored_roadmap import StoredRoadmap, select_stored_roadmap, select_titles
from data.primitives.fingerprint import fingerprint_of
from data.primitives.folding import better_letters, squashed
from data.primitives.working_days import WorkingCalendar
from data.roadmap.models import Matching, SignedRoadmap


class ImportState(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class PreparedEdition:
    """What takes long to work out, done before the database is asked for anything."""

    signed: SignedRoadmap
    names: Names
    calendar: WorkingCalendar
    edition: Edition
    digest: str
    unused_names: tuple[str, ...]
    left_out: tuple[HiddenPart, ...] = ()  # because the document hides it


@dataclass(frozen=True, slots=True)
class Concerned:
    """`people` belong to bodies that go, are renamed or answer for other activities; `coordinators` to any side."""

    people: tuple[ConcernedPerson, ...] = ()
    coordinators: tuple[int, ...] = ()
    ended: tuple[EndedDecision, ...] = ()


@dataclass(frozen=True, slots=True)
class EditionProposal:
    """`edition` has the names that the roadmap has learnt; `stored` is None for a new roadmap.

    `needs_confirmation` tells that people or decisions hang on what changes.
    """

    edition: Edition
    state: ImportState
    target: ImportTarget
    stored: StoredRoadmap | None = None
    difference: EditionDifference = field(default_factory=EditionDifference)
    doubts: tuple[Doubt, ...] = ()
    concerned: Concerned = field(default_factory=Concerned)
    needs_confirmation: bool = False

    @property
    def fingerprint(self) -> int:
        """Changes with what storing it would do; short enough for a button."""
        return fingerprint_of(self.state, self.target.roadmap_id, repr(self.difference), repr(self.concerned))


def prepare_edition(signed: SignedRoadmap, names: Names, calendar: WorkingCalendar) -> PreparedEdition:
    """Works out what is to be stored; raises `DocumentRefused` when the names do not fit the document."""
    edition = make_edition(signed, names, calendar)
    return PreparedEdition(signed, names, calendar, edition, edition.digest, unused_names(edition, names))


async def propose_edition(
    connection: aiosqlite.Connection, prepared: PreparedEdition, answers: EditionAnswers
) -> EditionProposal:
    """Returns what storing the edition would do; nothing is written.

    Raises `DocumentRefused` for a document cut short and for answers that name what is not there.
    """
    titles = await select_titles(connection)
    known = [await select_stored_roadmap(connection, title) for title in titles]
    recognized = recognize(known, prepared.edition, answers)
    if recognized.roadmap is None:
        return _new(prepared)
    stored = recognized.roadmap
    if recognized.doubt:
        return replace(_new(prepared), doubts=(recognized.doubt,))
    if stored.heading.digest == prepared.digest:
        return replace(
            _new(prepared), state=ImportState.UNCHANGED, target=_target(stored.heading.id), stored=stored
        )
    return await _propose(connection, prepared, stored, answers)


async def store_proposal(
    connection: aiosqlite.Connection, prepared: PreparedEdition, proposal: EditionProposal, at: int
) -> int:
    """Writes the edition and ends what does not hold any longer; returns the roadmap's id. `at` in Unix seconds."""
    roadmap_id = await upsert_edition(connection, proposal.edition, prepared.digest, proposal.target, at)
    await update_ended(connection, proposal.concerned.ended, at)
    return roadmap_id


def _new(prepared: PreparedEdition) -> EditionProposal:
    edition = prepared.edition
    parts = (edition.parties, edition.spheres, edition.agencies, edition.activities)
    return EditionProposal(
        edition, ImportState.NEW, ImportTarget(None, *((None,) * len(part) for part in parts))
    )


def _target(roadmap_id: int) -> ImportTarget:
    return ImportTarget(roadmap_id, (), (), (), ())


async def _propose(
    connection: aiosqlite.Connection,
    prepared: PreparedEdition,
    stored: StoredRoadmap,
    answers: EditionAnswers,
) -> EditionProposal:
    written = [(party.name, party.region) for party in prepared.edition.parties]
    parties = match_parties(stored.parties, written)
    edition = _with_learnt_names(prepared, stored, parties)
    target, doubts = _match(stored, edition, parties, answers)
    edition = _with_former_names(stored, edition, target)
    difference = find_difference(stored, edition, target)
    _refuse_cut_short(stored, edition, difference)
    concerned = await _concerned(connection, stored, edition, target)
    is_changed = not difference.is_empty or bool(concerned.ended)
    is_held = any(one.is_held for one in stored.agencies) or any(one.is_held for one in stored.activities)
    return EditionProposal(
        edition,
        ImportState.CHANGED,
        target,
        stored,
        difference,
        doubts,
        concerned,
        needs_confirmation=is_changed and (is_held or await has_people(connection, stored.heading.id)),
    )


def _with_learnt_names(prepared: PreparedEdition, stored: StoredRoadmap, parties: Ids) -> Edition:
    """Returns the edition with learnt names, in the better letters of what is stored and what is written."""
    names = with_learnt_names(prepared.names, prepared.signed, stored, parties)
    edition = make_edition(prepared.signed, names, prepared.calendar)
    known = {party.id: party for party in stored.parties}
    title = stored.heading.title
    return replace(
        edition,
        title=better_letters(title, edition.title)
        if squashed(title) == squashed(edition.title)
        else edition.title,
        parties=tuple(
            _in_better_letters(party, known[key].name, known[key].region) if key is not None else party
            for party, key in zip(edition.parties, parties, strict=True)
        ),
    )


def _in_better_letters(party: EditionParty, name: str, region: str) -> EditionParty:
    """A party whose name says the same keeps its letters; capitals give way to small ones."""
    if squashed(name) != squashed(party.name):
        return party
    better = party.name if name.isupper() else name
    return replace(
        party, name=better, region=region if squashed(region) == squashed(party.region) else party.region
    )


def _match(
    stored: StoredRoadmap, edition: Edition, parties: Ids, answers: EditionAnswers
) -> tuple[ImportTarget, tuple[Doubt, ...]]:
    agencies = match_agencies(stored, edition, parties, answers)
    likely = {
        place: key if key is not None else agencies.likely.get(place, -1 - place)
        for place, key in enumerate(agencies.ids)
    }
    written = [
        WrittenActivity(
            activity.number,
            activity.title,
            frozenset(likely[place] for place, _ in activity.responsible),
            activity.deadline.wording,
            signed_days(activity),
        )
        for activity in edition.activities
    ]
    activities = match_activities(stored.activities, written, answers)
    spheres = match_spheres(
        stored, edition, activities.ids, {one.id: one.sphere_id for one in stored.activities}
    )
    target = ImportTarget(stored.heading.id, parties, spheres, agencies.ids, activities.ids)
    return target, (*agencies.doubts, *activities.doubts)


def _with_former_names(stored: StoredRoadmap, edition: Edition, target: ImportTarget) -> Edition:
    """A renamed body stays known under its former name, as if a person had given it."""
    known = {agency.id: agency.name for agency in stored.agencies}
    agencies = tuple(
        _known_as(agency, known[key]) if key is not None else agency
        for agency, key in zip(edition.agencies, target.agencies, strict=True)
    )
    return replace(edition, agencies=agencies)


def _known_as(agency: EditionAgency, former: str) -> EditionAgency:
    learnt = [agency.name, *(alias.text for alias in agency.aliases if alias.origin is not Origin.DERIVED)]
    if squashed(former) in {squashed(text) for text in learnt}:
        return agency
    others = (alias for alias in agency.aliases if squashed(alias.text) != squashed(former))
    return replace(agency, aliases=(EditionAlias(former, Matching.FREE, Origin.ADMIN), *others))


def _refuse_cut_short(stored: StoredRoadmap, edition: Edition, difference: EditionDifference) -> None:
    if difference.removed and stored.is_signed and not edition.is_signed:
        numbers = ", ".join(line.number for line in difference.removed)
        raise DocumentRefused(DocumentProblem.CUT_SHORT, numbers=numbers)


async def _concerned(
    connection: aiosqlite.Connection, stored: StoredRoadmap, edition: Edition, target: ImportTarget
) -> Concerned:
    days: dict[int, tuple[str, ...] | None] = {one.id: None for one in stored.in_force}
    answering: dict[int, frozenset[int]] = {}
    for activity, key in zip(edition.activities, target.activities, strict=True):
        if key in days:
            days[key] = signed_days(activity)
            agencies = (target.agencies[place] for place, _ in activity.responsible)
            answering[key] = frozenset(body for body in agencies if body is not None)
    touched = {
        body for one in stored.in_force for body in one.agency_ids ^ answering.get(one.id, frozenset())
    }
    names = {one.id: one.name for one in stored.agencies if not one.is_gone}
    for agency, key in zip(edition.agencies, target.agencies, strict=True):
        if key in names and squashed(names[key]) != squashed(agency.name):
            touched.add(key)
    touched |= names.keys() - set(target.agencies)
    return Concerned(
        await select_people_of(connection, touched),
        await select_all_coordinators(connection, stored.heading.id),
        await select_ended(connection, days),
    )
