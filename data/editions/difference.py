"""What a new edition changes: for a person who has to confirm it, and for those it concerns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import TypeVar

from data.editions.edition import Edition, EditionActivity, EditionAgency, EditionParty
from data.editions.edition_rows import Ids, ImportTarget
from data.editions.stored_roadmap import StoredActivity, StoredAgency, StoredParty, StoredRoadmap
from data.primitives.folding import squashed

_Named = StoredParty | StoredAgency
_Part = TypeVar("_Part", StoredParty, StoredAgency)


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """An activity as a person finds it: its number, in the edition or of one that goes the stored one, and its text."""

    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Reworded:
    """Words of before and of the edition; `number` is the activity's in the edition, empty for what has none."""

    number: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """A body and the region of its party."""

    name: str
    region: str


@dataclass(frozen=True, slots=True)
class EditionDifference:
    """Every field is empty when nothing of its kind changes; letters that say the same are no change."""

    title: tuple[Reworded, ...] = ()
    years: tuple[Reworded, ...] = ()
    parties_renamed: tuple[Reworded, ...] = ()
    parties_added: tuple[str, ...] = ()
    parties_removed: tuple[str, ...] = ()
    agencies_renamed: tuple[Reworded, ...] = ()
    agencies_added: tuple[AgencyLine, ...] = ()
    agencies_removed: tuple[AgencyLine, ...] = ()
    added: tuple[ActivityLine, ...] = ()
    removed: tuple[ActivityLine, ...] = ()
    returned: tuple[ActivityLine, ...] = ()
    renumbered: tuple[Reworded, ...] = ()
    reworded: tuple[Reworded, ...] = ()
    moved: tuple[Reworded, ...] = ()
    other_agencies: tuple[Reworded, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True when the edition says what is stored."""
        return not any(getattr(self, part.name) for part in fields(self))


def find_difference(stored: StoredRoadmap, edition: Edition, target: ImportTarget) -> EditionDifference:
    """Returns what storing the edition as `target` says would change."""
    pairs = list(_pairs(stored, edition, target))
    known = [(one, other) for one, other in pairs if not one.is_gone]
    heading = stored.heading
    regions = {party.id: party.region for party in stored.parties}
    years = (f"{heading.first_year}–{heading.last_year}", f"{edition.first_year}–{edition.last_year}")
    return EditionDifference(
        title=_changed("", heading.title, edition.title),
        years=_changed("", *years),
        parties_renamed=tuple(_renamed(stored.parties, edition.parties, target.parties)),
        parties_added=tuple(edition.parties[place].name for place in _coming(stored.parties, target.parties)),
        parties_removed=tuple(party.name for party in _going(stored.parties, target.parties)),
        agencies_renamed=tuple(_renamed(stored.agencies, edition.agencies, target.agencies)),
        agencies_added=tuple(
            AgencyLine(edition.agencies[place].name, edition.parties[edition.agencies[place].party].region)
            for place in _coming(stored.agencies, target.agencies)
        ),
        agencies_removed=tuple(
            AgencyLine(agency.name, regions[agency.party_id])
            for agency in _going(stored.agencies, target.agencies)
        ),
        added=tuple(
            ActivityLine(activity.number, activity.title)
            for activity, key in zip(edition.activities, target.activities, strict=True)
            if key is None
        ),
        removed=tuple(
            ActivityLine(one.number, one.title) for one in stored.in_force if one.id not in target.activities
        ),
        returned=tuple(ActivityLine(other.number, other.title) for one, other in pairs if one.is_gone),
        renumbered=tuple(
            Reworded(other.number, one.number, other.number)
            for one, other in known
            if one.number != other.number
        ),
        reworded=tuple(
            line for one, other in known for line in _changed(other.number, one.title, other.title)
        ),
        moved=tuple(
            Reworded(other.number, one.wording, other.deadline.wording)
            for one, other in known
            if is_another_time(one, other)
        ),
        other_agencies=tuple(_other_agencies(stored, edition, target, known)),
    )


def signed_days(activity: EditionActivity) -> tuple[str, ...]:
    """Returns the days that the wording of an edition gives, YYYY-MM-DD, in order."""
    return tuple(when.nominal.isoformat() for when in activity.deadline.control_dates)


def is_another_time(one: StoredActivity, other: EditionActivity) -> bool:
    """True when the wordings say something else and do not mean the same days."""
    said_again = squashed(one.wording) == squashed(other.deadline.wording)
    return not said_again and (not one.days or one.days != signed_days(other))


def _pairs(
    stored: StoredRoadmap, edition: Edition, target: ImportTarget
) -> Iterator[tuple[StoredActivity, EditionActivity]]:
    by_id = {one.id: one for one in stored.activities}
    for activity, key in zip(edition.activities, target.activities, strict=True):
        if key is not None:
            yield by_id[key], activity


def _renamed(
    stored: Sequence[_Named], written: Sequence[EditionParty | EditionAgency], ids: Ids
) -> Iterator[Reworded]:
    known = {one.id: one for one in stored if not one.is_gone}
    for other, key in zip(written, ids, strict=True):
        if key in known:
            yield from _changed("", known[key].name, other.name)


def _coming(stored: Sequence[_Named], ids: Ids) -> Iterator[int]:
    """Yields the places of parts that are new, or were gone."""
    in_force = {one.id for one in stored if not one.is_gone}
    return (place for place, key in enumerate(ids) if key not in in_force)


def _going(stored: Sequence[_Part], ids: Ids) -> Iterator[_Part]:
    return (one for one in stored if not one.is_gone and one.id not in ids)


def _other_agencies(
    stored: StoredRoadmap,
    edition: Edition,
    target: ImportTarget,
    known: Sequence[tuple[StoredActivity, EditionActivity]],
) -> Iterator[Reworded]:
    names = {agency.id: agency.name for agency in stored.agencies}
    for one, other in known:
        after = [(target.agencies[place], edition.agencies[place].name) for place, _ in other.responsible]
        if {key for key, _ in after} != one.agency_ids:
            before = "; ".join(names[body] for body, _ in one.agencies)
            yield Reworded(other.number, before, "; ".join(name for _, name in after))


def _changed(number: str, before: str, after: str) -> tuple[Reworded, ...]:
    return (Reworded(number, before, after),) if squashed(before) != squashed(after) else ()
