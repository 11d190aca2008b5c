"""Matches the activities of a new edition with the stored ones, also where numbers or words have changed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from data.regions.regions import words_of

# Texts as alike as this, in percent, are one activity that was edited.
ALIKE = 80
# More edited texts than this are not compared pair by pair.
MOST_COMPARED = 500


@dataclass(frozen=True, slots=True)
class StoredActivity:
    """An activity as the database has it."""

    id: int
    number: str
    title: str


def match_ids(stored: Sequence[StoredActivity], incoming: Mapping[str, str]) -> dict[str, int]:
    """By number, the id of every coming activity (number: title) that is stored already.

    It is the one of the same text; else the one most alike; else the one of the same number.
    """
    matched: dict[str, int] = {}
    for match in (_same, _alike, _numbered):
        left = (
            [activity for activity in stored if activity.id not in matched.values()]
            if len(matched) < len(stored)
            else []
        )
        matched |= dict(
            match(left, {number: incoming[number] for number in incoming if number not in matched})
        )
    return matched


def match_returning(
    stored: Sequence[StoredActivity], gone: Sequence[StoredActivity], incoming: Mapping[str, str]
) -> dict[str, int]:
    """By number, the id of every coming activity that an earlier edition left out; the first of `gone` with its text.

    What is in force with the same text comes first.
    """
    in_force = {_key(activity.title) for activity in stored}
    left: dict[str, list[int]] = {}
    for activity in gone:
        left.setdefault(_key(activity.title), []).append(activity.id)
    keys = {number: _key(title) for number, title in incoming.items()}
    return {number: left[key].pop(0) for number, key in keys.items() if key not in in_force and left.get(key)}


def _same(stored: Sequence[StoredActivity], incoming: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Texts that both editions have just once; of those that stand more often, where the number is the same too."""
    incoming_texts = {number: _key(title) for number, title in incoming.items()}
    stored_texts = {activity.id: _key(activity.title) for activity in stored}
    repeated = {
        key
        for counted in (Counter(incoming_texts.values()), Counter(stored_texts.values()))
        for key in counted
        if counted[key] > 1
    }
    number_of_text = {key: number for number, key in incoming_texts.items() if key not in repeated}
    for activity in stored:
        key = stored_texts[activity.id]
        if key in number_of_text:
            yield number_of_text[key], activity.id
        elif incoming_texts.get(activity.number) == key:
            yield activity.number, activity.id


def _alike(stored: Sequence[StoredActivity], incoming: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    if max(len(stored), len(incoming)) > MOST_COMPARED:
        return
    left = {number: _key(title) for number, title in incoming.items()}
    for activity in stored:
        found = process.extractOne(_key(activity.title), left, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if found:
            del left[found[2]]
            yield found[2], activity.id


def _numbered(stored: Sequence[StoredActivity], incoming: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    return ((activity.number, activity.id) for activity in stored if activity.number in incoming)


def _key(title: str) -> str:
    return " ".join(words_of(title))
