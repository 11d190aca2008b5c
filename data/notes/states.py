"""Works out the state of an activity: one pure function of the record and the day, which everything else reads."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import aiosqlite

from data.notes.activity_state import ActivityState, Moment, PeriodState, SideState, SideWord
from data.notes.record import ActivityRecord, Reopened, SaidNote, select_record, select_records
from data.notes.statuses import RANK, SETTLED, NoteStatus, StateKind
from data.roadmap.models import ControlDate, RoadmapContent
from data.roadmap.years import Years, dates_by_year, year_in_force, year_of_word

SAID_OF_YEAR_BEFORE: Final = timedelta(
    days=28
)  # after its last control date, as long as reminders ask for it
UNKNOWN: Final = PeriodState(StateKind.NO_REPORTS)


async def select_states(
    connection: aiosqlite.Connection,
    content: RoadmapContent,
    day: date,
    zone: ZoneInfo,
    at: int | None = None,
) -> dict[int, ActivityState]:
    """Loads how every activity in force stands on that day, by its id; with `at` (Unix seconds) as was known before that."""
    records = await select_records(connection, content, at)
    return {key: activity_state(record, day, zone) for key, record in records.items()}


async def select_state(connection: aiosqlite.Connection, activity_id: int, now: Moment) -> ActivityState:
    """Loads how one activity stands now; one that is unknown has no reports and is never closed."""
    record = await select_record(connection, activity_id)
    return activity_state(record, now.day, now.zone) if record else ActivityState(activity_id, UNKNOWN)


def activity_state(record: ActivityRecord, day: date, zone: ZoneInfo) -> ActivityState:
    """Returns how an activity stands on `day`; `zone` is where the days of its notes begin and end.

    A note counts in the year it is written in; «done» within four weeks of a year's last control date
    still belongs to that year, unless its side has said it before.
    """
    years = dates_by_year(record.deadline)
    last_note = record.notes[-1].number if record.notes else None
    if not years:
        whole = _Part(None, record.deadline.control_dates, record.notes, record.reopenings)
        now = _Period(record.sides, day, zone, whole).state
        return ActivityState(record.activity_id, now, (), record.request, last_note)
    states = tuple(_Period(record.sides, day, zone, part).state for part in _parts(record, years, zone))
    return ActivityState(record.activity_id, _now(states, years, day), states, record.request, last_note)


def _now(states: tuple[PeriodState, ...], years: Years, day: date) -> PeriodState:
    """Returns the year that is under way: when its report is in, from January on the next one."""
    by_year = {state.year: state for state in states}
    year = year_in_force(years, day)
    over = by_year[year].is_settled and day.year > year
    return by_year.get(year + 1, by_year[year]) if over else by_year[year]


@dataclass(frozen=True, slots=True)
class _Part:
    """What one year of an activity is worked out from, or the whole of one that comes once, whose `year` is None."""

    year: int | None
    dates: tuple[ControlDate, ...]
    notes: tuple[SaidNote, ...]
    reopenings: tuple[Reopened, ...]


def _parts(record: ActivityRecord, years: Years, zone: ZoneInfo) -> Iterator[_Part]:
    notes = _notes_by_year(record.notes, years, zone)
    opened = [(_reopened_year(reopened, notes), reopened) for reopened in record.reopenings]
    for year, dates in years.items():
        reopenings = tuple(reopened for its_year, reopened in opened if its_year == year)
        yield _Part(year, dates, tuple(notes.get(year, ())), reopenings)


def _reopened_year(reopened: Reopened, notes: Mapping[int, Iterable[SaidNote]]) -> int | None:
    """Returns the latest year that had been declared done when it was opened again."""
    declared = (
        year
        for year, notes_of_year in notes.items()
        if any(note.status is NoteStatus.DONE and note.number <= reopened.last_note for note in notes_of_year)
    )
    return max(declared, default=None)


def _notes_by_year(notes: Iterable[SaidNote], years: Years, zone: ZoneInfo) -> dict[int, list[SaidNote]]:
    found: dict[int, list[SaidNote]] = {}
    declared: set[tuple[int, int]] = set()
    for note in notes:
        year = _year_of(note, years, declared, _day(note.at, zone))
        found.setdefault(year, []).append(note)
        if note.status is NoteStatus.DONE and note.speaks:
            declared.add((note.party_id, year))
    return found


def _year_of(note: SaidNote, years: Years, declared: set[tuple[int, int]], day: date) -> int:
    """Returns the year that a word is about: the one before where its side owes that year's and it is not too late.

    A word that another side's «исполнено» awaits is of the year before until the dates of its own year come near.
    """
    year = year_of_word(years, day)
    before = year - 1
    if note.status is NoteStatus.DONE and before in years and (note.party_id, before) not in declared:
        is_awaited = any(declared_year == before for _, declared_year in declared)
        near = years[year][-1].last_day - SAID_OF_YEAR_BEFORE if is_awaited else date.min
        last = max(years[before][-1].last_day + SAID_OF_YEAR_BEFORE, near)
        return before if day <= last else year
    is_next = day.year > year and (note.party_id, year) in declared and year + 1 in years
    return year + 1 if is_next else year


def _day(at: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(at, UTC).astimezone(zone).date()


@dataclass(frozen=True, slots=True)
class _Period:
    """How a part of an activity stands on a day."""

    parties: tuple[int, ...]
    day: date
    zone: ZoneInfo
    part: _Part

    @property
    def state(self) -> PeriodState:
        sides = tuple(map(self._side, self.parties))
        kind = self._kind(sides)
        since = self._since(kind, sides)
        return PeriodState(
            kind=kind,
            sides=sides,
            dates=self.part.dates,
            when=next(
                (when for when in self.part.dates if when.day >= self.day),
                self.part.dates[-1] if self.part.dates else None,
            ),
            since=since,
            is_late=self._is_late(kind, since),
            year=self.part.year,
            reopened_on=self._reopened_on if kind is not StateKind.DONE else None,
        )

    @property
    def _last_day(self) -> date:
        return max((when.last_day for when in self.part.dates), default=date.max)

    @property
    def _is_over(self) -> bool:
        return self._last_day < self.day

    @property
    def _silent(self) -> StateKind:
        return StateKind.NOT_DUE if self.part.dates else StateKind.NO_REPORTS

    @property
    def _void(self) -> int:
        """Up to which number «done» counts no more."""
        return max((opened.last_note for opened in self.part.reopenings), default=0)

    @property
    def _reopened_on(self) -> date | None:
        opened = self.part.reopenings[-1] if self.part.reopenings else None
        return _day(opened.at, self.zone) if opened else None

    def _kind(self, sides: tuple[SideState, ...]) -> StateKind:
        kinds = {side.kind for side in sides}
        if kinds == {StateKind.DONE}:
            return StateKind.DONE
        if kinds and kinds <= SETTLED:
            return min(kinds - {StateKind.DONE}, key=RANK.__getitem__)
        if StateKind.DONE in kinds:
            return StateKind.AWAITED
        if self._is_over:
            return StateKind.OVERDUE
        return min(kinds - SETTLED, key=RANK.__getitem__, default=self._silent)

    def _since(self, kind: StateKind, sides: tuple[SideState, ...]) -> date | None:
        days = [side.since for side in sides if side.since]
        if kind in SETTLED:
            return max(days)
        if kind is StateKind.OVERDUE:
            return self._last_day
        declared = StateKind.DONE if kind is StateKind.AWAITED else kind
        return min((side.since for side in sides if side.kind is declared and side.since), default=None)

    def _is_late(self, kind: StateKind, since: date | None) -> bool:
        if kind is StateKind.DONE:
            return since is not None and since > self._last_day
        return kind in (StateKind.AWAITED, StateKind.OVERDUE) and self._is_over

    def _side(self, party_id: int) -> SideState:
        own = [note for note in self.part.notes if note.party_id == party_id]
        words = tuple(self._word(note, note.status) for note in own if note.status)
        word = _word_of_side(words)
        kind = word.kind if word else StateKind.IN_PROGRESS if own else self._silent
        if self._is_over and kind not in SETTLED:
            kind = StateKind.OVERDUE
        given_at = word.at if word else own[0].at if own else None
        since = _day(given_at, self.zone) if given_at is not None else None
        since = self._last_day if kind is StateKind.OVERDUE else since
        return SideState(
            party_id=party_id,
            kind=kind,
            word=word,
            agency_words=tuple(_latest_of_bodies(words)),
            last_note=own[-1].number if own else None,
            since=since,
            is_late=self._is_late(kind, since),
        )

    def _word(self, note: SaidNote, status: NoteStatus) -> SideWord:
        void = note.number <= self._void
        return SideWord(status, note.note_id, note.number, note.agency_id, note.at, void, note.speaks)


def _word_of_side(words: tuple[SideWord, ...]) -> SideWord | None:
    """Returns what counts as the side's word: the last that speaks for it, or what other bodies have said since, if worse.

    What a body says that does not speak for its side undoes no «done».
    """
    spoken = [word for word in words if word.speaks]
    last = spoken[-1] if spoken else None
    if last and last.kind in SETTLED:
        return last
    later = [word for word in words if last is None or word.note_number > last.note_number]
    candidates = [*spoken[-1:], *_latest_of_bodies(later)]
    return min(candidates, key=lambda word: (RANK[word.kind], -word.note_number), default=None)


def _latest_of_bodies(words: Iterable[SideWord]) -> Iterator[SideWord]:
    latest = {word.agency_id: word for word in words}
    return iter(sorted(latest.values(), key=lambda word: word.note_number))
