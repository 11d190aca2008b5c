"""Which stored activities a new edition means, whatever numbers and words it changes."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from data.regions.regions import words_of

# Texts as alike as this, in percent, are one activity that was edited.
ALIKE = 80
# So many edited texts are not compared each with each.
MOST_COMPARED = 500


@dataclass(frozen=True, slots=True)
class Known:
    """An activity as the database has it."""

    id: int
    number: str
    title: str


def kept_ids(stored: Sequence[Known], coming: Mapping[str, str]) -> dict[str, int]:
    """By number, the id of every coming activity (number: title) that is stored already.

    It is the one of the same text; else the one most alike; else the one of the same number.
    """
    kept: dict[str, int] = {}
    for match in (_same, _alike, _numbered):
        left = [one for one in stored if one.id not in kept.values()] if len(kept) < len(stored) else []
        kept |= dict(match(left, {number: coming[number] for number in coming if number not in kept}))
    return kept


def _same(stored: Sequence[Known], coming: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Texts that both editions have just once; of those that stand more often, where the number is the same too."""
    there = {number: _key(title) for number, title in coming.items()}
    here = {one.id: _key(one.title) for one in stored}
    often = {
        key
        for counted in (Counter(there.values()), Counter(here.values()))
        for key in counted
        if counted[key] > 1
    }
    place = {key: number for number, key in there.items() if key not in often}
    for one in stored:
        key = here[one.id]
        if key in place:
            yield place[key], one.id
        elif there.get(one.number) == key:
            yield one.number, one.id


def _alike(stored: Sequence[Known], coming: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    if max(len(stored), len(coming)) > MOST_COMPARED:
        return
    left = {number: _key(title) for number, title in coming.items()}
    for one in stored:
        found = process.extractOne(_key(one.title), left, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if found:
            del left[found[2]]
            yield found[2], one.id


def _numbered(stored: Sequence[Known], coming: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    return ((one.number, one.id) for one in stored if one.number in coming)


def _key(title: str) -> str:
    return " ".join(words_of(title))
