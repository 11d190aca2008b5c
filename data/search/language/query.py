"""What an interpretation of a question selects in one roadmap, as sets of activities."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from data.roadmap.models import RoadmapContent
from data.search.language.deadline_index import DeadlineIndex
from data.search.language.index import SearchIndex
from data.search.language.interpretations import Interpretation
from data.search.language.texts import NO_HITS, TextHits

# Two common words together («обмен опытом») choose within a sphere; one does not.
TELLING_COMMON_WORDS = 2


@dataclass(frozen=True, slots=True)
class Selection:
    """The activities that satisfy all of an interpretation; `narrowed` when words in their texts chose them."""

    agencies: tuple[int, ...]
    activities: frozenset[int]
    ongoing: frozenset[int]
    hits: TextHits
    narrowed: bool


class Query:
    """Selects activities of one roadmap by agencies, spheres, parties, words and time."""

    def __init__(self, content: RoadmapContent, index: SearchIndex) -> None:
        self._index = index
        self._deadlines = DeadlineIndex(content.activities)
        self._order = tuple(activity.id for activity in content.activities)
        self._rank = {activity: rank for rank, activity in enumerate(self._order)}
        self._every = frozenset(self._order)
        self._party = {agency.id: agency.party_id for agency in content.agencies}
        self._of_agency: dict[int, set[int]] = {agency.id: set() for agency in content.agencies}
        for activity, agencies in content.responsible.items():
            for agency in agencies:
                self._of_agency[agency].add(activity)
        self._of_sphere: dict[int, set[int]] = {sphere.id: set() for sphere in content.spheres}
        for listed_activity in content.activities:
            self._of_sphere[listed_activity.sphere_id].add(listed_activity.id)
        self._of_party = {
            party.id: self.of_agencies(self.of_parties([party.id])) for party in content.roadmap.parties
        }

    def of_agencies(self, agencies: Iterable[int]) -> frozenset[int]:
        """Returns the ids of the activities any of these agencies is responsible for."""
        return frozenset[int]().union(*(self._of_agency[agency] for agency in agencies))

    def of_spheres(self, spheres: Iterable[int]) -> frozenset[int]:
        """Returns the ids of the activities in any of these spheres."""
        return frozenset[int]().union(*(self._of_sphere[sphere] for sphere in spheres))

    def of_parties(self, parties: Iterable[int]) -> tuple[int, ...]:
        """Returns the ids of the parties' agencies."""
        wanted = frozenset(parties)
        return tuple(agency for agency, party in self._party.items() if party in wanted)

    def in_order(self, activities: frozenset[int]) -> tuple[int, ...]:
        """Sorts ids of activities into the roadmap's order."""
        return (
            self._order
            if len(activities) == len(self._order)
            else tuple(sorted(activities, key=self._rank.__getitem__))
        )

    def select(self, interpretation: Interpretation, today: date) -> Selection:
        """Returns the activities that satisfy everything the interpretation names."""
        agencies = self._on_sides(interpretation)
        within = self._within(interpretation, agencies)
        hits = self._index.texts.find(interpretation.words, within) if interpretation.words else NO_HITS
        chosen = self._chosen(interpretation, within, hits)
        due, ongoing = chosen, frozenset[int]()
        if interpretation.time:
            due, ongoing = (found & chosen for found in self._deadlines.split(interpretation.time, today))
        return Selection(agencies, due, ongoing, hits, narrowed=chosen != within)

    def nearest_day(self, interpretation: Interpretation, today: date) -> date | None:
        """Returns the control date next to the time an interpretation names, of the activities that satisfy all else it names."""
        if interpretation.time is None:
            return None
        timeless = self.select(replace(interpretation, time=None), today)
        return self._deadlines.nearest(interpretation.time, timeless.activities, today)

    def _on_sides(self, interpretation: Interpretation) -> tuple[int, ...]:
        """Returns the agencies named, of the sides named; a side alone names all of its agencies."""
        sides = frozenset(interpretation.sides)
        if interpretation.agencies:
            return tuple(
                agency for agency in interpretation.agencies if not sides or self._party[agency] in sides
            )
        if sides and not (interpretation.spheres or interpretation.time or interpretation.words):
            return self.of_parties(sides)
        return ()

    def _within(self, interpretation: Interpretation, agencies: tuple[int, ...]) -> frozenset[int]:
        within = self.of_agencies(agencies) if interpretation.agencies or agencies else self._every
        if interpretation.spheres:
            within &= self.of_spheres(interpretation.spheres)
        if interpretation.sides and not agencies:
            within &= frozenset[int]().union(*(self._of_party[party] for party in interpretation.sides))
        return within

    def _chosen(
        self, interpretation: Interpretation, within: frozenset[int], hits: TextHits
    ) -> frozenset[int]:
        if not interpretation.words:
            return within
        if hits.activities or not all(self._index.texts.is_common(word) for word in interpretation.words):
            return hits.activities
        if len(interpretation.words) >= TELLING_COMMON_WORDS and (
            interpretation.spheres or interpretation.agencies
        ):
            return self._index.texts.find_common(interpretation.words, within) or within
        return within
