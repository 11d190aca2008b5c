"""Agencies that a word spells by the beginnings of their names' words: «госстройнадзор», «минрыбхоз», «облздрав», «ОМС»."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from data.search.language.names import head_of
from data.search.language.words import PartOfSpeech, Word, fold, split_words

SHORTEST_PIECE = 3
SHORTEST, LONGEST = 5, 40  # letters of a word that may be an abbreviation
INITIALS = range(3, 8)
MOST_PIECES = 5
# What may stand before the pieces of a name without being one of its words.
PREFIXES = ("обл", "краи", "гор", "респ", "гос")
ENDINGS = frozenset(
    ["а", "у", "ом", "ем", "е", "ы", "и", "ов", "ам", "ами", "ах", "я", "ю", "ю", "еи", "ию", "ии", "ои"]
)
OUT_OF_ORDER = 5
# Words that an abbreviation leaves out though they stand in the name.
UNSPOKEN = ("главн", "государственн", "территориальн", "областн", "краев", "республиканск")
# How the words for kinds of agencies begin, which tells nothing of what one is there for.
KINDS = ("мин", "ком", "деп", "рос", "гос", "глав", "упр")
MOST_RESEMBLING = 6


class AbbreviatedNames:
    """Knows the names of agencies without their regions, by agency id."""

    def __init__(self, names: Mapping[int, str]) -> None:
        self._names = {agency: [*_own_words(name)] for agency, name in names.items()}
        self._spelled = {agency: _spelled(words) for agency, words in self._names.items()}
        self._by_beginning: defaultdict[str, set[int]] = defaultdict(set)
        self._by_initials: defaultdict[str, set[int]] = defaultdict(set)
        for agency, words in self._names.items():
            for word in words:
                if not head_of(word) and len(word.text) >= SHORTEST_PIECE:
                    self._by_beginning[_plain(word.text)[:SHORTEST_PIECE]].add(agency)
            for initials in _initials(words):
                self._by_initials[initials].add(agency)
        self.spelled_by = lru_cache(maxsize=5_000)(self._spelled_by)

    def _spelled_by(self, text: str) -> tuple[int, ...]:
        """Returns the agencies whose words' beginnings make up the text, those in whose name they stand best in order."""
        plain = _plain(text)
        if len(plain) not in range(SHORTEST, LONGEST):
            return ()
        found = {}
        for agency in self._sharing(plain):
            if (cost := self._spelled[agency].cost(plain)) is not None:
                found[agency] = cost
        return tuple(sorted(agency for agency, cost in found.items() if cost == min(found.values())))

    def with_initials(self, text: str) -> tuple[int, ...]:
        """Returns the agencies that have words of these initials side by side in their name."""
        return tuple(sorted(self._by_initials.get(fold(text), ())))

    def resembling(self, text: str) -> tuple[int, ...]:
        """Returns the first agencies one of whose words begins somewhere within the text; none for a text like no name."""
        plain = _plain(text)
        kind = next((kind for kind in KINDS if plain.startswith(kind)), "")
        return tuple(sorted(self._sharing(plain.removeprefix(kind))))[:MOST_RESEMBLING]

    def _sharing(self, plain: str) -> set[int]:
        starts = range(len(plain) - SHORTEST_PIECE + 1)
        known = (self._by_beginning.get(plain[start : start + SHORTEST_PIECE], ()) for start in starts)
        return set[int]().union(*known)


@dataclass(frozen=True, slots=True)
class _Spelled:
    """The words of one name; the first `unspoken` of them may be left out."""

    words: tuple[str, ...]
    unspoken: int

    def cost(self, plain: str) -> int | None:
        """Returns how far the words that spell the text are from standing in order; None where they do not spell it."""
        costs = [self._cost(plain, (), 0)]
        costs += [
            self._cost(plain.removeprefix(prefix), (), 1) for prefix in PREFIXES if plain.startswith(prefix)
        ]
        return min((cost for cost in costs if cost is not None), default=None)

    def _cost(self, text: str, used: tuple[int, ...], pieces: int) -> int | None:
        free = [place for place in range(len(self.words)) if place not in used]
        costs = [
            cost + self._step(place, used)
            for place in (free if pieces < MOST_PIECES else ())
            for rest in _rests(text, self.words[place])
            if (cost := self._rest_cost(rest, (*used, place), pieces + 1)) is not None
        ]
        return min(costs, default=None)

    def _rest_cost(self, rest: str, used: tuple[int, ...], pieces: int) -> int | None:
        if not rest:
            return 0 if pieces > 1 else None
        return self._cost(rest, used, pieces)

    def _step(self, place: int, used: tuple[int, ...]) -> int:
        """Returns how many words that count stand between a word and the one before it."""
        if place < self.unspoken:
            return 0
        before = max(*used, self.unspoken - 1) if used else self.unspoken - 1
        return place - before - 1 if place > before else OUT_OF_ORDER


def _rests(text: str, word: str) -> Iterator[str]:
    """Yields what is left of the text behind each beginning of the word; nothing where an ending is left."""
    longest = _common(text, word)
    if longest >= SHORTEST_PIECE and text[longest:] in ENDINGS:
        yield ""
    yield from (text[length:] for length in range(longest, SHORTEST_PIECE - 1, -1))


def _common(text: str, word: str) -> int:
    return next(
        (n for n, (one, other) in enumerate(zip(text, word, strict=False)) if one != other),
        min(len(text), len(word)),
    )


def _spelled(words: Sequence[Word]) -> _Spelled:
    unspoken = [word for word in words if head_of(word) or word.text.startswith(UNSPOKEN)]
    ordered = (*unspoken, *(word for word in words if word not in unspoken))
    return _Spelled(tuple(_plain(word.text) for word in ordered), len(unspoken))


def _own_words(name: str) -> Iterator[Word]:
    return (word for word in split_words(name) if word.form.part is not PartOfSpeech.FUNCTION)


def _initials(words: Sequence[Word]) -> Iterator[str]:
    """Yields the first letters of each run of words."""
    letters = "".join(word.text[0] for word in words)
    for start in range(len(letters)):
        yield from (letters[start : start + length] for length in INITIALS if start + length <= len(letters))


def _plain(text: str) -> str:
    """«строй» begins «строительный»."""
    return fold(text).replace("й", "и")
