"""What a roadmap is made of.

`Signed*` are a document as it was signed, before it has ids; the others are rows of the database.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final


@dataclass(frozen=True, slots=True)
class SignedActivity:
    """One activity with its number as printed; `agencies` holds, party by party, the agencies as they are written.

    `line` is its line or row in the document, `facts` are its further cells under their headings.
    """

    number: str
    title: str
    agencies: tuple[tuple[str, ...], ...]
    deadline: str
    line: int
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SignedSphere:
    number: str
    title: str
    activities: tuple[SignedActivity, ...]


@dataclass(frozen=True, slots=True)
class Signatory:
    party: str
    position: str
    name: str


@dataclass(frozen=True, slots=True)
class SignedRoadmap:
    """A document as signed. `first_year` and `last_year` are the years of its period, both included."""

    title: str
    parties: tuple[str, ...]
    first_year: int
    last_year: int
    spheres: tuple[SignedSphere, ...]
    signatories: tuple[Signatory, ...]

    @property
    def period(self) -> str:
        """The first and the last year, such as «2024-2026»."""
        return f"{self.first_year}-{self.last_year}"


class DeadlineKind(StrEnum):
    """How a deadline is worded; the rules stand in `data.documents.deadlines`."""

    DATE = "date"
    YEAR = "year"
    PERIOD = "period"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    ANNUAL = "annual"
    ANNUAL_MONTH = "annual_month"
    QUARTERLY = "quarterly"
    MONTHLY = "monthly"
    ONGOING = "ongoing"
    BY_SCHEDULE = "by_schedule"
    UNKNOWN = "unknown"


WITHOUT_DAY: Final = frozenset({DeadlineKind.BY_SCHEDULE, DeadlineKind.UNKNOWN})


@dataclass(frozen=True, slots=True)
class ControlDate:
    """A day by which word is due. `nominal` is what the wording gives, `day` the working day it moved to.

    `by_hand` is a decided day: neither the wording nor the calendar moves it. `signed` is then the working day of the
    wording, None where that gives none or is not known; `binding` the day that binds all sides, None where `day` does:
    a day that one side alone has set does not.
    """

    day: date
    nominal: date
    by_hand: bool = False
    signed: date | None = field(default=None, repr=False, compare=False)
    binding: date | None = field(default=None, repr=False)

    @property
    def last_day(self) -> date:
        """The day after which what is not done is overdue."""
        return self.binding or self.day

    @property
    def is_one_sided(self) -> bool:
        """True while a side alone has set the day, and the others have not agreed."""
        return self.binding is not None


@dataclass(frozen=True, slots=True)
class Deadline:
    """The signed wording and what follows from it.

    `recurring` deadlines come every year, quarter or month; `assumed` ones had no date in their wording.
    `months` are the months (1 to 12) the wording names, `years` the years it names or covers.
    """

    wording: str
    kind: DeadlineKind
    control_dates: tuple[ControlDate, ...]
    recurring: bool
    assumed: bool
    months: tuple[int, ...]
    years: tuple[int, ...]

    def next_control_date(self, today: date) -> ControlDate | None:
        """Returns the first control date from today on; None when there is none, or none left."""
        return next((when for when in self.control_dates if when.day >= today), None)

    def is_over(self, today: date) -> bool:
        """True when every control date has passed, whatever was said."""
        return bool(self.control_dates) and all(when.last_day < today for when in self.control_dates)

    def in_force(self, today: date) -> ControlDate | None:
        """Returns the next one, the last one when all have passed, None when there is none."""
        last = self.control_dates[-1] if self.control_dates else None
        return self.next_control_date(today) or last


@dataclass(frozen=True, slots=True)
class Party:
    """A side of the roadmap: `name` as signed, `region` the short form people say («Пермский край»)."""

    id: int
    name: str
    region: str


@dataclass(frozen=True, slots=True)
class Roadmap:
    id: int
    title: str
    first_year: int
    last_year: int
    parties: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class Sphere:
    id: int
    roadmap_id: int
    number: str
    title: str
    activity_count: int


@dataclass(frozen=True, slots=True)
class Agency:
    """`gone_at` as of an activity; `appeared_at` (Unix seconds) is when an edition brought it in, 0 for the beginning."""

    id: int
    roadmap_id: int
    party_id: int
    name: str
    activity_count: int
    gone_at: int | None = None
    appeared_at: int = 0


@dataclass(frozen=True, slots=True)
class Responsibility:
    """An agency answers for an activity; `wording` is how the document spells it there."""

    agency: Agency
    wording: str


@dataclass(frozen=True, slots=True)
class Activity:
    """`gone_at` (Unix seconds) is when an edition without it was stored, None while it is in force."""

    id: int
    sphere_id: int
    number: str
    title: str
    deadline: Deadline
    gone_at: int | None = None


class Matching(StrEnum):
    """How freely an alias may be matched."""

    FREE = "free"  # inflected, with typos, by keyboard layout and transliteration
    WHOLE = "whole"  # the whole word only, any case: «КС», «КИ»
    UPPER = "upper"  # the whole word in capitals only: «МЭР» is not «мэр»


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of an agency or a party, or a word people use for a sphere: exactly one of the ids is set."""

    text: str
    matching: Matching
    agency_id: int | None = None
    sphere_id: int | None = None
    party_id: int | None = None


@dataclass(frozen=True, slots=True)
class GoneParts:
    """What earlier editions had and the present one has not: what was reported and decided on it stays readable.

    `responsible` gives the ids of the agencies of each gone activity, in force or not.
    """

    parties: tuple[Party, ...] = ()
    spheres: tuple[Sphere, ...] = ()
    agencies: tuple[Agency, ...] = ()
    activities: tuple[Activity, ...] = ()
    responsible: Mapping[int, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RoadmapContent:
    """A whole roadmap in memory: what questions are answered from.

    `responsible` gives the ids of the agencies of each activity id, in the document's order.
    Spheres and activities are in natural order (1.2 before 1.10).
    """

    roadmap: Roadmap
    spheres: tuple[Sphere, ...]
    agencies: tuple[Agency, ...]
    activities: tuple[Activity, ...]
    responsible: dict[int, tuple[int, ...]]
    aliases: tuple[Alias, ...]
    gone: GoneParts = GoneParts()
