"""Which activities of an edition are stored ones: by text, bodies and order, never by number alone."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from rapidfuzz import fuzz, process

from data.editions.doubts import AnsweredPairs, Doubt, DoubtKind, EditionAnswers
from data.editions.stored_roadmap import StoredActivity
from data.primitives.folding import folded, squashed

# Texts as alike as this, in percent, are one activity that was edited.
ALIKE: Final = 80
# Texts at least as alike as this may be one that was written anew.
AKIN: Final = 55
# More edited texts than this are not compared pair by pair.
MOST_COMPARED: Final = 500
SEVERAL: Final = 5  # of the texts most alike to one are looked at


@dataclass(frozen=True, slots=True)
class WrittenActivity:
    """An activity of an edition; `agencies` are ids of stored agencies, negative ones for new ones."""

    number: str
    title: str
    agencies: frozenset[int]
    wording: str
    days: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActivityMatches:
    """The stored id of each activity of the edition, None for a new one, and the questions that are open.

    An activity in doubt counts as new.
    """

    ids: tuple[int | None, ...]
    doubts: tuple[Doubt, ...]


@dataclass
class _Matching:
    stored: Sequence[StoredActivity]
    written: Sequence[WrittenActivity]
    found: dict[int, StoredActivity] = field(default_factory=dict)
    doubted: dict[int, StoredActivity] = field(default_factory=dict)
    new: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)

    def places_left(self) -> list[int]:
        """Returns the places in the edition that are neither paired nor in doubt."""
        settled = self.found.keys() | self.doubted.keys() | self.new
        return [n for n in range(len(self.written)) if n not in settled]

    def stored_left(self, *, gone: bool = False) -> list[StoredActivity]:
        """Returns what is neither paired nor in doubt, of what is in force or of what is gone."""
        settled = {one.id for one in (*self.found.values(), *self.doubted.values())} | self.gone
        return [one for one in self.stored if one.is_gone is gone and one.id not in settled]


def match_activities(
    stored: Sequence[StoredActivity], written: Sequence[WrittenActivity], answers: EditionAnswers
) -> ActivityMatches:
    """Returns what is known again; raises `DocumentRefused` for answers that name what is not there.

    The same text with the same bodies comes first, then the same text, then what an earlier edition left out, then an
    edited text with a body or the days of before. Where texts, bodies or days are unlike and something hangs on the
    stored one it is a doubt, else the one is new and the other is gone.
    """
    matching = _Matching(stored, written)
    _take_answers(matching, answers)
    _take_same(matching, gone=False)
    _take_same(matching, gone=True)
    _take_alike(matching)
    _doubt(matching)
    return ActivityMatches(
        tuple(found.id if (found := matching.found.get(n)) else None for n in range(len(written))),
        tuple(_doubts(matching)),
    )


def is_same_time(one: StoredActivity, other: WrittenActivity) -> bool:
    """True for wordings that say the same, or mean the same days."""
    return squashed(one.wording) == squashed(other.wording) or (bool(one.days) and one.days == other.days)


def _take_answers(matching: _Matching, answers: EditionAnswers) -> None:
    written = {activity.number: [n] for n, activity in enumerate(matching.written)}
    known = {one.number: [one.id] for one in matching.stored if not one.is_gone}
    answered = AnsweredPairs(answers.about_numbers(), written, known)
    by_id = {one.id: one for one in matching.stored}
    matching.found |= {n: by_id[key] for n, key in answered.same.items()}
    matching.new |= answered.new
    matching.gone |= answered.gone


def _take_same(matching: _Matching, *, gone: bool) -> None:
    """Pairs activities of one text: first those whose bodies and days are the same too, then those with most in common."""
    for known, places in _groups(matching, gone=gone, exactly=True):
        if len(known) == len(places):
            matching.found |= dict(zip(places, known, strict=True))
    for known, places in _groups(matching, gone=gone, exactly=False):
        _pair(matching, known, places)


def _groups(
    matching: _Matching, *, gone: bool, exactly: bool
) -> list[tuple[list[StoredActivity], list[int]]]:
    """Returns what is left of one text, with `exactly` of the same bodies and days, in the order of either edition."""
    groups: dict[object, tuple[list[StoredActivity], list[int]]] = defaultdict(lambda: ([], []))
    for one in matching.stored_left(gone=gone):
        key = (one.agency_ids, one.days or squashed(one.wording)) if exactly else None
        groups[squashed(one.title), key][0].append(one)
    for n in matching.places_left():
        written = matching.written[n]
        key = (written.agencies, written.days or squashed(written.wording)) if exactly else None
        groups[squashed(written.title), key][1].append(n)
    return [group for group in groups.values() if all(group)]


def _pair(matching: _Matching, known: list[StoredActivity], places: list[int]) -> None:
    scored = sorted(
        (-_likeness(one, matching.written[n]), abs(order - place), order, n)
        for order, one in enumerate(known[:MOST_COMPARED])
        for place, n in enumerate(places[:MOST_COMPARED])
    )
    settled: set[int] = set()
    for score, _distance, order, n in scored:
        one = known[order]
        if one.id in settled or n in matching.found or n in matching.doubted:
            continue
        settled.add(one.id)
        rivals = [other for other in scored if other[0] == score and other[2] == order]
        is_doubtful = _is_unlike(one, matching.written[n]) or (
            len(rivals) > 1 and len(known) != len(places) and one.is_held
        )
        if not is_doubtful:
            matching.found[n] = one
        elif one.is_held:
            matching.doubted[n] = one


def _likeness(one: StoredActivity, other: WrittenActivity) -> int:
    agencies = one.agency_ids
    same_agencies = 4 if agencies == other.agencies else 2 if agencies & other.agencies else 0
    return same_agencies + is_same_time(one, other)


def _is_unlike(one: StoredActivity, other: WrittenActivity) -> bool:
    """True when neither a body nor the days are those of before."""
    return not (one.agency_ids & other.agencies) and not is_same_time(one, other)


def _take_alike(matching: _Matching) -> None:
    pairs = sorted(_alike(matching, ALIKE), key=lambda pair: (-pair[0], pair[3]))
    taken: set[int] = set()
    for _ratio, one, n, _distance in pairs:
        if n not in matching.found and one.id not in taken and not _is_other(one, matching.written[n]):
            matching.found[n] = one
            taken.add(one.id)


def _is_other(one: StoredActivity, other: WrittenActivity) -> bool:
    """True of an edited text that speaks of other figures at another time, or has no body and no day of before."""
    same_time = is_same_time(one, other)
    same_figures = _figures(one.title) == _figures(other.title)
    return _is_unlike(one, other) or not (same_figures or (same_time and one.agency_ids & other.agencies))


def _figures(text: str) -> list[str]:
    return [word for word in folded(text).split() if any(map(str.isdigit, word))]


def _alike(matching: _Matching, cutoff: int) -> Iterator[tuple[float, StoredActivity, int, int]]:
    """Yields how alike two left texts are, in percent, with the two and how far apart they stand."""
    known, places = matching.stored_left(), matching.places_left()
    order = {one.id: place for place, one in enumerate(matching.stored)}
    for group, within in _bounded(matching, known, places):
        texts = {n: folded(matching.written[n].title) for n in within}
        for one in group:
            for _text, ratio, n in process.extract(
                folded(one.title), texts, scorer=fuzz.ratio, score_cutoff=cutoff, limit=SEVERAL
            ):
                yield ratio, one, n, abs(order[one.id] - n)


def _bounded(
    matching: _Matching, known: list[StoredActivity], places: list[int]
) -> Iterable[tuple[list[StoredActivity], list[int]]]:
    """Returns what is compared with each other: everything, or what has the same bodies where that would be too much."""
    if max(len(known), len(places)) <= MOST_COMPARED:
        return [(known, places)]
    groups: dict[frozenset[int], tuple[list[StoredActivity], list[int]]] = defaultdict(lambda: ([], []))
    for one in known:
        groups[one.agency_ids][0].append(one)
    for n in places:
        groups[matching.written[n].agencies][1].append(n)
    return [pair for pair in groups.values() if max(len(pair[0]), len(pair[1])) <= MOST_COMPARED]


def _doubt(matching: _Matching) -> None:
    """Asks about what something hangs on: a text rather like it with a body of before, or the number of before."""
    akin = sorted(_alike(matching, AKIN), key=lambda pair: (-pair[0], pair[3]))
    likely = [
        (one, n)
        for ratio, one, n, _distance in akin
        if ratio >= ALIKE or one.agency_ids & matching.written[n].agencies
    ]
    places = {matching.written[n].number: n for n in matching.places_left()}
    numbered = [(one, places[one.number]) for one in matching.stored_left() if one.number in places]
    for one, n in (*likely, *numbered):
        if one.is_held and n not in matching.doubted and one not in matching.doubted.values():
            matching.doubted[n] = one


def _doubts(matching: _Matching) -> Iterator[Doubt]:
    for n, one in sorted(matching.doubted.items()):
        written = matching.written[n]
        yield Doubt(DoubtKind.ACTIVITY, written.number, one.number, one.id, written.title, one.title)
