"""Subjects a question names: spheres, and what bodies are there for, without the word for a body."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from data.language.names import Coverage, Name, NameIndex, Said, cover
from data.language.words import Word


@dataclass(frozen=True, slots=True)
class Topic:
    """Spheres or bodies a subject belongs to (ids), and the places of the words that name it."""

    ids: tuple[int, ...]
    places: frozenset[int]
    exact: bool


class Topics:
    """Finds whose subject is named; `names` are all of spheres, or all of agencies.

    With `prefer_whole`, an owner whose name is the subject and no more is meant before the others.
    """

    def __init__(self, names: Iterable[Name], *, prefer_whole: bool) -> None:
        self._prefer_whole = prefer_whole
        self._names: defaultdict[int, list[Name]] = defaultdict(list)
        self._keys: defaultdict[int, set[str]] = defaultdict(set)
        every = list(names)
        for name in every:
            self._names[_owner(name)].append(name)
            self._keys[_owner(name)].update(key for word in name.words for key in word.keys)
        self._index = NameIndex(every)

    def find(self, said: Sequence[tuple[int, Word]]) -> list[Topic]:
        """The subjects named, the one of most words first; each word belongs to one subject only."""
        topics, left = [], list(said)
        while left and (topic := self._best(left)):
            topics.append(topic)
            left = [(place, word) for place, word in left if place not in topic.places]
        return [replace(topic, places=topic.places | self._beside(topic, left)) for topic in topics]

    def _beside(self, topic: Topic, left: Sequence[tuple[int, Word]]) -> frozenset[int]:
        """The words left over that merely stand in the names of a subject: the «охрана» of «охрана природы»."""
        known = [self._keys[owner] for owner in topic.ids]
        return frozenset(
            place for place, said in left if not all(keys.isdisjoint(said.keys) for keys in known)
        )

    def _best(self, words: Sequence[tuple[int, Word]]) -> Topic | None:
        said = Said(words)
        owners = {_owner(name) for name in self._index.candidates(said)}
        covered = [(self._covered(owner, said), owner) for owner in sorted(owners)]
        best = max((self._rank(found) for found, _ in covered if found.places), default=None)
        if best is None:
            return None
        winners = [(found, owner) for found, owner in covered if self._rank(found) == best]
        return Topic(tuple(owner for _, owner in winners), winners[0][0].places, winners[0][0].exact)

    def _rank(self, found: Coverage) -> tuple[int, bool, bool]:
        return len(found.places), found.exact, found.complete and self._prefer_whole

    def _covered(self, owner: int, said: Said) -> Coverage:
        """What all names of one owner explain together."""
        found = [coverage for name in self._names[owner] if (coverage := cover(name.groups, said)).places]
        if not found:
            return Coverage(frozenset(), complete=False, exact=False)
        places = frozenset[int]().union(*(coverage.places for coverage in found))
        exact = any(coverage.exact and coverage.places == places for coverage in found) or all(
            one.exact for one in found
        )
        return Coverage(places, any(coverage.complete for coverage in found), exact)


def _owner(name: Name) -> int:
    owner = name.sphere if name.sphere is not None else name.agency
    if owner is None:
        raise ValueError(f"the name {name.text!r} belongs to no sphere and no agency")
    return owner
