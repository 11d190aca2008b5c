"""The parties that a title names after «между», one for each column of the table."""

import re
from dataclasses import dataclass

from data.documents.grid import Place
from data.documents.refusal import DocumentProblem, DocumentRefused
from data.regions.morphology import parses
from data.regions.named_regions import Mention, find_mentions, find_region, regions_called
from data.regions.regions import WORD, country_of, find_words, nominative, words_of

BETWEEN = re.compile(r"\bмежду\s+", re.IGNORECASE)
NOTE = re.compile(r"\(([^()]*)\)")
CITY = re.compile(r"г\b|город(?:а|ом)?\s", re.IGNORECASE)
LONGEST_HEAD = 5  # words: «Высшим исполнительным органом государственной власти»


@dataclass(frozen=True, slots=True)
class _Note:
    """«(Республика Беларусь)» behind a side: what it says, and where it begins."""

    text: str
    start: int


def parties_between(title: str, territories: tuple[str, ...], place: Place) -> dict[str, str]:
    """Returns the party of each territory as the title names it, in the nominative; none for what it does not name.

    A territory may be called otherwise than in the title: by another name of the region, or by its country. Raises
    `DocumentRefused` for one that is none of the sides where the title names as many as there are columns.
    """
    between = BETWEEN.search(title)
    if between is None:
        return {}
    sides = _TitleSides(title[between.end() :])
    return sides.parties(sides.places(territories, place))


def named_sides(title: str) -> tuple[str, ...]:
    """Returns the regions that stand after «между» as the title writes them, none where it names no sides."""
    between = BETWEEN.search(title)
    return _TitleSides(title[between.end() :]).written() if between else ()


class _TitleSides:
    """What stands after «между»; the notes in brackets are kept apart from the names of sides."""

    def __init__(self, text: str) -> None:
        every = find_mentions(text)
        self._notes = [
            _Note(note[1], note.start())
            for note in NOTE.finditer(text)
            if not any(mention.start < note.start() < mention.end for mention in every)
        ]
        for note in self._notes:
            length = len(note.text) + 2
            text = text[: note.start] + " " * length + text[note.start + length :]
        self._text = text
        self._words = list(WORD.finditer(text))
        self._folded = words_of(text)
        self._mentions = find_mentions(text)

    @property
    def _sides(self) -> list[Mention]:
        """The regions named, without the country that stands right behind one of its regions."""
        pairs = zip((None, *self._mentions), self._mentions, strict=False)
        return [mention for before, mention in pairs if not self._is_country_of(mention, before)]

    def _is_country_of(self, mention: Mention, before: Mention | None) -> bool:
        if before is None or not mention.region.is_country or before.region.country != mention.region.country:
            return False
        return not self._text[before.end : mention.start].strip()

    def written(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._text[side.start : side.end] for side in self._sides))

    def places(self, territories: tuple[str, ...], place: Place) -> dict[str, tuple[int, int]]:
        """Returns where the title names each territory, from one character to another."""
        places = {territory: found for territory in territories if (found := self._place(territory))}
        unfound = [territory for territory in territories if territory not in places]
        free = [mention for mention in self._sides if (mention.start, mention.end) not in places.values()]
        if len(unfound) == len(free) == 1 and find_region(unfound[0]) is None:
            places[unfound[0]] = (free[0].start, free[0].end)
        elif unfound and len(self._sides) >= len(territories):
            sides = ", ".join(mention.name for mention in self._sides)
            raise DocumentRefused(DocumentProblem.UNKNOWN_SIDE, place, column=unfound[0], sides=sides)
        return places

    def parties(self, places: dict[str, tuple[int, int]]) -> dict[str, str]:
        """Returns the party that stands at each place, with its head before it."""
        parties, start = {}, 0
        for territory, (begin, end) in sorted(places.items(), key=lambda item: item[1]):
            head = self._head(start, begin)
            if len(head) <= LONGEST_HEAD:
                parties[territory] = self._party(head, begin, end)
            start = max(start, end)
        return parties

    def _place(self, territory: str) -> tuple[int, int] | None:
        place = find_words(self._folded, words_of(territory))
        if place is not None:
            begin, end = self._words[place].start(), self._words[place + len(words_of(territory)) - 1].end()
            around = (mention for mention in self._mentions if mention.start <= begin < mention.end)
            return next(((mention.start, max(mention.end, end)) for mention in around), (begin, end))
        mention = self._of_region(territory) or self._before_note(territory)
        return (mention.start, mention.end) if mention else None

    def _of_region(self, territory: str) -> Mention | None:
        """Returns the side of the column's region, else the only side of the country that the column names."""
        region = find_region(territory)
        known = [region] if region else list(regions_called(territory))
        same = [mention for mention in self._mentions if any(mention.region is one for one in known)]
        if any(mention.region is not same[0].region for mention in same):
            return None  # «РБ» beside Bashkortostan and Buryatia
        named = region.country if region and region.is_country else None if region else country_of(territory)
        country = [mention for mention in self._sides if mention.region.country == named]
        return next(iter(same or (country if len(country) == 1 else ())), None)

    def _before_note(self, territory: str) -> Mention | None:
        """Returns the side whose note names the territory: «… исполнительным комитетом (Республика Беларусь)»."""
        note = next(
            (one for one in self._notes if find_words(words_of(one.text), words_of(territory)) is not None),
            None,
        )
        before = [mention for mention in self._mentions if note and mention.end <= note.start]
        return before[-1] if before else None

    def _head(self, start: int, end: int) -> list[re.Match[str]]:
        """Returns the words before a territory that are neither another side's nor «и»."""
        start = max([start, *(mention.end for mention in self._mentions if mention.end <= end)])
        words = [word for word in self._words if start <= word.start() < end]
        for place in range(len(words) - 1, -1, -1):
            heads = place + 1 == len(words) or _opens_party(words[place + 1].group())
            if words[place].group().lower() == "и" and (place == 0 or heads):
                return words[place + 1 :]
        return words

    def _party(self, head: list[re.Match[str]], begin: int, end: int) -> str:
        governed = " ".join(self._text[begin:end].split())
        mention = next((one for one in self._mentions if (one.start, one.end) == (begin, end)), None)
        if not head:
            return mention.name if mention else nominative(governed, "ablt")
        if mention and not mention.named.is_city and CITY.match(governed):
            governed = mention.genitive  # «города Москвы»
        written = " ".join(self._text[head[0].start() : head[-1].end()].split())
        if mention and governed.isupper():
            return f"{_plain(nominative(_plain(written), 'ablt'))} {mention.genitive}"
        return f"{nominative(written, 'ablt')} {governed}"


def _opens_party(word: str) -> bool:
    """True for «Правительством», «Областным»: the instrumental that follows «между»."""
    return any(parse.tag.case == "ablt" and parse.tag.POS in ("NOUN", "ADJF") for parse in parses(word))


def _plain(head: str) -> str:
    """Returns a head that stands in capitals as it is written otherwise: «Кабинет Министров»."""
    return head.capitalize().replace(" министров", " Министров")
