"""Names that a roadmap has learnt: they stay known whatever the next file is called and whatever lies beside it."""

from collections import Counter
from collections.abc import Iterator

from data.documents.agency_names import agency_key
from data.documents.names import NamedAgency, NamedAlias, NamedParty, Names
from data.editions.edition_rows import Ids
from data.editions.part_matching import is_same_region
from data.editions.stored_roadmap import StoredAgency, StoredParty, StoredRoadmap
from data.primitives.folding import squashed
from data.regions.regions import territory_of
from data.roadmap.models import SignedRoadmap


def with_learnt_names(names: Names, signed: SignedRoadmap, stored: StoredRoadmap, parties: Ids) -> Names:
    """Returns the names of the file, and the learnt ones for the parties, bodies and spheres it does not speak of.

    `parties` are the stored ids of the document's parties.
    """
    known = {party.id: party for party in stored.parties}
    named = tuple(
        _party(_named(names, party), party, stored, known[key])
        for party, key in zip(signed.parties, parties, strict=True)
        if key is not None
    )
    own = tuple(
        party
        for party in names.parties
        if not any(is_same_region(party.name, learnt.name) for learnt in named)
    )
    return Names((*named, *own), (*names.spheres, *_spheres(names, signed, stored)))


def _named(names: Names, party: str) -> NamedParty | None:
    return next((named for named in names.parties if is_same_region(named.name, party)), None)


def _party(named: NamedParty | None, written: str, stored: StoredRoadmap, known: StoredParty) -> NamedParty:
    own = named or NamedParty(written)
    learnt = tuple(_agencies(own, written, stored, known))
    return NamedParty(
        written,
        own.region or known.region,
        own.aliases or (() if named else known.aliases.seeds),
        (*own.agencies, *learnt),
    )


def _agencies(
    own: NamedParty, written: str, stored: StoredRoadmap, known: StoredParty
) -> Iterator[NamedAgency]:
    """Yields the learnt bodies that the file does not name; a spelling that two of them share is left out."""
    territory = territory_of(written)
    written_keys = {
        agency_key(text, territory) for one in own.agencies for text in (one.name, *one.spellings)
    }
    unnamed = [
        one
        for one in stored.agencies
        if one.party_id == known.id and not _is_said(one, written_keys, territory)
    ]
    spellings = {one.id: _distinct(one, territory) for one in unnamed}
    times = Counter(key for found in spellings.values() for key in found)
    names = Counter(agency_key(one.name, territory) for one in unnamed)
    for one in unnamed:
        own_key = agency_key(one.name, territory)
        if names[own_key] == 1:
            alone = [
                text
                for key, text in spellings[one.id].items()
                if key not in written_keys and key != own_key and times[key] == 1 and not names[key]
            ]
            yield NamedAgency(one.name, tuple(alone), one.aliases.seeds)


def _is_said(one: StoredAgency, written_keys: set[str], territory: str) -> bool:
    return any(agency_key(text, territory) in written_keys for text in (one.name, *one.aliases.spellings))


def _distinct(one: StoredAgency, territory: str) -> dict[str, str]:
    return {agency_key(text, territory): text for text in one.aliases.spellings}


def _spheres(
    names: Names, signed: SignedRoadmap, stored: StoredRoadmap
) -> Iterator[tuple[str, tuple[NamedAlias, ...]]]:
    written_keys = dict(names.spheres)
    learnt = {squashed(sphere.title): sphere.aliases.seeds for sphere in reversed(stored.spheres)}
    for sphere in signed.spheres:
        found = learnt.get(squashed(sphere.title), ())
        if found and sphere.number not in written_keys:
            yield sphere.number, found
