"""Subjects a question names: spheres, and what agencies are there for, without the word for an agency."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from data.search.language.names import Coverage, Name, NameIndex, QuestionWords, cover
from data.search.language.words import Word


@dataclass(frozen=True, slots=True)
class TopicMatch:
    """Spheres or agencies a subject belongs to (ids), and the places of the words that name it."""

    ids: tuple[int, ...]
    places: frozenset[int]
    exact: bool


class Topics:
    """Finds whose subject is named; `names` are all of spheres, or all of agencies.

    With `prefer_whole`, an owner whose name is the subject and no more is meant before the others.
    """

    def __init__(self, names: Iterable[Name], *, prefer_whole: bool) -> None:
        self._prefer_whole = prefer_whole
        self._keys: defaultdict[int, set[str]] = defaultdict(set)
        every = list(names)
        for name in every:
            self._keys[_owner(name)].update(key for word in name.words for key in word.keys)
        self._index = NameIndex(every)

    def find(self, question: Sequence[tuple[int, Word]]) -> list[TopicMatch]:
        """Returns the subjects named, the one of most words first; each word belongs to one subject only."""
        asked, topics, left = QuestionWords(question), list[TopicMatch](), list(question)
        names = _by_owner(self._index.candidates(asked))
        covered = _covered(names, asked)
        while covered:
            topic = self._best(covered)
            topics.append(topic)
            left = [(place, word) for place, word in left if place not in topic.places]
            covered = _without(topic, covered, names, left)
        return [replace(topic, places=topic.places | self._beside(topic, left)) for topic in topics]

    def _beside(self, topic: TopicMatch, left: Sequence[tuple[int, Word]]) -> frozenset[int]:
        """Returns the words left over that merely stand in the names of a subject: the «охрана» of «охрана природы»."""
        known = [self._keys[owner] for owner in topic.ids]
        return frozenset(
            place for place, question in left if not all(keys.isdisjoint(question.keys) for keys in known)
        )

    def _best(self, covered: dict[int, Coverage]) -> TopicMatch:
        best = max(map(self._rank, covered.values()))
        winners = [owner for owner, found in covered.items() if self._rank(found) == best]
        first = covered[winners[0]]
        return TopicMatch(tuple(winners), first.places, first.exact)

    def _rank(self, found: Coverage) -> tuple[int, bool, bool]:
        return len(found.places), found.exact, found.complete and self._prefer_whole


def _by_owner(names: Iterable[Name]) -> dict[int, list[Name]]:
    """Returns the names of each owner, the owners in order."""
    owned: defaultdict[int, list[Name]] = defaultdict(list)
    for name in names:
        owned[_owner(name)].append(name)
    return {owner: owned[owner] for owner in sorted(owned)}


def _covered(names: Mapping[int, Iterable[Name]], question: QuestionWords) -> dict[int, Coverage]:
    """Returns those of the owners of the names that are said, and what all names of one explain together."""
    covered: dict[int, Coverage] = {}
    for owner, owned in names.items():
        found = [coverage for name in owned if (coverage := cover(name.groups, question)).places]
        if found:
            covered[owner] = _together(found)
    return covered


def _together(found: Sequence[Coverage]) -> Coverage:
    places = frozenset[int]().union(*(coverage.places for coverage in found))
    exact = any(coverage.exact and coverage.places == places for coverage in found) or all(
        one.exact for one in found
    )
    return Coverage(places, any(coverage.complete for coverage in found), exact)


def _without(
    topic: TopicMatch,
    covered: Mapping[int, Coverage],
    names: Mapping[int, Iterable[Name]],
    left: Sequence[tuple[int, Word]],
) -> dict[int, Coverage]:
    """Returns what the other owners explain of the words left over once those of the topic are gone."""
    untouched = {owner: found for owner, found in covered.items() if found.places.isdisjoint(topic.places)}
    touched = {owner: names[owner] for owner in covered if owner not in untouched and owner not in topic.ids}
    both = untouched | _covered(touched, QuestionWords(left)) if touched else untouched
    return {owner: both[owner] for owner in covered if owner in both}


def _owner(name: Name) -> int:
    owner = name.sphere if name.sphere is not None else name.agency
    if owner is None:
        raise ValueError(f"the name {name.text!r} belongs to no sphere and no agency")
    return owner
