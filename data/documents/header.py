"""Reads what precedes the table: the title, the parties it names and the years it covers."""

import re

from data.documents.refusal import DocumentProblem, DocumentRefused
from data.documents.table import Row
from data.regions.morphology import parses
from data.regions.regions import WORD, find_words, nominative, same_words, territory_of, words_of

SAYS_ROADMAP = re.compile(r"план\w*\s+(?:\w+\s+)?мероприятий|дорожн\w+\s+карт", re.IGNORECASE)
BETWEEN = re.compile(r"\bмежду\s+", re.IGNORECASE)
YEARS = re.compile(r"(?<!\d)(20\d\d)(?:\s*год[а-я]*)?\s*(?:[-–—−]|по|до)\s*(20\d\d)(?!\d)", re.IGNORECASE)
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
UNTIL = re.compile(r"\b(?:до|по)\s*$", re.IGNORECASE)
CITY = frozenset(("г", "гор", "город", "города", "городом"))  # before a name, which needs none of them
LONGEST_HEAD = 5  # words: «Высшим исполнительным органом государственной власти»


def read_title(rows: tuple[Row, ...]) -> str:
    """Returns the title that ends where the table begins; raises `DocumentRefused` for what is no roadmap."""
    lines = [" ".join(row.filled) for row in rows]
    first = next((place for place, line in enumerate(lines) if SAYS_ROADMAP.search(line)), None)
    if first is None:
        raise DocumentRefused(DocumentProblem.NOT_A_ROADMAP)
    return " ".join(lines[first:])


def read_parties(title: str, territories: tuple[str, ...], tail: tuple[str, ...]) -> tuple[str, ...]:
    """Returns the parties in the nominative, one for each column of the table.

    They are looked for after «между» in the title, else among the lines under the table; a party that neither
    names is called by its region.
    """
    found = _parties_between(title, territories)
    return tuple(
        found.get(territory) or _signing(territory, tail) or nominative(_without_city(territory), "gent")
        for territory in territories
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


def _parties_between(title: str, territories: tuple[str, ...]) -> dict[str, str]:
    """Returns the party of each territory as the title names it, its head turned into the nominative."""
    between = BETWEEN.search(title)
    tokens = list(WORD.finditer(title, between.end())) if between else []
    words = words_of(title[between.end() :]) if between else ()
    places = {
        territory: found for territory in territories if (found := _place(words, territory)) is not None
    }
    parties, start = {}, 0
    for territory, place in sorted(places.items(), key=lambda item: item[1]):
        end = place + len(_own_words(territory))
        begins = _head(words, start, place)
        if begins <= place <= begins + LONGEST_HEAD:
            head = [token for token in tokens[begins:place] if not _is_city(token[0])]
            parties[territory] = _party(title, head, tokens[place:end])
        start = max(start, end)
    return parties


def _without_city(territory: str) -> str:
    """Returns «Москвы» for «г. Москвы»."""
    first = WORD.match(territory)
    return territory[first.end() :].lstrip(" .") or territory if first and _is_city(first[0]) else territory


def _own_words(territory: str) -> tuple[str, ...]:
    """Returns the words of a territory without «г.» and «город», which one writes and another leaves out."""
    words = words_of(territory)
    return words[1:] if len(words) > 1 and _is_city(words[0]) else words


def _is_city(word: str) -> bool:
    return word.lower() in CITY


def _place(words: tuple[str, ...], territory: str) -> int | None:
    return find_words(words, _own_words(territory))


def _head(words: tuple[str, ...], start: int, place: int) -> int:
    """Returns where the party's own name begins before its territory; what «и» joins to it is another party's."""
    joined = [n + 1 for n in range(start, place) if words[n] == "и" and _opens_party(words[n + 1])]
    return joined[-1] if joined else start


def _opens_party(word: str) -> bool:
    """True for «Правительством», «Областным»: the instrumental that follows «между»."""
    return any(parse.tag.case == "ablt" and parse.tag.POS in ("NOUN", "ADJF") for parse in parses(word))


def _party(title: str, head: list[re.Match[str]], territory: list[re.Match[str]]) -> str:
    governed = title[territory[0].start() : territory[-1].end()]
    if not head:
        return nominative(governed, "ablt")
    return f"{nominative(title[head[0].start() : head[-1].end()], 'ablt')} {governed}"


def _signing(territory: str, tail: tuple[str, ...]) -> str | None:
    """Returns the line under the table that names the agency governing the territory."""
    governing = (
        line for line in tail if (governed := territory_of(line)) != line and same_words(governed, territory)
    )
    return next(governing, None)
