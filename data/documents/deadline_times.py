"""The times that a deadline names: their beginnings, their ends, the years and months that they cover."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from data.documents.deadline_phrases import DeadlinePhrases
from data.documents.deadline_tokens import NotUnderstood, Token
from data.documents.deadline_units import DatedUnits, NamedDate, Unit


@dataclass(frozen=True, slots=True)
class Wording:
    """What a wording says; `period` are all years of the roadmap."""

    phrases: DeadlinePhrases
    period: tuple[int, ...]

    @property
    def closing(self) -> tuple[DatedUnits, ...]:
        """What is named, without the beginnings of ranges and of what has no end."""
        return tuple(group for group in self.phrases.groups if not (group.opens or group.since))

    @property
    def units(self) -> tuple[tuple[NamedDate, tuple[int, ...]], ...]:
        """What is named beside its years, where it has any."""
        return tuple(
            (item, (item.year,) if item.year else group.years)
            for group in self.closing
            for item in group.units
            if not item.opens
        )

    @property
    def start(self) -> date | None:
        """The first day of a range, or of what has no end; None when the wording names none."""
        begun = (group.begin(self.period[0]) for group in self.phrases.groups if group.opens or group.since)
        return next(begun, None)

    @property
    def has_no_end(self) -> bool:
        """True for «с 1 марта 2025 г.»: it lasts until the roadmap ends."""
        return self.start is not None and not self.closing

    @property
    def lasts(self) -> bool:
        """True when time without an end begins in it, whatever else it names: «до 1 февраля, начиная с 2025 года»."""
        return any(group.since for group in self.phrases.groups)

    @property
    def named_years(self) -> tuple[int, ...]:
        """The years in the wording, in order."""
        years = {year for group in self.phrases.groups for year in group.years}
        return tuple(
            sorted(years | {item.year for group in self.phrases.groups for item in group.units if item.year})
        )

    @property
    def years(self) -> tuple[int, ...]:
        """The years covered: those named, from the one where it begins, else all of the roadmap."""
        named = self.named_years
        if self.start and (self.has_no_end or self.lasts):
            return tuple(range(self.start.year, max(self.start.year, self.period[-1]) + 1))
        if named and self.says(Token.THEN):
            return tuple(range(named[0], max(named[0], self.period[-1]) + 1))
        return named or self.period

    @property
    def months(self) -> tuple[int, ...]:
        """The months (1 to 12) that days, months and seasons of the wording cover."""
        named = (
            item
            for group in self.phrases.groups
            for item in group.units
            if item.unit in (Unit.DAY, Unit.MONTH)
        )
        return tuple(sorted({month for item in named for month in item.months}))

    def says(self, *tokens: Token) -> bool:
        """True when the wording has one of these words."""
        return not self.phrases.tokens.isdisjoint(tokens)


def named_ends(read: Wording) -> tuple[date, ...]:
    """Returns the last day of everything named, in each of its years or each of the roadmap's."""
    return tuple(day for item, years in read.units for day in item_ends(item, years, read.period))


def item_ends(
    item: NamedDate, years: tuple[int, ...], period: tuple[int, ...], later: int = 0
) -> Iterator[date]:
    """Yields the ends in these years; of what ends in the year after it begins, those that begin in them.

    Raises `NotUnderstood` for «декабрь – февраль 2025 г.»: the year may be that of its beginning or of its end.
    """
    if item.unit is Unit.MONTH and item.first == 1 and not years:
        raise NotUnderstood("months of no year")  # «6 месяцев» may be as long as that
    if not item.wraps:
        yield from (item.end(year + later) for year in years or period)
    elif len(years) == 1:
        raise NotUnderstood("a winter of one year")
    elif years:
        yield from (item.end(year) for year in years[1:])
    else:
        yield from (min(item.end(year + 1), date(period[-1], 12, 31)) for year in period)


def year_ends(years: Iterable[int]) -> tuple[date, ...]:
    """Returns the last day of each year."""
    return tuple(date(year, 12, 31) for year in years)


def is_dated(read: Wording) -> bool:
    """True when the wording has a day of its own."""
    return any(item.unit is Unit.DAY for item, _ in read.units)
