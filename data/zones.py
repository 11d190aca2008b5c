"""The zones people may choose, and which of them a region's clocks show.

By the federal law of 3 June 2011 No 107-FZ, article 5, with its later amendments; Belarus has Moscow's time.
"""

from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo


class Clock(StrEnum):
    """A zone by name; cities whose clocks have long agreed share one."""

    KALININGRAD = "Europe/Kaliningrad"
    MOSCOW = "Europe/Moscow"
    MINSK = "Europe/Minsk"
    SAMARA = "Europe/Samara"
    YEKATERINBURG = "Asia/Yekaterinburg"
    OMSK = "Asia/Omsk"
    KRASNOYARSK = "Asia/Krasnoyarsk"
    IRKUTSK = "Asia/Irkutsk"
    YAKUTSK = "Asia/Yakutsk"
    VLADIVOSTOK = "Asia/Vladivostok"
    MAGADAN = "Asia/Magadan"
    KAMCHATKA = "Asia/Kamchatka"


# Beginnings of the words by which a region is told; those that begin like another's stand before it.
REGIONS: Final = {
    Clock.KALININGRAD: ("калининград",),
    Clock.MINSK: ("белар", "брест", "витеб", "гомел", "гродн", "минск", "могил"),
    Clock.SAMARA: ("астрахан", "самар", "саратов", "удмурт", "ульянов"),
    Clock.YEKATERINBURG: (
        *("башк", "курган", "оренбург", "перм", "свердлов"),
        *("тюмен", "хант", "челябин", "югр", "ямал"),
    ),
    Clock.OMSK: ("омск",),
    Clock.KRASNOYARSK: (
        *("алтай", "кемеров", "кузбас", "краснояр", "новосибир", "томск", "тува", "тыва", "хакас"),
    ),
    Clock.IRKUTSK: ("бурят", "иркут"),
    Clock.MAGADAN: ("магадан", "сахалин"),
    Clock.YAKUTSK: ("амурск", "забайкал", "саха", "якут"),
    Clock.VLADIVOSTOK: ("еврейск", "примор", "хабаров"),
    Clock.KAMCHATKA: ("камчат", "чукот"),
}


def clock_of(region: str) -> Clock | None:
    """Of «Пермский край» that of Yekaterinburg; None for Moscow's regions and for names nobody knows."""
    words = region.lower().replace("ё", "е").replace("-", " ").replace("(", " ").split()
    for clock, beginnings in REGIONS.items():
        if any(word.startswith(beginnings) for word in words):
            return clock
    return None


def zone_named(name: str | None, default: ZoneInfo) -> ZoneInfo:
    """A stored zone; the default for none and for one that this system does not have."""
    try:
        return ZoneInfo(name) if name else default
    except (ValueError, LookupError):
        return default
