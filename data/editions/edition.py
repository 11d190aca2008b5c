"""A document with all that follows from it, ready to be stored: who is meant, what they are called, when word is due."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

import orjson

from data.documents.abbreviations import derived_aliases, region_aliases
from data.documents.agency_names import AgencySpellings, agency_key, short_name
from data.documents.deadlines import read_deadline
from data.documents.names import NamedAlias, NamedParty, Names
from data.documents.numbering import natural_key
from data.documents.refusal import DocumentProblem, DocumentRefused
from data.primitives.working_days import WorkingCalendar
from data.regions.regions import region_of, same_words, territory_of
from data.roadmap.models import Deadline, Matching, SignedActivity, SignedRoadmap


class Origin(StrEnum):
    """Where an alias comes from; `ADMIN` ones survive every import."""

    SEED = "seed"
    DERIVED = "derived"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class EditionAlias:
    text: str
    matching: Matching
    origin: Origin


@dataclass(frozen=True, slots=True)
class EditionParty:
    name: str
    region: str
    signatory_position: str
    signatory_name: str
    aliases: tuple[EditionAlias, ...]


@dataclass(frozen=True, slots=True)
class EditionAgency:
    """An agency; `party` is the index of its party, `key` the same for every spelling of it."""

    party: int
    name: str
    key: str
    aliases: tuple[EditionAlias, ...]


@dataclass(frozen=True, slots=True)
class EditionSphere:
    number: str
    title: str
    aliases: tuple[EditionAlias, ...]


@dataclass(frozen=True, slots=True)
class EditionActivity:
    """An activity.

    `responsible` are indices of agencies with the wording that names them, in the document's order.
    """

    number: str
    sphere: str
    title: str
    deadline: Deadline
    responsible: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a roadmap, spheres and activities in natural order (1.2 before 1.10)."""

    title: str
    first_year: int
    last_year: int
    parties: tuple[EditionParty, ...]
    agencies: tuple[EditionAgency, ...]
    spheres: tuple[EditionSphere, ...]
    activities: tuple[EditionActivity, ...]

    @property
    def is_signed(self) -> bool:
        """True when the document names a signatory of any side."""
        return any(party.signatory_name for party in self.parties)

    @property
    def digest(self) -> str:
        """SHA-256 of everything stored, so that a new rule or calendar counts as a change and the same file does not."""
        return hashlib.sha256(orjson.dumps(self)).hexdigest()


def make_edition(signed: SignedRoadmap, names: Names, calendar: WorkingCalendar) -> Edition:
    """Returns everything that is to be stored of a signed document.

    Raises `DocumentRefused` when the names do not fit it.
    """
    named = _named_parties(signed, names)
    agency_index = _AgencyIndex(signed, named)
    reader = partial(
        read_deadline, first_year=signed.first_year, last_year=signed.last_year, calendar=calendar
    )
    numbered = sorted(_numbered(signed), key=lambda pair: natural_key(pair[1].number))
    activities = tuple(
        _activity(sphere, activity, reader(activity.deadline), agency_index) for sphere, activity in numbered
    )
    spheres = sorted(signed.spheres, key=lambda sphere: natural_key(sphere.number))
    words = dict(names.spheres)
    return Edition(
        signed.title,
        signed.first_year,
        signed.last_year,
        tuple(_party(signed, party, known) for party, known in zip(signed.parties, named, strict=True)),
        agency_index.agencies(),
        tuple(EditionSphere(s.number, s.title, _seeds(words.get(s.number, ()))) for s in spheres),
        activities,
    )


def _numbered(signed: SignedRoadmap) -> Iterator[tuple[str, SignedActivity]]:
    """Yields each activity with its sphere's number, its own one as it is found by: «I.1» where numbers begin anew."""
    pairs = [(sphere.number, activity) for sphere in signed.spheres for activity in sphere.activities]
    printed = Counter(activity.number for _, activity in pairs)
    for sphere, activity in pairs:
        anew = printed[activity.number] > 1
        yield sphere, replace(activity, number=f"{sphere}.{activity.number}") if anew else activity


def unused_names(edition: Edition, names: Names) -> tuple[str, ...]:
    """Returns the agencies, and the numbers of spheres, that a file of names has and the document has not."""
    used = {agency.name for agency in edition.agencies} | {sphere.number for sphere in edition.spheres}
    listed = [agency.name for party in names.parties for agency in party.agencies]
    return tuple(name for name in (*listed, *dict(names.spheres)) if name not in used)


