"""What a decision about reminders is made from, as of one moment."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from data.decisions.instructions import Instructions
from data.notes.activity_state import ActivityState, PeriodState
from data.notes.statuses import SETTLED
from data.people.appointments import Appointment
from data.people.rights import Right, may, may_write_for
from data.primitives.working_days import WorkingCalendar
from data.reminders.choices import Choices
from data.reminders.inquiries import Inquiry
from data.reminders.reminder_log import NOTHING, SentReminders
from data.roadmap.models import Activity, Agency, ControlDate, RoadmapContent


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person who writes notes; `can_message` is False once they have blocked the bot.

    `appointed_at` (Unix seconds) is when their present role, agencies and sides were given, 0 when not known.
    `calendar` is their side's where that is in another country.
    """

    user_id: int
    appointment: Appointment
    can_message: bool
    zone: ZoneInfo
    choices: Choices
    appointed_at: int = 0
    calendar: WorkingCalendar | None = None

    def today(self, now: datetime) -> date:
        """Returns the day it is in the person's zone; `now` is aware."""
        return now.astimezone(self.zone).date()

    def is_away(self, now: datetime) -> bool:
        """True up to and including the last day of the absence, in the person's zone."""
        absence = self.choices.absence
        return absence is not None and absence.covers(self.today(now))

    def closes(self, now: datetime) -> datetime:
        """Returns when today's hours for messages end."""
        hour = self.choices.hours.closes
        return datetime.combine(self.today(now), time(), self.zone) + timedelta(hours=hour)

    @property
    def coordinated(self) -> frozenset[int]:
        """The ids of the sides the person coordinates."""
        return self.appointment.parties if may(self.appointment, Right.COORDINATE) else frozenset()

    def may_write(self, agency: Agency) -> bool:
        """True when the person may publish notes of the agency."""
        return may_write_for(self.appointment, agency)


@dataclass(frozen=True, slots=True)
class NextSummary:
    """`day` is when it comes out, `eve` the working day before that; its period began at `since` (Unix seconds)."""

    day: date
    eve: date
    since: int


@dataclass(frozen=True)
class RoadmapSnapshot:
    """A roadmap as it stands: `words` gives by (activity id, agency id) when word last came, in Unix seconds.

    `staff` are the people of each agency that has any; `summary` is None for a roadmap without a group; reports were
    possible since `began` (Unix seconds); `instructions` are those of meetings that are not done.
    """

    content: RoadmapContent
    states: Mapping[int, ActivityState]
    words: Mapping[tuple[int, int], int]
    staff: Mapping[int, frozenset[int]]
    summary: NextSummary | None = None
    began: int = 0
    instructions: Instructions = field(default_factory=dict)

    @cached_property
    def agencies(self) -> dict[int, Agency]:
        """The agencies by id."""
        return {agency.id: agency for agency in self.content.agencies}

    @cached_property
    def open_activities(self) -> dict[int, tuple[Activity, ...]]:
        """The activities, by agency id, that its side has not declared done."""
        found: dict[int, list[Activity]] = {agency_id: [] for agency_id in self.agencies}
        for activity in self.content.activities:
            for agency_id in self.content.responsible.get(activity.id, ()):
                if agency_id in found and not self._is_declared(activity.id, self.agencies[agency_id]):
                    found[agency_id].append(activity)
        return {agency_id: tuple(activities) for agency_id, activities in found.items()}

    @cached_property
    def last_words(self) -> dict[int, int]:
        """The last report (Unix seconds) by agency id, on any activity."""
        found: dict[int, int] = {}
        for (_, agency_id), at in self.words.items():
            found[agency_id] = max(at, found.get(agency_id, 0))
        return found

    def of_side(self, party_id: int) -> Iterator[Agency]:
        """Yields the agencies of a side, in the roadmap's order."""
        return (agency for agency in self.content.agencies if agency.party_id == party_id)

    def due_dates(self, activity: Activity, agencies: Iterable[int]) -> tuple[ControlDate, ...]:
        """Returns the control dates of what the sides of these agencies have not declared done, oldest first."""
        parties = {self.agencies[agency_id].party_id for agency_id in agencies if agency_id in self.agencies}
        state = self.states.get(activity.id)
        if state is None:
            return activity.deadline.control_dates
        return tuple(when for period in state.periods if _is_open(period, parties) for when in period.dates)

    def is_overdue(self, activity_id: int) -> bool:
        """True when the activity is overdue, as its card says."""
        state = self.states.get(activity_id)
        return state is not None and state.now.is_overdue

    def _is_declared(self, activity_id: int, agency: Agency) -> bool:
        state = self.states.get(activity_id)
        return state is not None and not _is_open(state.now, {agency.party_id})


def _is_open(state: PeriodState, parties: Collection[int]) -> bool:
    """True while one of these sides has still to say that it is done."""
    settled = {side.party_id for side in state.sides if side.kind in SETTLED}
    return not state.is_settled and bool(set(parties) - settled)


@dataclass(frozen=True)
class ReminderInputs:
    """All that decides who is reminded of what; `inquiries` are those not passed on yet, or of the last week.

    `version` is how many versions of notes there were: with another one a decision is out of date.
    """

    recipients: tuple[Recipient, ...]
    snapshots: tuple[RoadmapSnapshot, ...]
    past: Mapping[int, SentReminders]
    calendar: WorkingCalendar
    inquiries: tuple[Inquiry, ...] = ()
    version: int = 0

    def calendar_of(self, person: Recipient) -> WorkingCalendar:
        """Returns the working days of the person's side."""
        return person.calendar or self.calendar

    def calendar_of_user(self, user_id: int) -> WorkingCalendar:
        """Returns the working days of the side of the person with this id."""
        person = next((one for one in self.recipients if one.user_id == user_id), None)
        return self.calendar_of(person) if person else self.calendar

    def past_of(self, user_id: int) -> SentReminders:
        """Returns what reached the person before; `NOTHING` when there is none."""
        return self.past.get(user_id, NOTHING)

    def forgetting(self, user_id: int, day: date) -> "ReminderInputs":
        """Returns the inputs as if the person had not been reminded on that day."""
        other_days = tuple(reminded for reminded in self.past_of(user_id).reminded if reminded.day != day)
        return replace(
            self,
            past={
                **self.past,
                user_id: SentReminders(other_days, other_days[-1].day if other_days else None),
            },
        )
