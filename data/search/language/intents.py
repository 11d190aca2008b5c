"""How well a reading accounts for a question, and what it means."""

from dataclasses import dataclass
from datetime import date

from data.search.language.interpretations import PLAIN, Interpretation
from data.search.language.query import Choice, Query
from data.search.language.words import Word
from data.search.models import Meaning, MeaningKind

# So many words of one text are a piece of it, whatever bodies they happen to name.
PASTED_WORDS = 5
MISSING_WORD = 0.5


@dataclass(frozen=True, slots=True)
class Understood:
    """A reading, what it selects and how well it accounts for the question.

    `unexplained` counts the words it does not account for, `strange` are those words. `elsewhere` is a body that
    is not on the side asked about.
    """

    reading: Interpretation
    choice: Choice
    unexplained: float
    rank: int
    guessed: int
    strange: tuple[Word, ...]
    elsewhere: bool

    @property
    def says_something(self) -> bool:
        named = self.reading.spheres or self.reading.time or self.reading.sides
        return bool(named or self.choice.agencies or self.choice.hits.activities)

    @property
    def is_empty(self) -> bool:
        return not (self.choice.activities or self.choice.ongoing)

    @property
    def is_acceptable(self) -> bool:
        explained = self.unexplained <= MISSING_WORD and not self.elsewhere
        return self.says_something and explained and not self.is_empty

    @property
    def is_certain(self) -> bool:
        explained = not self.unexplained and not self.elsewhere
        return self.says_something and explained and not self.is_empty

    @property
    def order(self) -> tuple[bool, float, bool, int, int]:
        """Of several, the least is meant."""
        return (
            not self.is_acceptable,
            self.unexplained + MISSING_WORD * self.elsewhere,
            self.is_empty,
            self.guessed,
            self.rank,
        )


def understand(reading: Interpretation, selection: Query, today: date, guessed: int) -> Understood:
    """A reading with what it selects; `guessed` counts the words that were read by correcting slips."""
    choice = selection.choose(reading, today)
    hits = choice.hits
    strange = [word for word in reading.unexplained if not (hits.activities and word in reading.words)]
    elsewhere = reading.elsewhere or bool(reading.agencies and not choice.agencies)
    rank = (
        PLAIN - 1 if hits.decisive >= PASTED_WORDS and not hits.missing else reading.rank + (not hits.exact)
    )
    return Understood(
        reading, choice, len(strange) + MISSING_WORD * hits.missing, rank, guessed, tuple(strange), elsewhere
    )


def meaning_of(understood: Understood, selection: Query) -> Meaning:
    """The meaning in full, its activities in order."""
    reading, choice = understood.reading, understood.choice
    return Meaning(
        _kind(reading, choice),
        choice.agencies,
        reading.spheres,
        reading.sides,
        reading.time,
        " ".join(word.written for word in reading.words) if choice.narrowed else "",
        selection.in_order(choice.activities),
        selection.in_order(choice.ongoing),
    )


def _kind(reading: Interpretation, choice: Choice) -> MeaningKind:
    if reading.time:
        return MeaningKind.DEADLINE
    if choice.agencies and not (reading.by_topic and reading.spheres):
        return MeaningKind.AGENCY
    return MeaningKind.SPHERE if reading.spheres and not choice.narrowed else MeaningKind.ACTIVITY
