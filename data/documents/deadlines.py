"""From the wording of a deadline to the days by which word is due.

| wording | control dates |
|---|---|
| an explicit date | that date |
| years («2025 гг.») | 31 December of each |
| a period («2024–2026 гг.», «весь период») | 31 December of its last year |
| month, quarter, half-year | its last day |
| «ежегодно» with one of these or alone | that day each year; 31 December |
| «ежеквартально», «ежемесячно» | the 10th of the month after the period |
| «постоянно» | 20 January of the next year, for each year |
| «по отдельному графику», «по согласованию» | none |

A day off moves to the working day before it. Source of the rules for the 10th, 20 January and days off: the
Sverdlovsk governor's procedure of control, points 16 to 18; for the others the end of what is named is assumed.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from data.documents.deadline_phrases import DatedUnits, NamedDate, Unit, normalize, read_groups
from data.primitives.working_days import WorkingCalendar
from data.roadmap.models import ControlDate, Deadline, DeadlineKind

MONTHLY = re.compile(r"ежемесячн|кажд\w+ месяц|раз\w* в месяц")
QUARTERLY = re.compile(r"ежеквартальн|кажд\w+ квартал|раз\w* в квартал")
HALF_YEARLY = re.compile(r"раз\w* в полугод|(?:два|2) раза в год|кажд\w+ пол(?:угод|года)|раз\w* в полгода")
ANNUAL = re.compile(r"ежегодн|кажд\w+ год|раз\w* в год")
ONGOING = re.compile(r"постоянн|непрерывн|регулярн|систематическ|еженедельн|ежедневн")
WHOLE_PERIOD = re.compile(
    r"(?:вс\w+|течени\w+|на) (?:период\w*|срок\w*)|(?:период\w*|срок\w*) (?:действия|реализации|исполнения)"
)
YEAR_END = re.compile(r"(?:конц|течени)\w* (?:\w+ )?год")
RELATIVE = re.compile(r"после|со дня|с момента|с даты|\d дней|\d дня")
BY_SCHEDULE = re.compile(
    r"график|согласовани|договоренност|по мере|необходимост|запрос|план|в соответствии|приглашени|предложени|рабочем порядке"
)
DAY = re.compile(r"(?<!\d)(\d{1,2})(?:-?\w{1,2})? числ")
NEXT_MONTH = re.compile(r"следующ")
LAST_MONTH = re.compile(r"последн")
AFTER_REPORT_YEAR = re.compile(r"следующ\w+ за отчетн")
FROM = re.compile(r"(?:^|\W)(?:с|начиная с) (?:\w+ )?$")
UNTIL = re.compile(r"(?:^|\W)(?:до|по) (?:\w+ )?$")

REPORT_DAY = 10
ONGOING_REPORT = (1, 20)  # month and day of the next year
KINDS = {
    Unit.DAY: DeadlineKind.DATE,
    Unit.MONTH: DeadlineKind.MONTH,
    Unit.QUARTER: DeadlineKind.QUARTER,
    Unit.HALF_YEAR: DeadlineKind.HALF_YEAR,
}
ANNUAL_KINDS = {**KINDS, Unit.DAY: DeadlineKind.ANNUAL_MONTH, Unit.MONTH: DeadlineKind.ANNUAL_MONTH}


@dataclass(frozen=True, slots=True)
class _Wording:
    """A wording taken apart; `period` are all years of the roadmap."""

    words: str
    groups: tuple[DatedUnits, ...]
    period: tuple[int, ...]

    @property
    def units(self) -> tuple[tuple[NamedDate, tuple[int, ...]], ...]:
        """What is named, with its years, without the beginnings of ranges."""
        every = [(item, group) for group in self.groups for item in group.units]
        closing = [(item, group) for item, group in every if not (item.opens or group.opens)]
        return tuple((item, (item.year,) if item.year else group.years) for item, group in closing or every)

    @property
    def named_years(self) -> tuple[int, ...]:
        years = {year for group in self.groups for year in group.years}
        return tuple(
            sorted(years | {item.year for group in self.groups for item in group.units if item.year})
        )

    @property
    def years(self) -> tuple[int, ...]:
        """The years covered: those named, from or until the one named, else all of the roadmap."""
        named = self.named_years
        if len(named) == 1 and self.says_before_year(FROM):
            return tuple(range(named[0], max(named[0], self.period[-1]) + 1))
        if len(named) == 1 and self.says_before_year(UNTIL):
            return tuple(range(min(named[0], self.period[0]), named[0] + 1))
        return named or self.period

    @property
    def months(self) -> tuple[int, ...]:
        named = (item for group in self.groups for item in group.units if item.unit in (Unit.DAY, Unit.MONTH))
        return tuple(sorted({item.month for item in named}))

    def says(self, pattern: re.Pattern[str]) -> bool:
        return pattern.search(self.words) is not None

    def says_before_year(self, pattern: re.Pattern[str]) -> bool:
        place = self.words.find(str(self.named_years[0]))
        return place > 0 and pattern.search(self.words[:place]) is not None


@dataclass(frozen=True, slots=True)
class _Ruled:
    """What a rule gives: days before they are moved, and whether the wording itself has a day."""

    kind: DeadlineKind
    days: tuple[date, ...] = ()
    years: tuple[int, ...] = ()
    recurring: bool = False
    dated: bool = False


def read_deadline(wording: str, first_year: int, last_year: int, calendar: WorkingCalendar) -> Deadline:
    """Returns the deadline a wording means in a roadmap of these years, both included; never raises.

    Every occurrence of a recurring deadline within the roadmap's years has its control date, in order.
    """
    ruled, months = _ruled(wording, first_year, last_year)
    dates = tuple(ControlDate(calendar.previous_working_day(day), day) for day in sorted(set(ruled.days)))
    assumed = bool(dates) and not ruled.dated
    return Deadline(wording, ruled.kind, dates, ruled.recurring, assumed, months, ruled.years)


@lru_cache(maxsize=4096)
def _ruled(wording: str, first_year: int, last_year: int) -> tuple[_Ruled, tuple[int, ...]]:
    """Returns what the first rule that fits gives, and the months (1 to 12) the wording names."""
    words = normalize(wording)
    read = _Wording(words, read_groups(words), tuple(range(first_year, last_year + 1)))
    ruled = next(filter(None, (rule(read) for rule in RULES)), _Ruled(DeadlineKind.UNKNOWN))
    return ruled, read.months


def _repeated_by_schedule(read: _Wording) -> _Ruled | None:
    repeated = any(read.says(often) for often in (MONTHLY, QUARTERLY, HALF_YEARLY, ANNUAL))
    if repeated and read.says(BY_SCHEDULE) and not read.units and not read.says(DAY):
        return _Ruled(DeadlineKind.BY_SCHEDULE, years=read.years, recurring=True)
    return None


def _monthly(read: _Wording) -> _Ruled | None:
    if not read.says(MONTHLY):
        return None
    day = _day_of_month(read)
    later = 1 if day is None or read.says(NEXT_MONTH) else 0
    days = (_on(year, month + later, day) for year in read.years for month in range(1, 13))
    return _Ruled(DeadlineKind.MONTHLY, tuple(days), read.years, recurring=True, dated=day is not None)


def _quarterly(read: _Wording) -> _Ruled | None:
    if not read.says(QUARTERLY):
        return None
    day = _day_of_month(read)
    later = 0 if day is not None and read.says(LAST_MONTH) else 1
    days = (_on(year, month + later, day) for year in read.years for month in (3, 6, 9, 12))
    return _Ruled(DeadlineKind.QUARTERLY, tuple(days), read.years, recurring=True, dated=day is not None)


def _half_yearly(read: _Wording) -> _Ruled | None:
    if not read.says(HALF_YEARLY):
        return None
    days = (NamedDate(Unit.HALF_YEAR, month).end(year) for year in read.years for month in (6, 12))
    return _Ruled(DeadlineKind.HALF_YEAR, tuple(days), read.years, recurring=True)


def _annual(read: _Wording) -> _Ruled | None:
    if not read.says(ANNUAL):
        return None
    if not read.units:
        return _Ruled(DeadlineKind.ANNUAL, _year_ends(read.years), read.years, recurring=True)
    later = 1 if read.says(AFTER_REPORT_YEAR) else 0
    days = (item.end(item.year or year + later) for item, _ in read.units for year in read.years)
    return _Ruled(
        ANNUAL_KINDS[read.units[0][0].unit], tuple(days), read.years, recurring=True, dated=_is_dated(read)
    )


def _named_days(read: _Wording) -> _Ruled | None:
    if not read.units:
        return None
    days = tuple(item.end(year) for item, years in read.units for year in years or read.period)
    recurring = any(len(years or read.period) > 1 for _, years in read.units)
    years = tuple(sorted({day.year for day in days} | set(read.named_years)))
    return _Ruled(KINDS[read.units[0][0].unit], days, years, recurring, _is_dated(read))


def _ongoing(read: _Wording) -> _Ruled | None:
    if not read.says(ONGOING):
        return None
    days = tuple(date(year + 1, *ONGOING_REPORT) for year in read.years)
    return _Ruled(DeadlineKind.ONGOING, days, read.years)


def _named_years(read: _Wording) -> _Ruled | None:
    if not read.named_years:
        return None
    if any(group.is_range for group in read.groups) or (len(read.years) > 1 and read.says_before_year(FROM)):
        return _Ruled(DeadlineKind.PERIOD, _year_ends(read.years[-1:]), read.years)
    return _Ruled(DeadlineKind.YEAR, _year_ends(read.named_years), read.named_years)


def _whole_period(read: _Wording) -> _Ruled | None:
    if not read.says(WHOLE_PERIOD) or read.says(RELATIVE):
        return None
    return _Ruled(DeadlineKind.PERIOD, _year_ends(read.period[-1:]), read.period)


def _year_end(read: _Wording) -> _Ruled | None:
    if not read.says(YEAR_END) or read.says(RELATIVE):
        return None
    return _Ruled(DeadlineKind.YEAR, _year_ends(read.period[-1:]), read.period[-1:])


def _by_schedule(read: _Wording) -> _Ruled | None:
    return _Ruled(DeadlineKind.BY_SCHEDULE) if read.says(BY_SCHEDULE) else None


RULES: tuple[Callable[[_Wording], _Ruled | None], ...] = (
    _repeated_by_schedule,
    _monthly,
    _quarterly,
    _half_yearly,
    _annual,
    _named_days,
    _ongoing,
    _named_years,
    _whole_period,
    _year_end,
    _by_schedule,
)


def _year_ends(years: Iterable[int]) -> tuple[date, ...]:
    return tuple(date(year, 12, 31) for year in years)


def _is_dated(read: _Wording) -> bool:
    return any(item.unit is Unit.DAY for item, _ in read.units)


def _day_of_month(read: _Wording) -> int | None:
    found = DAY.search(read.words)
    return int(found[1]) if found else None


def _on(year: int, month: int, day: int | None) -> date:
    """That day of a month counted on past December; the month's last where it has no such day."""
    later, index = divmod(month - 1, 12)
    return NamedDate(Unit.DAY, index + 1, max(day if day is not None else REPORT_DAY, 1)).end(year + later)
