"""What a question names plainly: agencies, sides, and what the roadmap does not have."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class AgencyEntity:
    """Agencies named by the words at `places`; more than one where a name fits several."""

    agencies: tuple[int, ...]
    places: frozenset[int]


@dataclass(frozen=True, slots=True)
class SideEntity:
    """A party named; `joint` when only as whom something is done with («вместе с Питером»)."""

    party: int
    places: frozenset[int]
    joint: bool


@dataclass(frozen=True, slots=True)
class AbsentEntity:
    """Words that name an agency this roadmap does not name; `nearest` are those they resemble.

    Where it is not `certain` one of these, or another one, may be meant.
    """

    text: str
    places: frozenset[int]
    nearest: tuple[int, ...] = ()
    certain: bool = True


@dataclass(slots=True)
class Entities:
    """`heads` are words for a kind of agency that stand alone: «комитеты», with their places.

    `foreign` are the places of other regions.
    """

    agency_entities: list[AgencyEntity] = field(default_factory=list)
    sides: list[SideEntity] = field(default_factory=list)
    heads: dict[int, str] = field(default_factory=dict)
    absent: list[AbsentEntity] = field(default_factory=list)
    foreign: set[int] = field(default_factory=set)

    @property
    def taken(self) -> set[int]:
        """The positions of the words that name an agency or a side."""
        agency_places = (place for agency_entity in self.agency_entities for place in agency_entity.places)
        return {*agency_places, *(place for side in self.sides for place in side.places)}
