"""What a reading of a question selects in one roadmap, as sets of activities."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from data.roadmap.models import RoadmapContent
from data.search.language.due import Deadlines
from data.search.language.index import SearchIndex
from data.search.language.interpretations import Interpretation
from data.search.language.texts import NO_HITS, TextHits

# Two common words together («обмен опытом») choose within a sphere; one does not.
TELLING_COMMON_WORDS = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """The activities that satisfy all of a reading; `narrowed` when words in their texts chose them."""

    agencies: tuple[int, ...]
    activities: frozenset[int]
    ongoing: frozenset[int]
    hits: TextHits
    narrowed: bool


class Query:
    """Selects activities of one roadmap by agencies, spheres, parties, words and time."""

    def __init__(self, content: RoadmapContent, lexicon: SearchIndex) -> None:
        self._lexicon = lexicon
        self._deadlines = Deadlines(content.activities)
        self._order = tuple(activity.id for activity in content.activities)
        self._rank = {activity: rank for rank, activity in enumerate(self._order)}
        self._every = frozenset(self._order)
        self._party = {agency.id: agency.party_id for agency in content.agencies}
        self._of_agency: dict[int, set[int]] = {agency.id: set() for agency in content.agencies}
        for activity, agencies in content.responsible.items():
            for agency in agencies:
                self._of_agency[agency].add(activity)
        self._of_sphere: dict[int, set[int]] = {sphere.id: set() for sphere in content.spheres}
        for one in content.activities:
            self._of_sphere[one.sphere_id].add(one.id)
        self._of_party = {
            party.id: self.of_agencies(self.of_parties([party.id])) for party in content.roadmap.parties
        }

    def of_agencies(self, agencies: Iterable[int]) -> frozenset[int]:
        return frozenset[int]().union(*(self._of_agency[agency] for agency in agencies))

    def of_spheres(self, spheres: Iterable[int]) -> frozenset[int]:
        return frozenset[int]().union(*(self._of_sphere[sphere] for sphere in spheres))

    def of_parties(self, parties: Iterable[int]) -> tuple[int, ...]:
        """The agencies of the parties."""
        wanted = frozenset(parties)
        return tuple(agency for agency, party in self._party.items() if party in wanted)

    def in_order(self, activities: frozenset[int]) -> tuple[int, ...]:
        """The activities in the roadmap's order."""
        return (
            self._order
            if len(activities) == len(self._order)
            else tuple(sorted(activities, key=self._rank.__getitem__))
        )

    def choose(self, reading: Interpretation, today: date) -> Choice:
        """What satisfies everything the reading names."""
        agencies = self._on_sides(reading)
        within = self._within(reading, agencies)
        hits = self._lexicon.texts.find(reading.words, within) if reading.words else NO_HITS
        chosen = self._chosen(reading, within, hits)
        due, ongoing = chosen, frozenset[int]()
        if reading.time:
            due, ongoing = (found & chosen for found in self._deadlines.split(reading.time, today))
        return Choice(agencies, due, ongoing, hits, narrowed=chosen != within)

    def nearest_day(self, reading: Interpretation, today: date) -> date | None:
        """The control date next to the time a reading names, of the activities that satisfy all else it names."""
        if reading.time is None:
            return None
        timeless = self.choose(replace(reading, time=None), today)
        return self._deadlines.nearest(reading.time, timeless.activities, today)

    def _on_sides(self, reading: Interpretation) -> tuple[int, ...]:
        """The agencies named, of the sides named; a side alone names all of its agencies."""
        sides = frozenset(reading.sides)
        if reading.agencies:
            return tuple(agency for agency in reading.agencies if not sides or self._party[agency] in sides)
        if sides and not (reading.spheres or reading.time or reading.words):
            return self.of_parties(sides)
        return ()

    def _within(self, reading: Interpretation, agencies: tuple[int, ...]) -> frozenset[int]:
        within = self.of_agencies(agencies) if reading.agencies or agencies else self._every
        if reading.spheres:
            within &= self.of_spheres(reading.spheres)
        if reading.sides and not agencies:
            within &= frozenset[int]().union(*(self._of_party[party] for party in reading.sides))
        return within

    def _chosen(self, reading: Interpretation, within: frozenset[int], hits: TextHits) -> frozenset[int]:
        if not reading.words:
            return within
        if hits.activities or not all(self._lexicon.texts.is_common(word) for word in reading.words):
            return hits.activities
        if len(reading.words) >= TELLING_COMMON_WORDS and (reading.spheres or reading.agencies):
            return self._lexicon.texts.find_common(reading.words, within) or within
        return within
