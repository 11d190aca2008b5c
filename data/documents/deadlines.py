"""From the wording of a deadline to the days by which word is due.

| wording | control dates |
|---|---|
| an explicit date | that date |
| years («2025 гг.») | 31 December of each |
| a period («2024–2026 гг.», «весь период») | 31 December of its last year |
| a beginning («с 1 марта 2025 г.») | 31 December of the roadmap's last year |
| month, quarter, half-year | its last day |
| «ежегодно» with one of these or alone | that day each year; 31 December |
| «ежеполугодно», «дважды в год» | the last day of each half-year |
| «ежеквартально», «ежемесячно» | the 10th of the month after the period |
| «постоянно» | 20 January of the next year, for each year |
| «по отдельному графику», «по согласованию» | none |
| anything with a word that no rule knows | none: not understood |

A day off moves to the working day before it (`data.roadmap.control_dates.working_day_of`). Source of the rules for
the 10th, 20 January and days off: the Sverdlovsk governor's procedure of control, points 16 to 18; for the others the
end of what is named is assumed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from data.documents.deadline_phrases import read_phrases
from data.documents.deadline_times import Wording, is_dated, item_ends, named_ends, year_ends
from data.documents.deadline_tokens import NotUnderstood, Token
from data.documents.deadline_units import NamedDate, Unit
from data.primitives.working_days import WorkingCalendar
from data.roadmap.control_dates import working_day_of
from data.roadmap.models import ControlDate, Deadline, DeadlineKind

READING_RULES = 1  # grows when a wording means something else than before: what is stored is read anew then
REPORT_DAY = 10
LATEST_REPORT_DAY = 15  # «ежемесячно до 25 числа» speaks of the month itself, «до 5 числа» of the one before
ONGOING_REPORT = (1, 20)  # month and day of the next year
KINDS = {
    Unit.DAY: DeadlineKind.DATE,
    Unit.MONTH: DeadlineKind.MONTH,
    Unit.QUARTER: DeadlineKind.QUARTER,
    Unit.HALF_YEAR: DeadlineKind.HALF_YEAR,
}
ANNUAL_KINDS = {**KINDS, Unit.DAY: DeadlineKind.ANNUAL_MONTH, Unit.MONTH: DeadlineKind.ANNUAL_MONTH}
REPEATED_KINDS = {1: DeadlineKind.MONTHLY, 3: DeadlineKind.QUARTERLY, 6: DeadlineKind.HALF_YEAR}


@dataclass(frozen=True, slots=True)
class _Ruled:
    """What a rule gives: days before they are moved, and whether the wording itself has a day."""

    kind: DeadlineKind
    days: tuple[date, ...] = ()
    years: tuple[int, ...] = ()
    recurring: bool = False
    dated: bool = False


NOT_UNDERSTOOD = _Ruled(DeadlineKind.UNKNOWN)


def read_deadline(wording: str, first_year: int, last_year: int, calendar: WorkingCalendar) -> Deadline:
    """Returns the deadline a wording means in a roadmap of these years, both included; never raises.

    Every occurrence of a recurring deadline within the roadmap's years has its control date, in order.
    """
    ruled, months = _ruled(wording, first_year, last_year)
    dates = tuple(
        ControlDate(working_day_of(ruled.kind, day, calendar), day) for day in sorted(set(ruled.days))
    )
    assumed = bool(dates) and not ruled.dated
    return Deadline(wording, ruled.kind, dates, ruled.recurring, assumed, months, ruled.years)


@lru_cache(maxsize=4096)
def _ruled(wording: str, first_year: int, last_year: int) -> tuple[_Ruled, tuple[int, ...]]:
    """Returns what the first rule that fits gives, and the months (1 to 12) the wording names."""
    try:
        read = Wording(read_phrases(wording), tuple(range(first_year, last_year + 1)))
        ruled = next(filter(None, (rule(read) for rule in RULES)), NOT_UNDERSTOOD)
    except NotUnderstood:
        return NOT_UNDERSTOOD, ()
    if ruled.recurring and not ruled.days and ruled.kind is not DeadlineKind.BY_SCHEDULE:
        return NOT_UNDERSTOOD, ()
    return ruled, read.months


def _repeated_by_schedule(read: Wording) -> _Ruled | None:
    if not read.says(Token.REPEATED) or not read.says(Token.BY_SCHEDULE) or read.says(Token.AT_LEAST):
        return None
    if read.units or read.phrases.report_day:
        return None
    return _Ruled(DeadlineKind.BY_SCHEDULE, years=read.years, recurring=True)


def _repeated(read: Wording) -> _Ruled | None:
    """Monthly, quarterly, half-yearly."""
    step = read.phrases.repeated
    if step not in REPEATED_KINDS:
        return None
    if read.lasts and read.units:
        raise NotUnderstood("parts of a year, and since when")
    kind, day = REPEATED_KINDS[step], read.phrases.report_day
    if step > 1 and _names_each_time(read, step):
        return _Ruled(kind, tuple(named_ends(read)), read.years, recurring=True, dated=is_dated(read))
    days = [_report_day(read, step, end) for end in _period_ends(read, step)]
    if read.says(Token.THEN):
        days += named_ends(read) if read.units else year_ends(read.named_years)
    return _Ruled(kind, tuple(days), read.years, recurring=True, dated=day is not None)


def _names_each_time(read: Wording, step: int) -> bool:
    """«ежеквартально: март, июнь, сентябрь, декабрь» says itself when, and so does «дважды в год: I и III квартал»."""
    if read.says(Token.THEN) or read.start:
        return False
    parts = {Unit.DAY, Unit.MONTH} | ({Unit.QUARTER} if step == 6 else set())
    return any(item.unit in parts and not item.opened for item, _ in read.units)


def _period_ends(read: Wording, step: int) -> Iterator[tuple[int, int]]:
    """Yields year and last month of each month, quarter or half-year that the wording covers."""
    since, until = _covered_days(read)
    for year in range(since.year, until.year + 1):
        for month in range(step, 13, step):
            if since <= date(year, month, 28) <= until and _is_covered(read, year, month):
                yield year, month


def _covered_days(read: Wording) -> tuple[date, date]:
    years, last = read.years, date(read.period[-1], 12, 31)
    if read.says(Token.THEN):
        after = max(named_ends(read) if read.units else year_ends(read.named_years), default=last)
        return after + timedelta(days=1), max(last, after)
    if read.start:
        return read.start, max(named_ends(read), default=date(years[-1], 12, 31))
    return date(years[0], 1, 1), date(years[-1], 12, 31)


def _is_covered(read: Wording, year: int, month: int) -> bool:
    if read.says(Token.THEN) or read.start:
        return True
    if any(item.unit is Unit.DAY and not item.opened for item, _ in read.units):
        raise NotUnderstood("a day of every month")
    named = [month in item.months and (not years or year in years) for item, years in read.units]
    return any(named) if named else year in read.years


def _report_day(read: Wording, step: int, end: tuple[int, int]) -> date:
    (year, month), day = end, read.phrases.report_day
    if day is None and read.says(Token.NEXT_MONTH, Token.LAST_MONTH, Token.OWN_MONTH):
        raise NotUnderstood("a month of the report without its day")
    if day is None and step == 6:
        return NamedDate(Unit.MONTH, month).end(year)
    own = read.says(Token.LAST_MONTH, Token.OWN_MONTH) or (
        step == 1 and not read.says(Token.NEXT_MONTH) and (day or REPORT_DAY) > LATEST_REPORT_DAY
    )
    later, index = divmod(month - 1 + (0 if own else 1), 12)
    return NamedDate(Unit.DAY, index + 1, day or REPORT_DAY).end(year + later)


def _annual(read: Wording) -> _Ruled | None:
    later = 1 if read.says(Token.YEAR_AFTER) else 0
    if read.phrases.repeated != 12 and not (later and read.units):
        return None
    if read.phrases.report_day:
        raise NotUnderstood("a day of no month")
    if not read.units:
        return _Ruled(DeadlineKind.ANNUAL, year_ends(read.years), read.years, recurring=True)
    then, start = read.years if read.says(Token.THEN) else (), read.start or date.min
    if read.phrases.repeated and not then and any(item.year for item, _ in read.units):
        raise NotUnderstood("a day of one year, every year")
    period = tuple(year for year in read.period if year >= start.year)
    days = (day for item, years in read.units for day in item_ends(item, then or years, period, later))
    kind = ANNUAL_KINDS[read.units[0][0].unit]
    dates = tuple(day for day in days if day >= start)
    return _Ruled(kind, dates, read.years, recurring=True, dated=is_dated(read))


def _named_days(read: Wording) -> _Ruled | None:
    if not read.units:
        return None
    days = named_ends(read)
    if read.says(Token.THEN) and not read.says(Token.BY_SCHEDULE):
        raise NotUnderstood("what comes then")
    if not all(group.units for group in read.closing):
        raise NotUnderstood("a whole year beside a part of one")
    if read.start and read.start > min(days):
        raise NotUnderstood("a range that runs back")
    recurring = any(len(years or read.period) > 1 and not item.wraps for item, years in read.units)
    years = tuple(sorted({day.year for day in days} | set(read.named_years)))
    return _Ruled(KINDS[read.units[0][0].unit], days, years, recurring, is_dated(read))


def _ongoing(read: Wording) -> _Ruled | None:
    if not read.says(Token.ONGOING):
        return None
    days = tuple(date(year + 1, *ONGOING_REPORT) for year in read.years)
    return _Ruled(DeadlineKind.ONGOING, days, read.years)


def _named_years(read: Wording) -> _Ruled | None:
    if not read.named_years and not read.start:
        return None
    then = read.says(Token.THEN) and not read.says(Token.BY_SCHEDULE)
    if read.start or then or any(group.is_range for group in read.phrases.groups):
        return _Ruled(DeadlineKind.PERIOD, year_ends(read.years[-1:]), read.years)
    return _Ruled(DeadlineKind.YEAR, year_ends(read.named_years), read.named_years)


def _whole_period(read: Wording) -> _Ruled | None:
    if not read.says(Token.WHOLE_PERIOD):
        return None
    return _Ruled(DeadlineKind.PERIOD, year_ends(read.period[-1:]), read.period)


def _year_end(read: Wording) -> _Ruled | None:
    if not read.says(Token.YEAR_END):
        return None
    return _Ruled(DeadlineKind.YEAR, year_ends(read.period[-1:]), read.period[-1:])


def _by_schedule(read: Wording) -> _Ruled | None:
    return _Ruled(DeadlineKind.BY_SCHEDULE) if read.says(Token.BY_SCHEDULE) else None


RULES: tuple[Callable[[Wording], _Ruled | None], ...] = (
    _repeated_by_schedule,
    _repeated,
    _annual,
    _named_days,
    _ongoing,
    _named_years,
    _whole_period,
    _year_end,
    _by_schedule,
)
