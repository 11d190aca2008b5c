"""What a deadline names, one after another: days, months, quarters, half-years and years."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from itertools import pairwise

MONTHS = (
    *("январ", "феврал", "март", "апрел", "ма(?:й|я|е|ю)(?![а-я])", "июн"),
    *("июл", "август", "сентябр", "октябр", "ноябр", "декабр"),
)
# «П», «Ш» and «1У» are how Roman numerals are typed on a Russian keyboard.
ORDINALS = ("i|1|перв[а-я]+", "ii|п|2|втор[а-я]+", "iii|ш|3|трет[а-я]+", "iv|[i1]у|4|четв[её]рт[а-я]+")
ENDING = r"(?:-?(?:й|го|м|ый|ом|е|х))?(?![a-zа-я])"
ORDINAL = rf"(?:{'|'.join(ORDINALS)}){ENDING}"
SERIES = rf"(?<![\w.]){ORDINAL}(?:\s*(?:-|,|и)\s*{ORDINAL})*"
YEAR = r"20\d\d"
NAMED = re.compile(
    rf"(?<!\d)(?P<iso>{YEAR}-\d\d-\d\d)(?!\d)"
    rf"|(?<!\d)(?P<numeric>\d{{1,2}}\.\d{{1,2}}\.(?:{YEAR}|\d\d))(?!\d)"
    rf"|(?:(?<!\d)(?P<day>\d{{1,2}})(?:-?(?:го|е))?\s+)?(?<![а-я])(?P<month>(?:{'|'.join(MONTHS)})[а-я]*)"
    rf"|(?P<quarters>{SERIES})\s*(?:квартал[а-я]*|кв\b\.?)"
    rf"|(?P<halves>{SERIES})\s*полугоди[а-я]*"
    rf"|(?<!\d)(?P<short>{YEAR}-\d\d)(?=\s*г)"
    rf"|(?<!\d)(?P<year>{YEAR})(?!\d)(?:\s*(?:гг|г|год[а-я]*)\b\.?)?"
)
RANGE = re.compile(r"\s*(?:-|по)\s*(?:(?:начал|конц)[а-я]*\s*)?")
UNTIL = re.compile(r"\s*до\s*")
DASHES = re.compile("[\u2010-\u2015\u2212]")


class Unit(Enum):
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class NamedDate:
    """Something a wording names; `month` is its last one, `opens` when it is only where a range begins."""

    unit: Unit
    month: int = 12
    day: int | None = None
    year: int | None = None
    opens: bool = False

    def end(self, year: int) -> date:
        """Returns the last day of it in the year; a day that the month does not have is the month's last."""
        last = monthrange(year, self.month)[1]
        return date(year, self.month, min(self.day or last, last))


@dataclass(frozen=True, slots=True)
class DatedUnits:
    """Units and the years they belong to: «март, октябрь 2025–2026 гг.»; without years it is any year."""

    units: tuple[NamedDate, ...]
    years: tuple[int, ...]
    is_range: bool
    opens: bool


def normalize(wording: str) -> str:
    """Small letters, ё as е, every dash a hyphen, Roman numerals as letters, single spaces."""
    folded = unicodedata.normalize("NFKC", wording).lower().replace("ё", "е")
    return " ".join(DASHES.sub("-", folded).split())


def read_groups(words: str) -> tuple[DatedUnits, ...]:
    """Returns what the plain words name, units beside their years, whichever come first."""
    named = _ranged(words)
    years_first = bool(named) and named[0].unit is Unit.YEAR
    groups: list[list[NamedDate]] = []
    for place, item in enumerate(named):
        before = named[place - 1] if place else None
        turns = before is not None and (before.unit is Unit.YEAR) != (item.unit is Unit.YEAR)
        if before is None or (turns and (item.unit is Unit.YEAR) == years_first):
            groups.append([])
        groups[-1].append(item)
    return tuple(_group(group) for group in groups)


