"""How an activity and each side of it stand on a day: what `data.notes.states` works out and everything else reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from data.notes.record import OpenRequest
from data.notes.statuses import MEANT, SETTLED, NoteStatus, StateKind
from data.roadmap.models import ControlDate


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment in Unix seconds, and the zone in which days begin and end."""

    at: int
    zone: ZoneInfo

    @property
    def day(self) -> date:
        """The day it is then."""
        return datetime.fromtimestamp(self.at, UTC).astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class SideWord:
    """A body's latest word: `at` (Unix seconds) is since when it says so.

    `void` is a word of before the activity was opened again: its «done» counts no more. `speaks` is False of a body
    that the side does not name first.
    """

    status: NoteStatus
    note_id: int
    note_number: int
    agency_id: int
    at: int
    void: bool = False
    speaks: bool = True

    @property
    def is_void_completion(self) -> bool:
        """True for «done» of before the activity was opened again."""
        return self.status is NoteStatus.DONE and self.void

    @property
    def kind(self) -> StateKind:
        """What the word makes of its side; «done» that does not count, or not for the side, is one on the way."""
        meant = MEANT[self.status]
        counts = self.speaks and not (self.void and meant is StateKind.DONE)
        return meant if counts or meant not in SETTLED else StateKind.IN_PROGRESS


@dataclass(frozen=True, slots=True)
class SideState:
    """A side of an activity: `word` is what counts as its word, None when no note has named a status.

    `agency_words` are the latest words of its bodies, by the numbers of the notes; `last_note` is the number of its newest
    note, with a status or without. `since` is the day since when the state holds, None before the first word; a state
    that is late holds after the control date.
    """

    party_id: int
    kind: StateKind
    word: SideWord | None = None
    agency_words: tuple[SideWord, ...] = ()
    last_note: int | None = None
    since: date | None = None
    is_late: bool = False

    @property
    def declares(self) -> bool:
        """True when the side has declared the activity done and that still counts."""
        return self.kind is StateKind.DONE


@dataclass(frozen=True, slots=True)
class PeriodState:
    """How an activity stands in one year of it; `year` is None where it does not come again in another one.

    `dates` are the control dates of the year and `when` the one in force, None without a date. `since` is the day since
    when `kind` holds, None before the first word. `is_late` is True of what was done after its last control date, or is
    awaited or overdue after it. `reopened_on` is the day it was opened again, None once it has been done after that.
    """

    kind: StateKind
    sides: tuple[SideState, ...] = ()
    dates: tuple[ControlDate, ...] = ()
    when: ControlDate | None = None
    since: date | None = None
    is_late: bool = False
    year: int | None = None
    reopened_on: date | None = None

    @property
    def is_done(self) -> bool:
        """True when every side with bodies on it has declared it done: one side's word is interim."""
        return self.kind is StateKind.DONE

    @property
    def is_settled(self) -> bool:
        """True when nothing is due any more: done, or said to have gone on throughout, or not to have been done."""
        return self.kind in SETTLED

    @property
    def is_overdue(self) -> bool:
        """True when the control date has passed and no side has declared it done."""
        return self.kind is StateKind.OVERDUE

    @property
    def declared(self) -> tuple[int, ...]:
        """The parties that have declared it done."""
        return tuple(side.party_id for side in self.sides if side.declares)

    @property
    def awaited(self) -> tuple[int, ...]:
        """The parties whose «done» is missing, once another side has said it."""
        missing = tuple(side.party_id for side in self.sides if not side.declares)
        return missing if self.declared else ()

    @property
    def words(self) -> tuple[tuple[int, SideWord | None], ...]:
        """What counts as the word of each side, in the roadmap's order."""
        return tuple((side.party_id, side.word) for side in self.sides)


@dataclass(frozen=True, slots=True)
class ActivityState:
    """How an activity stands: `now` in the year that is under way, `years` in each year of one that comes every year.

    `request` is an open request to move its deadline; `last_note` the number of its newest note that is not withdrawn.
    """

    activity_id: int
    now: PeriodState
    years: tuple[PeriodState, ...] = ()
    request: OpenRequest | None = None
    last_note: int | None = None

    @property
    def kind(self) -> StateKind:
        """The state of the year that is under way."""
        return self.now.kind

    @property
    def words(self) -> tuple[tuple[int, SideWord | None], ...]:
        """What counts as the word of each side in the year that is under way, in the roadmap's order."""
        return self.now.words

    @property
    def declared(self) -> tuple[int, ...]:
        """The parties that have declared the year that is under way done."""
        return self.now.declared

    @property
    def awaited(self) -> tuple[int, ...]:
        """The parties whose «done» of the year that is under way is missing, once another side has said it."""
        return self.now.awaited

    @property
    def is_closed(self) -> bool:
        """True when every side has declared it done: of an activity that comes every year, in the last of them."""
        return self.periods[-1].is_done

    @property
    def closed_years(self) -> frozenset[int | None]:
        """The years that every side has declared done; None stands for an activity that comes once."""
        return frozenset(state.year for state in self.periods if state.is_done)

    @property
    def has_no_reports(self) -> bool:
        """True when no side has ever reported on it."""
        return self.last_note is None

    @property
    def periods(self) -> tuple[PeriodState, ...]:
        """The state of each year, or the one state of an activity that comes once."""
        return self.years or (self.now,)

    def in_year(self, year: int) -> PeriodState:
        """Returns the state of that year; of an activity that comes once, or not in that year, its state now."""
        return next((state for state in self.years if state.year == year), self.now)

    @property
    def due_dates(self) -> Iterator[ControlDate]:
        """The control dates, oldest first, of the years in which it is still to be done."""
        return (when for state in self.periods if not state.is_settled for when in state.dates)

    def next_due(self, day: date) -> ControlDate | None:
        """Returns the first of `due_dates` from that day on; None when there is none, or none left."""
        return next((when for when in self.due_dates if when.day >= day), None)
