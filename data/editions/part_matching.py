"""Which parties, bodies and spheres of an edition are stored ones: by what their names mean."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from data.documents.abbreviations import derived_aliases
from data.documents.agency_names import agency_key, short_name
from data.editions.doubts import AnsweredPairs, Doubt, DoubtKind, EditionAnswers, answer_key
from data.editions.edition import Edition, EditionAgency
from data.editions.edition_rows import Ids
from data.editions.stored_roadmap import StoredAgency, StoredParty, StoredRoadmap
from data.primitives.folding import folded, folded_words, squashed, with_own_letters
from data.regions.regions import lemmas, region_of, territory_of, whole_mention
from data.roadmap.models import Matching

# Names as alike as this, in percent, may be one body under another name; so may bodies with half of their activities
# in common.
AKIN: Final = 60
SHARED: Final = 0.5
CITY: Final = frozenset({"г", "гор", "город"})


@dataclass(frozen=True, slots=True)
class AgencyMatches:
    """The stored id of each agency of the edition; one in doubt has none. `likely` holds those in doubt by their place."""

    ids: Ids
    doubts: tuple[Doubt, ...]
    likely: dict[int, int]


def is_same_region(one: str, other: str) -> bool:
    """True for two names of one region or party, in any case and letters: «г. Москвы» and «Правительство Москвы»."""
    known, other_known = (whole_mention(territory_of(text)) for text in (one, other))
    if known and other_known:
        return known.region is other_known.region and known.named.is_city == other_known.named.is_city
    first, second = _region_words(one), _region_words(other)
    return len(first) == len(second) and all(
        word == known or lemmas(word) & lemmas(known) for word, known in zip(first, second, strict=True)
    )


def match_parties(stored: Sequence[StoredParty], written: Iterable[tuple[str, str]]) -> Ids:
    """`written` are name and region of the edition's parties. What is left of either in the same number goes by order."""
    found: list[int | None] = []
    for name, region in written:
        found.append(
            next((one.id for one in stored if one.id not in found and _is_party(one, name, region)), None)
        )
    left = [one.id for one in stored if not one.is_gone and one.id not in found]
    if len(left) == found.count(None):
        waiting = iter(left)
        return tuple(next(waiting) if key is None else key for key in found)
    return tuple(found)


def match_spheres(
    stored: StoredRoadmap, edition: Edition, activities: Ids, of_activity: dict[int, int]
) -> Ids:
    """By title; else the sphere most of its known activities stood in, when no other one of the edition is that.

    `of_activity` gives the stored sphere of each stored activity.
    """
    titled: dict[str, list[int]] = defaultdict(list)
    for known in stored.spheres:
        titled[squashed(known.title)].append(known.id)
    found = [titled[squashed(s.title)].pop(0) if titled[squashed(s.title)] else None for s in edition.spheres]
    left = {sphere.id for sphere in stored.spheres if not sphere.is_gone} - set(found)
    for place, sphere in enumerate(edition.spheres):
        if found[place] is None:
            inside = Counter(
                of_activity[key]
                for key, activity in zip(activities, edition.activities, strict=True)
                if key is not None and activity.sphere == sphere.number and of_activity.get(key) in left
            )
            found[place] = inside.most_common(1)[0][0] if inside else None
            left.discard(found[place] or 0)
    return tuple(found)


def match_agencies(
    stored: StoredRoadmap, edition: Edition, parties: Ids, answers: EditionAnswers
) -> AgencyMatches:
    """By name, learnt names and shortened names; a body that may be one on which something hangs is a doubt.

    Raises `DocumentRefused` for answers that name what is not there.
    """
    answered = _answered(stored, edition, answers)
    found = [answered.same.get(place) for place in range(len(edition.agencies))]
    open_places = [n for n in range(len(found)) if n not in answered.same and n not in answered.new]
    taken = set(answered.same.values()) | answered.gone
    for named in (_by_name(stored), _by_short_name(stored)):
        for place in open_places:
            agency = edition.agencies[place]
            key = named.get((parties[agency.party], agency.key))
            if found[place] is None and key is not None and key not in taken:
                found[place] = key
                taken.add(key)
    left = [place for place in open_places if found[place] is None]
    doubts, likely = _doubts(stored, edition, parties, left, taken)
    return AgencyMatches(tuple(found), tuple(doubts), likely)


