"""An answer in the light of notes: what both sides have declared done is neither overdue nor due soon."""

from collections.abc import Collection
from dataclasses import replace

from data.roadmap.models import Answer, Meaning


def outstanding(answer: Answer, closed: Collection[int]) -> Answer:
    """Readings keep their places, for buttons name them by these."""
    others = tuple(_outstanding(meaning, closed) for meaning in answer.others)
    return replace(answer, meaning=_outstanding(answer.meaning, closed), others=others)


def _outstanding(meaning: Meaning, closed: Collection[int]) -> Meaning:
    time = meaning.time
    if time is None or not (time.overdue or time.within_days is not None):
        return meaning
    activities = tuple(each for each in meaning.activities if each not in closed)
    return replace(meaning, activities=activities)
