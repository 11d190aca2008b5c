"""Days, moments and times by the clocks of both sides, in the words of the current language."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_timezone_location

from bot.i18n import current_locale
from bot.i18n import gettext as _
from data.regions.regional_clocks import MOSCOW, RegionalClock, clock_of_zone, regional_clock
from data.roadmap.models import Party


@dataclass(frozen=True, slots=True)
class ReaderClock:
    """The clock of the person who reads, in `zone`; the bot counts its days in `bot_zone`. `now` is aware."""

    zone: ZoneInfo
    bot_zone: ZoneInfo
    now: datetime


READER: Final[ContextVar[ReaderClock | None]] = ContextVar("reader", default=None)
DAYS: Final = {"ru": "d MMMM y, EEE", "en": "EEE, d MMMM y"}
# English has one style: figures would be read as a month and a day by one half of its readers.
FIGURES: Final = {"ru": "dd.MM.y", "en": "d MMMM y"}
FORMAL: Final = {"ru": "d MMMM y 'г'.", "en": "d MMMM y"}


@contextmanager
def read_by(clock: ReaderClock | None) -> Iterator[None]:
    """Marks days and times of the block with their clock where it shows another one than the reader's."""
    token = READER.set(clock)
    try:
        yield
    finally:
        READER.reset(token)


def day_words(day: date) -> str:
    """«31 декабря 2026, чт» or “Thu, 31 December 2026”."""
    return format_date(day, DAYS[current_locale()], locale=current_locale())


def day_figures(day: date) -> str:
    """«30.12.2026» or “30 December 2026”: for lists."""
    return format_date(day, FIGURES[current_locale()], locale=current_locale())


def day_formal(day: date) -> str:
    """«30 декабря 2026 г.» or “30 December 2026”: for posts and papers."""
    return format_date(day, FORMAL[current_locale()], locale=current_locale())


def day_and_month(day: date) -> str:
    """«31 декабря» or “31 December”."""
    return format_date(day, "d MMMM", locale=current_locale())


def month_name(month: int) -> str:
    """«декабрь» or “December”; `month` is 1 to 12."""
    return format_date(date(2000, month, 1), "LLLL", locale=current_locale())


def years_words(years: tuple[int, ...]) -> str:
    """«2024–2026» for years that follow each other, else «2024, 2026»."""
    ordered = sorted(set(years))
    if len(ordered) > 1 and ordered[-1] - ordered[0] == len(ordered) - 1:
        return f"{ordered[0]}–{ordered[-1]}"
    return ", ".join(map(str, ordered))


def moment(at: int, zone: ZoneInfo) -> str:
    """«24.11.2026 12:00»; `at` is in Unix seconds. A reader by another clock sees whose time it is."""
    local = datetime.fromtimestamp(at, UTC).astimezone(zone)
    reader = READER.get()
    mark = reader is not None and local.utcoffset() != local.astimezone(reader.zone).utcoffset()
    return f"{day_figures(local.date())} {local:%H:%M}" + (f" {_home(local, ())}" if mark else "")


def day(at: int, zone: ZoneInfo) -> str:
    """«24.11.2026»; `at` is in Unix seconds. Where it is another day by the reader's clock: «24.11.2026 (МСК)»."""
    return marked_day(day_figures(datetime.fromtimestamp(at, UTC).astimezone(zone).date()), at, zone)


def marked_day(words: str, at: int, zone: ZoneInfo) -> str:
    """Returns the words of the day of that moment, with its clock where it is another day by the reader's."""
    local, reader = datetime.fromtimestamp(at, UTC).astimezone(zone), READER.get()
    if reader is None or local.date() == local.astimezone(reader.zone).date():
        return words
    return f"{words} ({_home(local, ()).strip('()')})"


def asked_day(words: str) -> str:
    """Returns the words of a day that a question named, with the bot's clock while it is another day by the reader's."""
    reader = READER.get()
    if reader is None:
        return words
    return marked_day(words, int(reader.now.timestamp()), reader.bot_zone)


def moment_words(at: datetime, parties: Iterable[Party]) -> str:
    """«23 ноября 2026, пн, 10:00 МСК (12:00 в Перми)»; `at` is in the zone that comes first."""
    return f"{day_words(at.date())}, {clock_words(at, parties)}"


def clock_words(at: datetime, parties: Iterable[Party]) -> str:
    """The time where `at` is, then that of each side whose clock is known to show another one."""
    clocks = [clock for party in parties if (clock := regional_clock(party.region))]
    others = dict.fromkeys(_others(at, clocks))
    return f"{at:%H:%M} {_home(at, clocks)}" + (f" ({', '.join(others)})" if others else "")


def _others(at: datetime, clocks: Iterable[RegionalClock]) -> Iterator[str]:
    for clock in clocks:
        there = at.astimezone(clock.zone)
        if there.utcoffset() != at.utcoffset():
            day = f" {day_and_month(there.date())}" if there.date() != at.date() else ""
            yield f"{there:%H:%M} {_place(clock, at)}{day}"


def _home(at: datetime, clocks: Iterable[RegionalClock]) -> str:
    own = next((clock for clock in clocks if _offset(clock.zone, at) == at.utcoffset()), None)
    clock = own or clock_of_zone(str(at.tzinfo))
    if _is_moscow(at.tzinfo, at):
        return _("MSK")
    return _place(clock, at) if clock else _("(time zone: {city})").format(city=zone_city(str(at.tzinfo)))


def zone_city(zone: str) -> str:
    """The city a zone is named after, «Ташкент» for `Asia/Tashkent`; UTC and the like keep their names."""
    return get_timezone_location(ZoneInfo(zone), current_locale(), return_city=True) if "/" in zone else zone


def _place(clock: RegionalClock, at: datetime) -> str:
    return _("MSK") if _is_moscow(clock.zone, at) else clock.places[current_locale()]


def _is_moscow(zone: tzinfo | None, at: datetime) -> bool:
    return _offset(zone, at) == _offset(MOSCOW, at)


def _offset(zone: tzinfo | None, at: datetime) -> timedelta | None:
    return at.astimezone(zone).utcoffset()
