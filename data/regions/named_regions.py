"""Regions named in a text, in any case, with letters and dashes of any kind: what stands behind a dash may be left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from data.regions.table import CASES, Declined, Region, regions

PIECE = re.compile(r"[^\W_]+")
TAIL = re.compile(r"\s+—\s+|\s*\(")
DASH = re.compile("[–—]")  # a hyphen is no dash
CITY = re.compile(r"(?P<short>\bг\.?\s*)$|\b(?P<whole>город)(?:а|у|ом|е)?\s+$", re.IGNORECASE)
GENITIVE = CASES.index("gent")


@dataclass(frozen=True, slots=True)
class Named:
    """A name of a region in all cases; `is_city` for one of its cities, `core` the words that cannot be left out."""

    region: Region
    forms: Declined
    is_city: bool = False
    is_government: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A region named in a text from `start` to `end`; `name` is what stands there, in the nominative."""

    named: Named
    start: int
    end: int
    name: str
    genitive: str

    @property
    def region(self) -> Region:
        """The region that is named, or whose city or government is."""
        return self.named.region


@lru_cache(maxsize=10_000)
def find_mentions(text: str) -> tuple[Mention, ...]:
    """Returns the regions that a text names, from its beginning, the longest name at each place."""
    pieces = list(PIECE.finditer(text))
    words = [_fold(piece.group()) for piece in pieces]
    found, place = [], 0
    while place < len(words):
        sequence = next(
            (
                one
                for one in _sequences().get(words[place], ())
                if tuple(words[place : place + len(one)]) == one
            ),
            None,
        )
        mention = _mention(text, pieces[place : place + len(sequence)], sequence) if sequence else None
        if mention:
            found.append(mention)
        place += len(sequence) if sequence and mention else 1
    return tuple(found)


def find_region(text: str) -> Region | None:
    """Returns the region that a text is the name of, else the first that it names; None for none."""
    mentions = find_mentions(text)
    whole = [mention for mention in mentions if is_whole(mention, text)]
    return next((mention.region for mention in whole or mentions), None)


def regions_called(text: str) -> tuple[Region, ...]:
    """Returns the regions that people call by this text, «КБР»: of letters that stand for several, each of them."""
    called = text.strip()
    return tuple(
        region
        for region in regions()
        if any(name == called if name.isupper() else _fold(name) == _fold(called) for name in region.called)
    )


def is_whole(mention: Mention, text: str) -> bool:
    """True for a mention beside which the text has no words."""
    return not PIECE.search(text[: mention.start]) and not PIECE.search(text[mention.end :])


def _mention(text: str, pieces: list[re.Match[str]], sequence: tuple[str, ...]) -> Mention | None:
    named, full = _names()[sequence]
    start, end = pieces[0].start(), pieces[-1].end()
    if named.is_city and not text[start].isupper():
        return None
    if "(" in text[start:end] and (closing := re.match(r"\s*\)", text[end:])):
        end += closing.end()
    before = CITY.search(text[:start])
    forms = [_written(form, text[start:end], full=full) for form in (named.forms[0], named.forms[GENITIVE])]
    forms = [form[:1].upper() + form[1:] for form in forms] if text[start].isupper() else forms
    if before and named.is_city and before["whole"]:
        forms = [f"город {forms[0]}", f"города {forms[1]}"]
    return Mention(named, before.start() if before else start, end, *forms)


def _written(form: str, text: str, *, full: bool) -> str:
    """Returns the form with the dash that the text has, and without what the text leaves out."""
    dash = DASH.search(text)
    return form.replace("—", dash[0] if dash else "—") if full else TAIL.split(form)[0]


@cache
def _sequences() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Returns the folded words of every name by the first of them, the longest first."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for words in _names():
        by_first.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(found, key=len, reverse=True)) for first, found in by_first.items()}


@cache
def _names() -> dict[tuple[str, ...], tuple[Named, bool]]:
    """Returns what each sequence of folded words names, and whether it is the whole name."""
    found: dict[tuple[str, ...], tuple[Named, bool]] = {}
    for named in _every_name():
        for form in named.forms:
            found.setdefault(folded(form), (named, True))
    for named in _every_name():
        for form in named.forms:
            found.setdefault(folded(TAIL.split(form)[0]), (named, False))
    return found


def _every_name() -> Iterator[Named]:
    for region in regions():
        yield from (Named(region, forms) for forms in region.names)
    for region in regions():
        yield from (Named(region, forms, is_government=True) for forms in region.governments)
    for region in regions():
        yield from (Named(region, forms, is_city=True) for forms in region.cities)


def folded(text: str) -> tuple[str, ...]:
    """Returns the words in small letters with «е» for «ё», parted also at hyphens."""
    return tuple(_fold(piece) for piece in PIECE.findall(text))


def _fold(word: str) -> str:
    return word.lower().replace("ё", "е")
