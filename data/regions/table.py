"""The one table of regions: the subjects of the Russian Federation, the states around it and their regions.

Each row of `regions.json` holds `names` (the official one first), `cities` (the capital is among them) and `governments`
that are called otherwise than «Правительство …», every one in six cases in the order of `CASES`; `called` are further names
people use, those in capitals only as they stand; `adjectives`, `people` and `english`; the `country` by its ISO code; the
`zone` of the capital by the IANA database (the Federal Law No 107-FZ of 3 June 2011, «Об исчислении времени»), and `places`,
where a clock shows it: «в Перми», “in Perm”.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

CASES: Final = ("nomn", "gent", "datv", "accs", "ablt", "loct")
RUSSIA: Final = "RU"
Declined = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """A row of the table; the first of `names` is the official one."""

    names: tuple[Declined, ...]
    cities: tuple[Declined, ...]
    governments: tuple[Declined, ...]
    called: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    english: tuple[str, ...]
    capital: str
    country: str
    zone: str
    places: dict[str, str]

    @property
    def name(self) -> str:
        """The official name, «Республика Саха (Якутия)»."""
        return self.names[0][0]

    @property
    def is_country(self) -> bool:
        """True for a state, which is the first row of its country; no row stands for Russia as a whole."""
        return (
            self.country != RUSSIA and next(row for row in regions() if row.country == self.country) is self
        )


@cache
def regions() -> tuple[Region, ...]:
    """Returns every row of the table, those of Russia first."""
    rows = json.loads(files("data.regions").joinpath("regions.json").read_text(encoding="utf-8"))
    return tuple(_region(row) for row in rows)


def _region(row: dict[str, list[list[str]]]) -> Region:
    declined = {key: tuple(map(tuple, row.pop(key, []))) for key in ("names", "cities", "governments")}
    listed = {key: tuple(row.pop(key, [])) for key in ("called", "adjectives", "people", "english")}
    return Region(**declined, **listed, **row)  # type: ignore[arg-type]  # as json gives them
