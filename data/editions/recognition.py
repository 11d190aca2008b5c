"""Which stored roadmap a document is an edition of: the one of the same parties and years."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from data.documents.refusal import DocumentProblem, DocumentRefused
from data.editions.doubts import Doubt, DoubtKind, EditionAnswers
from data.editions.edition import Edition
from data.editions.part_matching import is_same_region
from data.editions.stored_roadmap import StoredRoadmap
from data.primitives.folding import squashed

# Of the activities this part is known again in an edition of other years, or in one of several roadmaps.
SHARED: Final = 0.2


@dataclass(frozen=True, slots=True)
class Recognized:
    """The roadmap, None for a new one; `doubt` when a person has to say."""

    roadmap: StoredRoadmap | None
    doubt: Doubt | None = None


def recognize(stored: Sequence[StoredRoadmap], edition: Edition, answers: EditionAnswers) -> Recognized:
    """Returns what the edition is one of; raises `DocumentRefused` for an answer that cannot be.

    The same parties and years are the same roadmap whatever its title says; of several the one with its title or with
    most of its activities. Other years that overlap, and a text with nothing in common, are a doubt.
    """
    if answers.as_new:
        _refuse_same_title(stored, edition)
        return Recognized(None)
    if answers.as_edition is not None:
        return Recognized(_chosen(stored, answers.as_edition))
    titled = [one for one in stored if squashed(one.heading.title) == squashed(edition.title)]
    alike = titled or [one for one in stored if _has_parties(one, edition) and _overlaps(one, edition)]
    if not alike:
        return Recognized(None)
    likely = max(alike, key=lambda one: (_shared(one, edition), -one.heading.id))
    if titled or _is_certain(likely, [one for one in alike if one is not likely], edition):
        return Recognized(likely)
    if not _is_likely(likely, edition):
        return Recognized(None)
    return Recognized(likely, _doubt(likely, edition))


def _is_certain(likely: StoredRoadmap, others: list[StoredRoadmap], edition: Edition) -> bool:
    if not _has_years(likely, edition):
        return False
    rivals = [one for one in others if _has_years(one, edition)]
    shared = _shared(likely, edition)
    if rivals:
        return shared >= SHARED and all(_shared(one, edition) < shared / 2 for one in rivals)
    return shared > 0


def _is_likely(likely: StoredRoadmap, edition: Edition) -> bool:
    return _has_years(likely, edition) or _shared(likely, edition) >= SHARED


def _has_years(one: StoredRoadmap, edition: Edition) -> bool:
    heading = one.heading
    return (heading.first_year, heading.last_year) == (edition.first_year, edition.last_year)


def _overlaps(one: StoredRoadmap, edition: Edition) -> bool:
    return one.heading.first_year <= edition.last_year and edition.first_year <= one.heading.last_year


def _has_parties(one: StoredRoadmap, edition: Edition) -> bool:
    """True when both have the same parties, in any order."""
    parties = [party for party in one.parties if not party.is_gone]
    return len(parties) == len(edition.parties) and all(
        any(
            is_same_region(written.name, known.name) or is_same_region(written.region, known.region)
            for known in parties
        )
        for written in edition.parties
    )


def _shared(one: StoredRoadmap, edition: Edition) -> float:
    """Returns which part of the smaller one's activities the other has too, 0 to 1."""
    known = {squashed(activity.title) for activity in one.in_force}
    written = {squashed(activity.title) for activity in edition.activities}
    return len(known & written) / max(min(len(known), len(written)), 1)


def _chosen(stored: Sequence[StoredRoadmap], roadmap_id: int) -> StoredRoadmap:
    found = next((one for one in stored if one.heading.id == roadmap_id), None)
    if found is None:
        known = ", ".join(str(one.heading.id) for one in stored)
        raise DocumentRefused(DocumentProblem.NO_SUCH_ROADMAP, id=roadmap_id, known=known or "—")
    return found


def _refuse_same_title(stored: Sequence[StoredRoadmap], edition: Edition) -> None:
    for one in stored:
        if squashed(one.heading.title) == squashed(edition.title):
            raise DocumentRefused(DocumentProblem.SAME_TITLE, id=one.heading.id)


def _doubt(one: StoredRoadmap, edition: Edition) -> Doubt:
    heading = one.heading
    return Doubt(DoubtKind.ROADMAP, edition.title, heading.title, heading.id, edition.title, heading.title)