def _answered(stored: StoredRoadmap, edition: Edition, answers: EditionAnswers) -> AnsweredPairs:
    written: dict[str, list[int]] = defaultdict(list)
    for place, agency in enumerate(edition.agencies):
        for text in {answer_key(text) for text in (agency.name, *_written_names(agency))}:
            written[text].append(place)
    known: dict[str, list[int]] = defaultdict(list)
    for one in stored.agencies:
        if not one.is_gone:
            for text in {answer_key(text) for text in (one.name, *one.aliases.spellings)}:
                known[text].append(one.id)
    return AnsweredPairs(answers.about_names(), written, known)


def _written_names(agency: EditionAgency) -> Iterator[str]:
    return (alias.text for alias in agency.aliases if alias.matching is Matching.FREE)


def _by_name(stored: StoredRoadmap) -> dict[tuple[int | None, str], int]:
    """Official names come before learnt ones, what is in force before what is gone."""
    named: dict[tuple[int | None, str], int] = {}
    territories = {party.id: territory_of(party.name) for party in stored.parties}
    for texts in (lambda one: (one.name,), lambda one: one.aliases.spellings):
        for one in stored.agencies:
            for text in texts(one):
                named.setdefault((one.party_id, agency_key(text, territories[one.party_id])), one.id)
    return named


def _by_short_name(stored: StoredRoadmap) -> dict[tuple[int | None, str], int]:
    """One-word names by rule («Минстрой») that only one body of a party has."""
    named: dict[tuple[int | None, str], set[int]] = defaultdict(set)
    territories = {party.id: territory_of(party.name) for party in stored.parties}
    for one in (agency for agency in stored.agencies if not agency.is_gone):
        for alias in derived_aliases(short_name(one.name, territories[one.party_id])):
            if alias.matching is Matching.FREE and " " not in alias.text and not alias.text.isupper():
                named[one.party_id, squashed(alias.text)].add(one.id)
    return {key: next(iter(ids)) for key, ids in named.items() if len(ids) == 1}


def _doubts(
    stored: StoredRoadmap, edition: Edition, parties: Ids, left: list[int], taken: set[int]
) -> tuple[list[Doubt], dict[int, int]]:
    known = [one for one in stored.agencies if one.is_held and not one.is_gone and one.id not in taken]
    pairs = sorted(
        (
            (_likeness(stored, edition, one, place), -place, one.id)
            for one in known
            for place in left
            if parties[edition.agencies[place].party] == one.party_id
        ),
        reverse=True,
    )
    by_id = {one.id: one for one in known}
    likely: dict[int, int] = {}
    for score, place, key in pairs:
        if score > 0 and -place not in likely and key not in likely.values():
            likely[-place] = key
    doubts = [
        Doubt(DoubtKind.AGENCY, edition.agencies[place].name, by_id[key].name, key)
        for place, key in sorted(likely.items())
    ]
    return doubts, likely


def _likeness(stored: StoredRoadmap, edition: Edition, one: StoredAgency, place: int) -> float:
    """Returns 0 for two bodies that have neither their name nor their activities in common."""
    party = next(party for party in stored.parties if party.id == one.party_id)
    territory = territory_of(party.name)
    agency = edition.agencies[place]
    names = fuzz.token_sort_ratio(
        folded(short_name(one.name, territory)),
        folded(short_name(agency.name, territory_of(edition.parties[agency.party].name))),
    )
    before = {squashed(a.title) for a in stored.in_force if one.id in a.agency_ids}
    after = {squashed(a.title) for a in edition.activities if place in dict(a.responsible)}
    shared = len(before & after) / max(len(before), len(after), 1)
    return names + 100 * shared if names >= AKIN or shared >= SHARED else 0


def _is_party(one: StoredParty, name: str, region: str) -> bool:
    return any(
        is_same_region(known, written) for known in (one.name, one.region) for written in (name, region)
    )


def _region_words(text: str) -> tuple[str, ...]:
    words = folded_words(region_of(with_own_letters(text)))
    return tuple(word for word in words if word not in CITY) or words
