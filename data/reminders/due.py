"""Who is reminded of what, and for which agencies: a pure function of the inputs and the moment."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from data.decisions.instructions import Instruction
from data.primitives.working_days import WorkingCalendar
from data.reminders.choices import ReminderKind
from data.reminders.inputs import Recipient, ReminderInputs, RoadmapSnapshot
from data.reminders.inquiries import Inquiry
from data.reminders.no_reports import SideList, side_lists
from data.reminders.passing import may_be_reminded, receiver_of
from data.reminders.reminder_log import Reminded, ReminderLine
from data.reminders.rules import ReminderHistory, dated_line, instruction_line
from data.roadmap.models import Activity, ControlDate

ORDER = (
    ReminderKind.AFTER_DATE,
    ReminderKind.INSTRUCTION,
    ReminderKind.BEFORE_DATE,
    ReminderKind.BEFORE_SUMMARY,
)
Assignments = dict[int, int | None]  # agency id -> the person whose deputy reads, None for their own agency


@dataclass(frozen=True, slots=True)
class DueLine:
    """`instead_of` is the user id of the person who is away, None for an activity of the recipient's own.

    `instruction` is what a meeting ordered, of a reminder of that; `is_overdue` is what the activity's card says and
    `coming` its next control date.
    """

    line: ReminderLine
    activity: Activity
    instead_of: int | None = None
    instruction: str = ""
    is_overdue: bool = False
    coming: date | None = None


@dataclass(frozen=True, slots=True)
class Reminder:
    """One message; `day` is that of the person's clock, and not worth sending later than `until`."""

    user_id: int
    day: date
    until: datetime
    lines: tuple[DueLine, ...] = ()
    inquiries: tuple[Inquiry, ...] = ()
    sides: tuple[SideList, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True when nothing is left to say."""
        return not (self.lines or self.inquiries or self.sides)

    @property
    def reminded(self) -> Reminded:
        """The reminder as the log stores it."""
        asked = frozenset(inquiry.id for inquiry in self.inquiries)
        return Reminded(
            self.day, tuple(due_line.line for due_line in self.lines), bool(self.sides), inquiries=asked
        )


def due(inputs: ReminderInputs, now: datetime) -> list[Reminder]:
    """Returns at most one reminder a person, none for a person who has one of this day."""
    assignments = all_assignments(inputs, now)
    found = [_due(person, assignments, inputs, now) for person in inputs.recipients]
    return [reminder for reminder in found if reminder]


def due_to(user_id: int, inputs: ReminderInputs, now: datetime) -> Reminder | None:
    """Returns the reminder due to one person; None when there is none."""
    person = next((recipient for recipient in inputs.recipients if recipient.user_id == user_id), None)
    return _due(person, all_assignments(inputs, now), inputs, now) if person else None


def _due(
    person: Recipient, assignments: Mapping[int, Assignments], inputs: ReminderInputs, now: datetime
) -> Reminder | None:
    if (
        not may_be_reminded(person, now, inputs.calendar_of(person))
        or _history(person, inputs, now).had_today
    ):
        return None
    reminder = _reminder(person, assignments.get(person.user_id, {}), inputs, now)
    return None if reminder.is_empty else reminder


def _reminder(person: Recipient, assignments: Assignments, inputs: ReminderInputs, now: datetime) -> Reminder:
    history = _history(person, inputs, now)
    lines = [
        line
        for snapshot in inputs.snapshots
        for line in _lines(person, assignments, snapshot, history, inputs.calendar_of(person))
    ]
    appointed = datetime.fromtimestamp(person.appointed_at, person.zone).date()
    listed = ReminderKind.NO_REPORTS not in person.choices.off and history.wants_lists(appointed)
    return Reminder(
        person.user_id,
        history.today,
        person.closes(now),
        tuple(sorted(lines, key=_order)),
        tuple(inquiry for inquiry in _unanswered(assignments, inputs) if history.asks(inquiry.id)),
        tuple(side_lists(person, inputs, now)) if listed else (),
    )


def _lines(
    person: Recipient,
    assignments: Assignments,
    snapshot: RoadmapSnapshot,
    history: ReminderHistory,
    calendar: WorkingCalendar,
) -> Iterator[DueLine]:
    """Yields the line due today for an activity, at most one: that of a control date before that of the summary."""
    no_reports = _have_no_reports(assignments, snapshot)
    for activity, agencies in _activities(assignments, snapshot):
        dates = snapshot.due_dates(activity, agencies)
        at = max(snapshot.words.get((activity.id, agency_id), 0) for agency_id in assignments)
        reported = datetime.fromtimestamp(at, person.zone).date() if at else None
        dated = dated_line(activity.id, dates, reported, history.today, calendar)
        lines = [dated] if dated and not _is_of_before(dated, dates, person) else []
        ordered = next((one for one in snapshot.instructions.get(activity.id, ()) if one.day), None)
        if ordered and ordered.day:
            lines += filter(None, [instruction_line(activity.id, ordered.day, history.today, calendar)])
        if no_reports and snapshot.summary:
            lines.append(ReminderLine(activity.id, ReminderKind.BEFORE_SUMMARY, snapshot.summary.day))
        eve = snapshot.summary.eve if snapshot.summary else None
        wanted = [line for line in lines if history.wants(line, eve) and line.kind not in person.choices.off]
        absent = None if None in agencies.values() else next(iter(agencies.values()))
        coming = next((when.day for when in dates if when.day >= history.today), None)
        is_overdue = snapshot.is_overdue(activity.id)
        yield from (
            DueLine(line, activity, absent, _ordered(line, ordered), is_overdue, coming)
            for line in wanted[:1]
        )


def _ordered(line: ReminderLine, instruction: Instruction | None) -> str:
    return instruction.words if instruction and line.kind is ReminderKind.INSTRUCTION else ""


def _is_of_before(line: ReminderLine, dates: Sequence[ControlDate], person: Recipient) -> bool:
    """True for a date that others follow and that passed before the person was appointed."""
    appointed = datetime.fromtimestamp(person.appointed_at, person.zone).date()
    return (
        line.kind is ReminderKind.AFTER_DATE
        and line.about < appointed
        and any(when.day > line.about for when in dates)
    )


def _history(person: Recipient, inputs: ReminderInputs, now: datetime) -> ReminderHistory:
    return ReminderHistory(inputs.past_of(person.user_id), person.today(now))


def _activities(assignments: Assignments, snapshot: RoadmapSnapshot) -> list[tuple[Activity, Assignments]]:
    """Returns the open activities of these agencies, with those of the agencies that answer for them."""
    found: dict[int, tuple[Activity, Assignments]] = {}
    for agency_id, instead_of in assignments.items():
        for activity in snapshot.open_activities.get(agency_id, ()):
            found.setdefault(activity.id, (activity, {}))[1][agency_id] = instead_of
    return list(found.values())


def _have_no_reports(assignments: Assignments, snapshot: RoadmapSnapshot) -> bool:
    """True when none of the person's agencies has reported since the last summary."""
    here = [agency_id for agency_id in assignments if agency_id in snapshot.agencies]
    since = snapshot.summary.since if snapshot.summary else 0
    return bool(here) and all(snapshot.last_words.get(agency_id, 0) < since for agency_id in here)


def _unanswered(assignments: Assignments, inputs: ReminderInputs) -> Iterator[Inquiry]:
    """Yields coordinators' questions that the agency has not reported after."""
    for inquiry in inputs.inquiries:
        snapshot = next(
            (snapshot for snapshot in inputs.snapshots if inquiry.agency_id in snapshot.agencies), None
        )
        answered = snapshot is None or snapshot.last_words.get(inquiry.agency_id, 0) >= inquiry.asked_at
        if inquiry.agency_id in assignments and not answered:
            yield inquiry


def _order(due_line: DueLine) -> tuple[int, date]:
    if due_line.line.kind is not ReminderKind.BEFORE_SUMMARY:
        return ORDER.index(due_line.line.kind), due_line.line.about
    return ORDER.index(due_line.line.kind), due_line.coming or date.max


def all_assignments(inputs: ReminderInputs, now: datetime) -> dict[int, Assignments]:
    """Returns, by user id of the person to be reminded, the agencies they are reminded for."""
    people = {person.user_id: person for person in inputs.recipients}
    agencies = {
        agency_id: agency for snapshot in inputs.snapshots for agency_id, agency in snapshot.agencies.items()
    }
    assignments: dict[int, Assignments] = {}
    for person in inputs.recipients:
        receiver = receiver_of(person, people, now)
        for agency_id in person.appointment.agencies:
            if receiver and agency_id in agencies and receiver.may_write(agencies[agency_id]):
                held = assignments.setdefault(receiver.user_id, {})
                own = receiver is person or held.get(agency_id, 0) is None
                held[agency_id] = None if own else person.user_id
    return assignments
