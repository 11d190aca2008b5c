"""The clocks of parties: the zone of each region's capital, and where that is."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from data.regions.named_regions import find_region
from data.regions.table import RUSSIA, regions

MOSCOW: Final = ZoneInfo("Europe/Moscow")


@dataclass(frozen=True, slots=True)
class RegionalClock:
    """`places` name by language where it shows its time: «в Перми», “in Perm”."""

    zone: ZoneInfo
    places: dict[str, str]


@lru_cache(maxsize=1_000)
def regional_clock(region: str) -> RegionalClock | None:
    """Returns the clock of a party's region («Пермский край»); None for a region that is not known."""
    found = find_region(region)
    return RegionalClock(ZoneInfo(found.zone), found.places) if found else None


@cache
def clock_of_zone(zone: str) -> RegionalClock | None:
    """Returns the clock of a region that lives by a zone, in the city it is called by if possible; None where none does."""
    city = zone.rpartition("/")[2]
    living = sorted(
        (region for region in regions() if region.zone == zone), key=lambda one: city not in one.places["en"]
    )
    found = next(iter(living), None)
    return RegionalClock(ZoneInfo(zone), found.places) if found else None


def is_abroad(region: str) -> bool:
    """True for a party's region that is known not to be in Russia, so that Russia's days off are not its own."""
    found = find_region(region)
    return found is not None and found.country != RUSSIA
