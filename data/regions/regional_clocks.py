"""Regions whose clock shows another time than Moscow's: the zone of each Russian region's capital, and where that is.

The regions of `regional_clocks.json` are those that do not live by Moscow time under Federal Law No 107-FZ of
3 June 2011, «Об исчислении времени»; the zones are those of the IANA database.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final
from zoneinfo import ZoneInfo

MOSCOW: Final = ZoneInfo("Europe/Moscow")


@dataclass(frozen=True, slots=True)
class RegionalClock:
    """`places` name by language where it shows its time: «в Перми», “in Perm”; none for Moscow time."""

    zone: ZoneInfo
    places: dict[str, str]


def regional_clock(region: str) -> RegionalClock:
    """Returns the clock of a party's region («Пермский край»); a region that is not known has Moscow time."""
    return _clocks().get(region.casefold(), RegionalClock(MOSCOW, {}))


@cache
def _clocks() -> dict[str, RegionalClock]:
    known = json.loads(files("data.regions").joinpath("regional_clocks.json").read_text(encoding="utf-8"))
    return {
        region.casefold(): RegionalClock(ZoneInfo(entry.pop("zone")), entry)
        for region, entry in known.items()
    }
