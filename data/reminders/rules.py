"""Rules of reminders: which report is due about an activity, and when a reminder is repeated."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from data.primitives.working_days import WorkingCalendar
from data.reminders.choices import ReminderKind
from data.reminders.reminder_log import Reminded, ReminderLine, SentReminders
from data.roadmap.models import ControlDate

Dates = Sequence[ControlDate]

STEPS: Final = (10, 5, 1)  # working days before a control date
WEEK: Final = timedelta(days=7)
LONGEST_LEAD: Final = timedelta(days=40)  # ten working days are never longer, even with all holidays
ASKED_AFTER: Final = timedelta(days=28)  # after a control date that others follow


def dated_line(
    activity_id: int, dates: Dates, reported: date | None, today: date, calendar: WorkingCalendar
) -> ReminderLine | None:
    """Returns the report that is due about an activity that is not done by its `dates`, oldest first.

    `reported` is the day of the last report.

    Word of the last seven days is enough, whatever the calendar says. Before a control date, so is word since the
    tenth working day before it; the same word settles a date that others follow, which is asked after for four
    weeks only. After the last control date only «done» ends the asking.
    """
    if reported and today - reported < WEEK:
        return None
    return _before(activity_id, dates, reported, today, calendar) or _after(
        activity_id, dates, reported, today, calendar
    )


def instruction_line(
    activity_id: int, day: date, today: date, calendar: WorkingCalendar
) -> ReminderLine | None:
    """Returns the reminder of an instruction that is not done: five working days and one before its day, then weekly."""
    if day < today:
        return ReminderLine(activity_id, ReminderKind.INSTRUCTION, day)
    if day - today > LONGEST_LEAD:
        return None
    left = calendar.working_days_left(today, day)
    step = min((step for step in STEPS[1:] if step >= left), default=None)
    return ReminderLine(activity_id, ReminderKind.INSTRUCTION, day, step) if step else None


def _before(
    activity_id: int, dates: Dates, reported: date | None, today: date, calendar: WorkingCalendar
) -> ReminderLine | None:
    coming = next((when for when in dates if when.day >= today), None)
    if coming is None or coming.day - today > LONGEST_LEAD or _is_settled(coming.day, reported, calendar):
        return None
    left = calendar.working_days_left(today, coming.day)
    step = min((step for step in STEPS if step >= left), default=None)
    return ReminderLine(activity_id, ReminderKind.BEFORE_DATE, coming.day, step) if step else None


def _after(
    activity_id: int, dates: Dates, reported: date | None, today: date, calendar: WorkingCalendar
) -> ReminderLine | None:
    passed = max((when.day for when in dates if when.day < today), default=None)
    if passed is None:
        return None
    is_last = all(when.day < today for when in dates)
    if not is_last and (today - passed > ASKED_AFTER or _is_settled(passed, reported, calendar)):
        return None
    return ReminderLine(activity_id, ReminderKind.AFTER_DATE, passed)


def _is_settled(day: date, reported: date | None, calendar: WorkingCalendar) -> bool:
    return reported is not None and reported >= calendar.working_days_before(day, STEPS[0])


@dataclass(frozen=True, slots=True)
class ReminderHistory:
    """What reached one person before today."""

    past: SentReminders
    today: date

    @property
    def had_today(self) -> bool:
        """True when the person was reminded today, or later: then the clock was put back."""
        return self.past.had(self.today)

    @property
    def again(self) -> Reminded:
        """The last message, when the person asked to have it repeated and the day has come; else an empty one."""
        last = self.past.reminded[-1] if self.past.reminded else None
        if (
            last is None
            or last.again_on is None
            or last.again_on > self.today
            or last.day != self.past.last_day
        ):
            return Reminded(self.today)
        return last

    def wants(self, line: ReminderLine, eve: date | None) -> bool:
        """Its time has come and it was not said before, or it is to be said again; `eve` is that of the summary."""
        if line.kind is ReminderKind.BEFORE_SUMMARY and self.today != eve:
            return self._is_repeated(line)
        return self._is_repeated(line) or self._is_new(line)

    def asks(self, inquiry_id: int) -> bool:
        """True when the person was not asked this yet, or wants to be asked again."""
        asked_before = any(inquiry_id in reminded.inquiries for reminded in self.past.reminded)
        return not asked_before or inquiry_id in self.again.inquiries

    def wants_lists(self, appointed: date) -> bool:
        """True when the lists of agencies were not sent in this calendar week, or are wanted again.

        They do not come in the calendar week in which the person was `appointed`.
        """
        if _week(appointed) == _week(self.today):
            return False
        had = any(
            reminded.lists and _week(reminded.day) == _week(self.today) for reminded in self.past.reminded
        )
        return not had or self.again.lists

    def _is_repeated(self, line: ReminderLine) -> bool:
        same = (line.activity_id, line.kind, line.about)
        return any((past.activity_id, past.kind, past.about) == same for past in self.again.lines)

    def _is_new(self, line: ReminderLine) -> bool:
        before = [
            past for reminded in self.past.reminded for past in reminded.lines if past.kind is line.kind
        ]
        match line.kind:
            case ReminderKind.BEFORE_SUMMARY:
                return all(past.about != line.about for past in before)
            case ReminderKind.INSTRUCTION if not line.step:
                return self._is_week_over(line.kind, after_day=True)
            case ReminderKind.BEFORE_DATE | ReminderKind.INSTRUCTION:
                dates = [
                    past
                    for past in before
                    if (past.activity_id, past.about) == (line.activity_id, line.about)
                ]
                return all(past.step > line.step for past in dates)
            case _:
                return self._is_week_over(line.kind)

    def _is_week_over(self, kind: ReminderKind, *, after_day: bool = False) -> bool:
        """True when a week has passed since the person's last line of that kind, on any activity: they come together.

        `after_day` leaves out what was said before the day.
        """
        days = [
            reminded.day
            for reminded in self.past.reminded
            if any(line.kind is kind and not (after_day and line.step) for line in reminded.lines)
        ]
        return not days or self.today - days[-1] >= WEEK


def _week(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]