class _AgencyIndex:
    """The agencies of a document, each counted once, in the order in which it names them."""

    def __init__(self, signed: SignedRoadmap, named: tuple[NamedParty, ...]) -> None:
        self._territories = tuple(territory_of(party) for party in signed.parties)
        self._spellings = tuple(
            AgencySpellings(territory, known.agencies)
            for territory, known in zip(self._territories, named, strict=True)
        )
        self._wordings: dict[tuple[int, str], list[str]] = {}
        self._indices: dict[tuple[int, str], int] = {}

    def index(self, party: int, wording: str) -> int:
        """Returns the index of the agency a wording of a party's column means."""
        known = self._spellings[party].named(wording)
        key = (party, agency_key(known.name if known else wording, self._territories[party]))
        wordings = self._wordings.setdefault(key, [])
        if wording not in wordings:
            wordings.append(wording)
        return self._indices.setdefault(key, len(self._indices))

    def agencies(self) -> tuple[EditionAgency, ...]:
        return tuple(self._agency(party, key, wordings) for (party, key), wordings in self._wordings.items())

    def _agency(self, party: int, key: str, wordings: list[str]) -> EditionAgency:
        known = self._spellings[party].named(wordings[0])
        name = known.name if known else wordings[0]
        short = short_name(name, self._territories[party])
        seeds = [NamedAlias(text, Matching.FREE) for text in (*wordings, *(known.spellings if known else ()))]
        seeds += known.aliases if known else ()
        derived = [NamedAlias(short, Matching.FREE)]
        # Beside abbreviations in use, two letters derived by rule would only be ambiguous.
        derived += [
            alias
            for alias in derived_aliases(short)
            if not (known and known.aliases) or alias.matching is Matching.FREE
        ]
        return EditionAgency(
            party, name, key, _distinct(name, (*_seeds(seeds), *_aliases(derived, Origin.DERIVED)))
        )


def _named_parties(signed: SignedRoadmap, names: Names) -> tuple[NamedParty, ...]:
    found: dict[str, NamedParty] = {}
    for named in names.parties:
        party = next((party for party in signed.parties if same_words(party, named.name)), None)
        if party is None:
            known = ", ".join(signed.parties)
            raise DocumentRefused(DocumentProblem.NAMES_UNKNOWN_PARTY, name=named.name, known=known)
        found[party] = named
    return tuple(found.get(party, NamedParty(party)) for party in signed.parties)


def _party(signed: SignedRoadmap, name: str, named: NamedParty) -> EditionParty:
    region = named.region or region_of(name)
    signed_by = next((signatory for signatory in signed.signatories if signatory.party == name), None)
    aliases = _seeds(named.aliases) or _aliases(region_aliases(region), Origin.DERIVED)
    position, person = (signed_by.position, signed_by.name) if signed_by else ("", "")
    return EditionParty(name, region, position, person, _distinct(region, aliases))


def _activity(
    sphere: str, activity: SignedActivity, deadline: Deadline, agency_index: _AgencyIndex
) -> EditionActivity:
    responsible: dict[int, str] = {}
    for party, wordings in enumerate(activity.agencies):
        for wording in wordings:
            agency = agency_index.index(party, wording)
            responsible[agency] = f"{responsible[agency]}; {wording}" if agency in responsible else wording
    return EditionActivity(activity.number, sphere, activity.title, deadline, tuple(responsible.items()))


def _seeds(aliases: Iterable[NamedAlias]) -> tuple[EditionAlias, ...]:
    return _aliases(aliases, Origin.SEED)


def _aliases(aliases: Iterable[NamedAlias], origin: Origin) -> tuple[EditionAlias, ...]:
    return tuple(EditionAlias(alias.text, alias.matching, origin) for alias in aliases)


def _distinct(name: str, aliases: tuple[EditionAlias, ...]) -> tuple[EditionAlias, ...]:
    """Returns the texts without repetitions, compared in small letters, and without the name itself."""
    first = {name.lower(): EditionAlias(name, Matching.FREE, Origin.SEED)}
    for alias in aliases:
        first.setdefault(alias.text.lower(), alias)
    return tuple(first.values())[1:]
