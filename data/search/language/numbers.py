"""The numbers of activities and spheres that a question names."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from data.primitives.folding import roman_value
from data.search.language.numerals import (
    ITEM_LABELS,
    SECTION_LABELS,
    is_ordinal_ending,
    named_value,
    value_of,
)
from data.search.language.split_numbers import join_split_numbers
from data.search.language.words import Word, fold

DATE = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})")
DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])[.](?:0[1-9]|1[0-2])")
BEFORE_DATES = frozenset(
    ["до", "к", "ко", "на", "от", "с", "со", "по", "by", "until", "till", "before", "since"]
)
YEAR = re.compile(r"20\d\d")
RANGE_WORDS = frozenset(["по", "до", "to", "through"])
MINUSES = frozenset("-–−")
RANGE_GAP = re.compile(r"\s*[-–—…]+\s*")


@dataclass(slots=True)
class NamedNumbers:
    """What numbers a question names: ids found, texts not found, and the places of the words used up."""

    activities: list[int] = field(default_factory=list)
    spheres: list[int] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    used: set[int] = field(default_factory=set)


class Numbers:
    """The numbers of one roadmap, by their normal form."""

    def __init__(self, activities: Mapping[str, int], spheres: Mapping[str, int]) -> None:
        self._activities = {normal_number(number): key for number, key in activities.items()}
        self._spheres = {normal_number(number): key for number, key in spheres.items()}
        self._order = list(self._activities)

    def find(self, words: Sequence[Word]) -> NamedNumbers:
        """Returns the numbers of activities («п. 10,3», «3.1-3.3») and of spheres («раздел 7», «VII раздел»)."""
        named = NamedNumbers()
        for place, word in enumerate(words):
            if word.is_number and not word.text.isdecimal() and not self._is_date(words, place):
                self._read_points(words, place, named)
            elif self._is_labelled(words, place, SECTION_LABELS) and place not in named.used:
                self._read(words, place, named, self._spheres, named.spheres)
            elif self._is_labelled(words, place, ITEM_LABELS) and place not in named.used:
                self._read_point(words, place, named)
        return named

    def join_split_numbers(self, words: Sequence[Word]) -> tuple[Word, ...]:
        """Returns the words, with numbers that were written apart put together: «13. 2», «1-1», «два точка один»."""
        return join_split_numbers(words, self._activities)

    def find_bare(self, words: Sequence[Word]) -> NamedNumbers:
        """Returns the activity or sphere of a question that is one whole number and nothing else."""
        named = NamedNumbers()
        if len(words) == 1 and words[0].text.isdecimal() and words[0].gap not in MINUSES:
            number = normal_number(words[0].text)
            if number in self._activities or number in self._spheres:
                self._read_point(words, 0, named)
        return named

    def _read_points(self, words: Sequence[Word], place: int, named: NamedNumbers) -> None:
        numbers = pieces(words[place].text)
        if named.activities and (start := self._range_start(words, place)):
            numbers = [*self._between(start, numbers[0]), *numbers]
        for number in numbers:
            if number in self._activities:
                named.activities.append(self._activities[number])
            else:
                named.absent.append(number)
        self._use(words, place, named)

    def _between(self, start: Word, last: str) -> list[str]:
        first = pieces(start.text)[-1]
        if first not in self._activities or last not in self._activities:
            return []
        return self._order[self._order.index(first) + 1 : self._order.index(last)]

    @staticmethod
    def _range_start(words: Sequence[Word], place: int) -> Word | None:
        """Returns the number before «–», or the one of «с … по …», where a range ends at this place."""
        if place > 0 and words[place - 1].is_number and RANGE_GAP.fullmatch(words[place].gap):
            return words[place - 1]
        spoken = place > 1 and words[place - 1].text in RANGE_WORDS and words[place - 2].is_number
        return words[place - 2] if spoken else None

    def _is_date(self, words: Sequence[Word], place: int) -> bool:
        number = pieces(words[place].text)[0]
        if number in self._activities:
            return False
        before = place > 0 and words[place - 1].text in BEFORE_DATES
        return bool(DATE.fullmatch(words[place].text) or (before and DAY.fullmatch(words[place].text)))

    def _is_labelled(self, words: Sequence[Word], place: int, labels: frozenset[str]) -> bool:
        if YEAR.fullmatch(words[place].text):
            return False
        before = words[max(0, place - 1) : place]
        if before and not labels.isdisjoint(before[0].keys) and named_value(words[place]) is not None:
            return True
        if value_of(words[place]) is None:
            return False
        after = words[place + 1 : place + 3]
        if after and is_ordinal_ending(after[0]):
            after = after[1:]
        enumerated = (
            place > 1
            and words[place - 1].text in {"и", "and"}
            and self._is_labelled(words, place - 2, labels)
        )
        return enumerated or any(not labels.isdisjoint(word.keys) for word in (*before, *after[:1]))

    def _read_point(self, words: Sequence[Word], place: int, named: NamedNumbers) -> None:
        if str(named_value(words[place])) in self._activities:
            self._read(words, place, named, self._activities, named.activities)
        else:
            self._read(words, place, named, self._spheres, named.spheres)

    def _read(
        self,
        words: Sequence[Word],
        place: int,
        named: NamedNumbers,
        numbers: dict[str, int],
        found: list[int],
    ) -> None:
        number = str(named_value(words[place]))
        if number in numbers:
            found.append(numbers[number])
        else:
            named.absent.append(words[place].written)
        self._use(words, place, named)

    @staticmethod
    def _use(words: Sequence[Word], place: int, named: NamedNumbers) -> None:
        named.used.add(place)
        if place + 1 < len(words) and is_ordinal_ending(words[place + 1]):
            named.used.add(place + 1)
        for near in (place - 1, place + 1):
            if 0 <= near < len(words) and not (SECTION_LABELS | ITEM_LABELS).isdisjoint(words[near].keys):
                named.used.add(near)


def normal_number(number: str) -> str:
    """Returns a number as the document writes it, in figures parted by points: «VII.» → «7», «10,3» → «10.3»."""
    folded = fold(number).strip(" .)")
    roman = roman_value(folded)
    return str(roman) if roman else re.sub(r"[,_]", ".", folded)


def pieces(text: str) -> list[str]:
    """Returns the numbers in a run of figures: «3.1,3.2» holds two, «10,3» one."""
    if "." in text and "," in text:
        return [normal_number(piece) for piece in text.split(",")]
    return [normal_number(text)]
