"""What the calendar and the state of an activity ask of those who answer for it."""

from datetime import date, timedelta
from typing import Final

from data.reminders.choices import ReminderKind
from data.reminders.reminder_log import ReminderLine
from data.roadmap.models import Deadline
from data.working_days import WorkingCalendar

STEPS: Final = (10, 5, 1)  # working days before a control date
WEEK: Final = timedelta(days=7)
LONGEST_LEAD: Final = timedelta(days=40)  # ten working days are never longer, whatever the holidays
ASKED_AFTER: Final = timedelta(days=28)  # after a control date that others follow


def dated_line(
    activity_id: int, deadline: Deadline, reported: date | None, today: date, calendar: WorkingCalendar
) -> ReminderLine | None:
    """Word that is due about an activity that is not done; `reported` is when word last came.

    Word of the last seven days is enough, whatever the calendar says. Before a control date, so is word since the
    tenth working day before it; the same word settles a date that others follow, which is asked after for four
    weeks only. After the last control date only «done» ends the asking.
    """
    if reported and today - reported < WEEK:
        return None
    return _before(activity_id, deadline, reported, today, calendar) or _after(
        activity_id, deadline, reported, today, calendar
    )


def _before(
    activity_id: int, deadline: Deadline, reported: date | None, today: date, calendar: WorkingCalendar
) -> ReminderLine | None:
    coming = deadline.next_control_date(today)
    if coming is None or coming.day - today > LONGEST_LEAD or _is_settled(coming.day, reported, calendar):
        return None
    left = calendar.working_days_left(today, coming.day)
    step = min((step for step in STEPS if step >= left), default=None)
    return ReminderLine(activity_id, ReminderKind.BEFORE_DATE, coming.day, step) if step else None


def _after(
    activity_id: int, deadline: Deadline, reported: date | None, today: date, calendar: WorkingCalendar
) -> ReminderLine | None:
    passed = max((when.day for when in deadline.control_dates if when.day < today), default=None)
    if passed is None:
        return None
    is_last = deadline.is_overdue(today)
    if not is_last and (today - passed > ASKED_AFTER or _is_settled(passed, reported, calendar)):
        return None
    return ReminderLine(activity_id, ReminderKind.AFTER_DATE, passed)


def _is_settled(day: date, reported: date | None, calendar: WorkingCalendar) -> bool:
    return reported is not None and reported >= calendar.working_days_before(day, STEPS[0])
