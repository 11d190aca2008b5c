"""Reads what precedes the table: the title, the parties it names and the years it covers."""

import re
from collections.abc import Sequence
from typing import Final

from data.documents.grid import Place
from data.documents.line_ends import rejoined
from data.documents.refusal import DocumentProblem, DocumentRefused
from data.documents.table import Row
from data.documents.title_parties import BETWEEN, named_sides, parties_between
from data.regions.named_regions import regions_called
from data.regions.regions import nominative, same_words, territory_of, whole_mention

SAYS_ROADMAP = re.compile(r"план\w*\s+(?:\w+\s+)?мероприятий|дорожн\w+\s+карт", re.IGNORECASE)
YEARS = re.compile(r"(?<!\d)(20\d\d)(?:\s*год[а-я]*)?\s*(?:[-–—−]|по|до)\s*(20\d\d)(?!\d)", re.IGNORECASE)
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
TITLE_WORDS_LINES: Final = 4
UNTIL = re.compile(r"\b(?:до|по)\s*$", re.IGNORECASE)


def read_title(rows: tuple[Row, ...]) -> str:
    """Returns the title that ends where the table begins; raises `DocumentRefused` for what is no roadmap."""
    lines = [" ".join(row.filled) for row in rows]
    first = next((place for place in range(len(lines)) if _begins_title(lines[place:])), None)
    if first is None:
        raise DocumentRefused(DocumentProblem.NOT_A_ROADMAP)
    return rejoined(" ".join(lines[first:]))


def _begins_title(lines: Sequence[str]) -> bool:
    """True where the words that say «план мероприятий» begin in the first line, and may go on in the next ones."""
    found = SAYS_ROADMAP.search(" ".join(lines[:TITLE_WORDS_LINES]))
    return bool(found and found.start() < len(lines[0]))


def says_title(row: Row) -> bool:
    """True for a line of a title: it says what the document is, of which years, or between whom."""
    line = " ".join(row.filled)
    return bool(SAYS_ROADMAP.search(line) or YEARS.search(line) or BETWEEN.search(line))


def sides_of(title: str, tail: tuple[str, ...], place: Place) -> tuple[str, ...]:
    """Returns the parties of a table that has no column for each: the regions that the title, else the signatures name."""
    return read_parties(title, named_sides(title), tail, place)


def read_parties(
    title: str, territories: tuple[str, ...], tail: tuple[str, ...], place: Place
) -> tuple[str, ...]:
    """Returns the parties in the nominative, one for each column of the table.

    They are looked for after «между» in the title, else among the lines under the table; a party that neither
    names is called by its region. Raises `DocumentRefused` with the header's place.
    """
    found = parties_between(title, territories, place)
    return tuple(
        found.get(territory) or _signing(territory, tail) or _called(territory) for territory in territories
    )


def read_period(title: str, deadlines: tuple[str, ...]) -> tuple[int, int]:
    """First and last year, from the title or else from the deadlines; raises `DocumentRefused` without any."""
    if years := YEARS.search(title):
        return _ordered(int(years[1]), int(years[2]))
    named = list(YEAR.finditer(title))
    worded = [int(year) for wording in deadlines for year in YEAR.findall(wording)]
    if len(named) == 1 and UNTIL.search(title[: named[0].start()]):
        return min([*worded, int(named[0][0])]), int(named[0][0])
    every = [int(year[0]) for year in named] or worded
    if not every:
        raise DocumentRefused(DocumentProblem.NO_PERIOD)
    return min(every), max(every)


def _ordered(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)


def _called(territory: str) -> str:
    known = whole_mention(territory)
    called = () if known else regions_called(territory)
    if len(called) == 1:
        return called[0].name
    return known.name if known else nominative(territory, "gent")


def _signing(territory: str, tail: tuple[str, ...]) -> str | None:
    """Returns the line under the table that names the agency governing the territory."""
    governing = (
        line for line in tail if (governed := territory_of(line)) != line and same_words(governed, territory)
    )
    return next(governing, None)
