"""Which activities are due in a time that was asked for, and which only last through it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from data.roadmap.models import Activity, Deadline, DeadlineKind
from data.search.language.spans import year_of
from data.search.language.words import fold
from data.search.models import AskedTime

# A wording may say how often and leave the day open: «Ежегодно по отдельному графику».
WORDED = {
    DeadlineKind.ANNUAL: ("ежегодн", "раз в год", "каждый год"),
    DeadlineKind.QUARTERLY: ("ежекварт", "раз в квартал", "каждый квартал"),
    DeadlineKind.MONTHLY: ("ежемесячн", "раз в месяц", "каждый месяц"),
    DeadlineKind.ONGOING: ("постоянн",),
    DeadlineKind.BY_SCHEDULE: ("график",),
}
INCLUDED_KINDS = {DeadlineKind.ANNUAL: DeadlineKind.ANNUAL_MONTH}


class DeadlineIndex:
    """The different deadlines of a roadmap, each with the ids of the activities that have it."""

    def __init__(self, activities: Iterable[Activity]) -> None:
        having: defaultdict[Deadline, set[int]] = defaultdict(set)
        for activity in activities:
            having[activity.deadline].add(activity.id)
        self._having = {deadline: frozenset(ids) for deadline, ids in having.items()}

    def split(self, asked: AskedTime, today: date) -> tuple[frozenset[int], frozenset[int]]:
        """Returns the ids of the activities due in the asked time, and of those that last through it without being due.

        A named month is due where the wording names it, or a day set by hand falls in it. A year is due where the wording names just that year, or
        where it holds the last control date. Days (a week, «до конца года») are due where a control date falls on
        them.
        """
        today = asked.as_of or today
        in_state = [deadline for deadline in self._having if _is_in_state(deadline, asked, today)]
        window = _window(asked, today)
        if not (asked.months or asked.years or window):
            return self._with(in_state), frozenset()
        as_period = len(asked.years) > 1 and any(
            set(deadline.years) == set(asked.years) for deadline in in_state
        )
        due = [
            deadline
            for deadline in in_state
            if _is_due(deadline, asked, window, today, as_period=as_period)
            or (asked.overdue and asked.within_days is not None and deadline.is_over(today))
        ]
        years = _years_asked(asked, window, today)
        one_day = window is not None and window[0] == window[1]
        lasting = (
            []
            if asked.overdue or asked.undated or one_day
            else [deadline for deadline in in_state if _covers(deadline, years)]
        )
        return self._with(due), self._with(lasting) - self._with(due)

    def nearest(self, asked: AskedTime, within: frozenset[int], today: date) -> date | None:
        """Returns the first control date of the activities in `within` from the asked time on, else the last one before.

        None where no day was asked for («просрочено»), or none of them has a control date.
        """
        start = _start(asked, today)
        days = {
            when.day
            for deadline, ids in self._having.items()
            if not ids.isdisjoint(within)
            for when in deadline.control_dates
        }
        if start is None or not days:
            return None
        return min((day for day in days if day >= start), default=max(days))

    def _with(self, deadlines: Iterable[Deadline]) -> frozenset[int]:
        return frozenset[int]().union(*(self._having[deadline] for deadline in deadlines))


def _is_in_state(deadline: Deadline, asked: AskedTime, today: date) -> bool:
    if asked.overdue and asked.within_days is None and not deadline.is_over(today):
        return False
    if asked.undated and deadline.control_dates:
        return False
    if asked.recurring and not asked.kinds and not deadline.recurring:
        return False
    return not asked.kinds or any(_is_worded(deadline, kind) for kind in asked.kinds)


def _is_worded(deadline: Deadline, kind: DeadlineKind) -> bool:
    wording = fold(deadline.wording)
    return deadline.kind in {kind, INCLUDED_KINDS.get(kind)} or any(stem in wording for stem in WORDED[kind])


def _window(asked: AskedTime, today: date) -> tuple[date, date] | None:
    if asked.within_days is not None:
        return today, today + timedelta(days=asked.within_days)
    if asked.since or asked.until:
        return asked.since or date.min, asked.until or date.max
    return None


def _start(asked: AskedTime, today: date) -> date | None:
    """Returns the first day of the asked time; None where it names none."""
    if window := _window(asked, today):
        return window[0]
    if not (asked.months or asked.years):
        return None
    month = min(asked.months, default=1)
    return date(min(asked.years, default=year_of(month, today)), month, 1)


def _is_due(
    deadline: Deadline, asked: AskedTime, window: tuple[date, date] | None, today: date, *, as_period: bool
) -> bool:
    if window and not any(window[0] <= when.day <= window[1] for when in deadline.control_dates):
        return False
    if asked.months and _is_moved_to(deadline, asked, today):
        return True
    if asked.months and not _names_month(deadline, asked):
        return False
    return (
        not asked.years
        or bool(asked.months and _covers(deadline, asked.years))
        or _ends_in(deadline, asked.years, as_period=as_period)
    )


def _is_moved_to(deadline: Deadline, asked: AskedTime, today: date) -> bool:
    """True when a day set by hand falls in an asked month: of the years named, else of the month that comes next."""
    return any(
        when.by_hand
        and when.day.month in asked.months
        and when.day.year in (asked.years or (year_of(when.day.month, today),))
        for when in deadline.control_dates
    )


def _names_month(deadline: Deadline, asked: AskedTime) -> bool:
    """True when the wording names the month; a period of months is named by its control date's month."""
    if not set(deadline.months).isdisjoint(asked.months):
        return True
    if deadline.kind not in {
        DeadlineKind.QUARTER,
        DeadlineKind.HALF_YEAR,
        DeadlineKind.QUARTERLY,
        DeadlineKind.MONTHLY,
        DeadlineKind.ONGOING,
    }:
        return False
    when = [control.nominal for control in deadline.control_dates]
    return any(day.month in asked.months and (not asked.years or day.year in asked.years) for day in when)


def _ends_in(deadline: Deadline, years: Sequence[int], *, as_period: bool) -> bool:
    """True when the deadline ends in one of the years; for years that are a period, when it is that very one."""
    if as_period:
        return set(deadline.years) == set(years)
    if deadline.recurring:
        return False
    if deadline.control_dates:
        return deadline.control_dates[-1].nominal.year in years
    return bool(deadline.years) and set(deadline.years) <= set(years)


def _covers(deadline: Deadline, years: Sequence[int]) -> bool:
    """True when the deadline lasts through one of the years; one without years lasts through all."""
    return not deadline.years or not set(deadline.years).isdisjoint(years)


def _years_asked(asked: AskedTime, window: tuple[date, date] | None, today: date) -> tuple[int, ...]:
    if asked.years:
        return asked.years
    if window:
        return tuple(range(max(window[0].year, 2000), min(window[1].year, 2100) + 1))
    return tuple(sorted({today.year if month >= today.month else today.year + 1 for month in asked.months}))
