"""Chooses the activities of a list of deadlines: overdue, next 30 days, quarter, year."""

from datetime import date, timedelta
from typing import Final

from bot.callbacks.roadmap import DeadlineList
from bot.screens.fragments import States, count_open, state_of
from data.notes.activity_state import ActivityState
from data.roadmap.models import Activity, Deadline, DeadlineKind, RoadmapContent
from data.roadmap.thresholds import SOON

WITHIN: Final = {
    DeadlineList.WEEK: timedelta(days=7),
    DeadlineList.FORTNIGHT: timedelta(days=14),
    DeadlineList.SOON: SOON,
}
MORE_OFTEN: Final = {DeadlineKind.HALF_YEAR, DeadlineKind.QUARTERLY, DeadlineKind.MONTHLY}


def listed(content: RoadmapContent, which: DeadlineList, today: date, states: States) -> list[Activity]:
    """Those of a list: dated ones by their day in it, then all in natural order."""
    chosen = [
        activity
        for activity in content.activities
        if is_listed(activity.deadline, state_of(states, activity.id), which, today)
    ]
    return sorted(
        chosen, key=lambda activity: _day(activity.deadline, state_of(states, activity.id), which, today)
    )


def count_listed(content: RoadmapContent, which: DeadlineList, today: date, states: States) -> int:
    """Counts what is still open of a list."""
    return count_open(states, listed(content, which, today, states))


def next_due(content: RoadmapContent, today: date, states: States) -> tuple[date, int] | None:
    """The next control date of all that is still to be done, and how many activities have it."""
    nearest = [
        when.day for activity in content.activities if (when := state_of(states, activity.id).next_due(today))
    ]
    return (min(nearest), nearest.count(min(nearest))) if nearest else None


def is_listed(deadline: Deadline, state: ActivityState, which: DeadlineList, today: date) -> bool:
    match which:
        case DeadlineList.OVERDUE:
            return state.now.is_overdue
        case DeadlineList.UNDATED:
            return not deadline.control_dates
        case DeadlineList.ANNUAL | DeadlineList.REGULAR:
            often = deadline.kind in MORE_OFTEN
            return deadline.recurring and often is (which is DeadlineList.REGULAR)
        case DeadlineList.QUARTER:
            return any(_quarter(when.day) == _quarter(today) for when in deadline.control_dates)
        case DeadlineList.THIS_YEAR:
            return any(when.day.year == today.year for when in deadline.control_dates)
    when = state.next_due(today)
    return when is not None and when.day <= today + WITHIN[which]


def _day(deadline: Deadline, state: ActivityState, which: DeadlineList, today: date) -> date:
    if which is DeadlineList.UNDATED or not deadline.control_dates:
        return date.max
    starts = {
        DeadlineList.THIS_YEAR: today.replace(month=1, day=1),
        DeadlineList.QUARTER: today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1),
    }
    start = starts.get(which, today)
    due = state.next_due(today) if which in WITHIN else deadline.next_control_date(start)
    return (due or deadline.control_dates[-1]).day


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month - 1) // 3