def _group(named: list[NamedDate]) -> DatedUnits:
    years = [item for item in named if item.unit is Unit.YEAR]
    units = tuple(item for item in named if item.unit is not Unit.YEAR)
    covered = dict.fromkeys(item.year for item in years if item.year)
    return DatedUnits(units, tuple(covered), any(item.opens for item in years[:-1]), named[-1].opens)


def _ranged(words: str) -> list[NamedDate]:
    """Returns everything named, in order, with what lies between the two ends of a range put in."""
    found = [(match, item) for match in NAMED.finditer(words) for item in _named_dates(match)]
    years_first = bool(found) and found[0][1].unit is Unit.YEAR
    ranged: list[NamedDate] = []
    for (match, item), (next_match, following) in pairwise(found):
        gap = words[match.end() : next_match.start()]
        opens = item.opens or (match is not next_match and _opens_range(item, following, gap, years_first))
        ranged += _between(item, following) if opens else [item]
    return ranged + [item for _, item in found[-1:]]


def _opens_range(item: NamedDate, following: NamedDate, gap: str, years_first: bool) -> bool:
    """«март 2024 – май 2025» and «2024 по 2026» are ranges, «2025 – I квартал» is not."""
    if item.unit is Unit.YEAR and following.unit is not Unit.YEAR:
        return not years_first and RANGE.fullmatch(gap) is not None
    alike = item.unit is following.unit or {item.unit, following.unit} == {Unit.DAY, Unit.MONTH}
    return alike and (RANGE.fullmatch(gap) or UNTIL.fullmatch(gap)) is not None


def _between(item: NamedDate, following: NamedDate) -> Iterator[NamedDate]:
    yield replace(item, opens=True)
    if item.unit is following.unit is Unit.YEAR:
        for year in range((item.year or 0) + 1, following.year or 0):
            yield NamedDate(Unit.YEAR, year=year, opens=True)
    elif item.unit is following.unit is Unit.MONTH:
        for month in range(item.month + 1, following.month):
            yield NamedDate(Unit.MONTH, month, opens=True)


def _named_dates(match: re.Match[str]) -> Iterator[NamedDate]:
    kind = match.lastgroup
    if kind == "iso":
        yield from _day(match["iso"].split("-")[::-1])
    elif kind == "numeric":
        yield from _day(match["numeric"].split("."))
    elif kind == "month":
        month = next(n for n, stem in enumerate(MONTHS, start=1) if re.match(stem, match["month"]))
        day = int(match["day"] or 0)
        yield NamedDate(Unit.DAY, month, day) if 0 < day <= 31 else NamedDate(Unit.MONTH, month)
    elif kind in ("quarters", "halves"):
        yield from _series(match[kind], *((Unit.QUARTER, 3) if kind == "quarters" else (Unit.HALF_YEAR, 6)))
    elif kind == "short":
        first, last = int(match["short"][:4]), int(match["short"][:2] + match["short"][5:])
        yield from (NamedDate(Unit.YEAR, year=first, opens=True), NamedDate(Unit.YEAR, year=last))
    else:
        yield NamedDate(Unit.YEAR, year=int(match["year"]))


def _day(parts: list[str]) -> Iterator[NamedDate]:
    day, month, year = map(int, parts)
    if 0 < day <= 31 and 0 < month <= 12:
        yield NamedDate(Unit.DAY, month, day, year if year > 99 else 2000 + year)


def _series(ordinals: str, unit: Unit, months: int) -> Iterator[NamedDate]:
    """«I-II, IV»: each by its last month, those before a dash as the beginning of a range."""
    for item in re.finditer(rf"(?P<ordinal>{ORDINAL})\s*(?P<dash>-?)", ordinals):
        number = next(
            n
            for n, forms in enumerate(ORDINALS, start=1)
            if re.match(rf"(?:{forms}){ENDING}", item["ordinal"])
        )
        if number * months <= 12:
            yield NamedDate(unit, number * months, opens=bool(item["dash"]))
