"""The zones a person may choose to live by."""

from enum import StrEnum
from zoneinfo import ZoneInfo


class ZoneChoice(StrEnum):
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


def zone_named(name: str | None, default: ZoneInfo) -> ZoneInfo:
    """Returns the zone of a stored name; the default for none and for one that this system does not have."""
    try:
        return ZoneInfo(name) if name else default
    except (ValueError, LookupError):
        return default
