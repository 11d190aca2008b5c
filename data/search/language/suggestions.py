"""What else a question may have meant: single agencies of several, their counterparts, parts of a combination."""

from collections.abc import Iterable, Iterator

from data.roadmap.models import RoadmapContent
from data.search.language.index import SearchIndex
from data.search.language.query import Query
from data.search.models import Intent, IntentKind


class Suggestions:
    """Further interpretations of an intent, for correction by one tap."""

    def __init__(self, content: RoadmapContent, query: Query, index: SearchIndex) -> None:
        self._content = content
        self._query = query
        self._index = index
        self._party = {agency.id: agency.party_id for agency in content.agencies}

    def of(self, intent: Intent) -> Iterator[Intent]:
        """Yields the parts of a combination; of an agency alone, those that answer for the same on the other sides."""
        yield from self.parts(intent)
        if intent.kind is IntentKind.AGENCY and len(intent.agencies) == 1:
            for agency in self.counterparts(intent.agencies[0]):
                yield self._agency((agency,))

    def agency(self, agency: int) -> Intent:
        """Returns the interpretation that one agency is meant."""
        return self._agency((agency,))

    def spheres_of_numbers(self, numbers: Iterable[str]) -> Iterator[Intent]:
        """Yields the spheres that activities of these numbers would stand in: of «3.9» sphere 3."""
        wanted = {number.partition(".")[0] for number in numbers}
        yield from (
            self._spheres((sphere.id,)) for sphere in self._content.spheres if sphere.number in wanted
        )

    def parts(self, intent: Intent) -> Iterator[Intent]:
        """Yields each thing an intent combines, alone."""
        if len(intent.agencies) > 1:
            yield from (self._agency((agency,)) for agency in intent.agencies)
        combined = bool(intent.spheres or intent.time or intent.words)
        if intent.agencies and combined:
            yield self._agency(intent.agencies)
        if intent.spheres and (intent.agencies or intent.time or intent.words or intent.parties):
            yield self._spheres(intent.spheres)
        if len(intent.spheres) > 1:
            yield from (self._spheres((sphere,)) for sphere in intent.spheres)

    def _agency(self, agencies: tuple[int, ...]) -> Intent:
        activities = self._query.in_order(self._query.of_agencies(agencies))
        return Intent(IntentKind.AGENCY, agencies=agencies, activities=activities)

    def _spheres(self, spheres: tuple[int, ...]) -> Intent:
        activities = self._query.in_order(self._query.of_spheres(spheres))
        return Intent(IntentKind.SPHERE, spheres=spheres, activities=activities)

    def counterparts(self, agency: int) -> Iterator[int]:
        """Yields agencies (ids) of other parties that share an activity and the subject in the name."""
        subject = self._subject(agency)
        sharing = {
            other
            for activity in self._query.of_agencies((agency,))
            for other in self._content.responsible[activity]
            if self._party[other] != self._party[agency]
        }
        return (other for other in sorted(sharing) if not subject.isdisjoint(self._subject(other)))

    def _subject(self, agency: int) -> frozenset[str]:
        name = self._index.agency_names[agency]
        return frozenset(
            key for group in name.groups for word in group.required for key in (*word.keys, *word.stems)
        )
