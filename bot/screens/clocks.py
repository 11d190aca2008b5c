"""Times by the clocks of both sides: «10:00 МСК (12:00 в Перми)»."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.i18n import current_locale
from bot.i18n import gettext as _
from bot.screens.dates import day_and_month, day_words
from data.regions.regional_clocks import MOSCOW, RegionalClock, regional_clock
from data.roadmap.models import Party


def moment_words(at: datetime, parties: Iterable[Party]) -> str:
    """«23 ноября 2026, пн, 10:00 МСК (12:00 в Перми)»; `at` is in the zone that comes first."""
    return f"{day_words(at.date())}, {clock_words(at, parties)}"


def clock_words(at: datetime, parties: Iterable[Party]) -> str:
    """The time where `at` is, then that of each side whose clock shows another one."""
    clocks = [regional_clock(party.region) for party in parties]
    others = dict.fromkeys(_others(at, clocks))
    return f"{at:%H:%M} {_home(at, clocks)}" + (f" ({', '.join(others)})" if others else "")


def _others(at: datetime, clocks: Iterable[RegionalClock]) -> Iterator[str]:
    for clock in clocks:
        there = at.astimezone(clock.zone)
        if there.utcoffset() != at.utcoffset():
            day = f" {day_and_month(there.date())}" if there.date() != at.date() else ""
            yield f"{there:%H:%M} {_place(clock)}{day}"


def _home(at: datetime, clocks: Iterable[RegionalClock]) -> str:
    if at.utcoffset() == at.astimezone(MOSCOW).utcoffset():
        return _("MSK")
    own = (clock for clock in clocks if at.astimezone(clock.zone).utcoffset() == at.utcoffset())
    return next(map(_place, own), f"{at:UTC%z}")


def _place(clock: RegionalClock) -> str:
    return clock.places.get(current_locale(), _("MSK"))
