"""How well an interpretation accounts for a question, and what it means."""

from dataclasses import dataclass
from datetime import date

from data.search.language.interpretations import PLAIN, Interpretation
from data.search.language.query import Query, Selection
from data.search.language.words import Word
from data.search.models import Intent, IntentKind

# So many words of one text are a quotation from it, even when they include the name of an agency.
PASTED_WORDS = 5
MISSING_WORD = 0.5


@dataclass(frozen=True, slots=True)
class Understood:
    """An interpretation, what it selects and how well it accounts for the question.

    `unexplained` counts the words it does not account for, `unexplained_words` are those words; `elsewhere` is True
    when an agency is not on the side asked about.
    """

    interpretation: Interpretation
    selection: Selection
    unexplained: float
    rank: int
    guessed: int
    unexplained_words: tuple[Word, ...]
    elsewhere: bool

    @property
    def says_something(self) -> bool:
        """True when the question names an agency, a side, a sphere or a time, or words of an activity."""
        named = self.interpretation.spheres or self.interpretation.time or self.interpretation.sides
        return bool(named or self.selection.agencies or self.selection.hits.activities)

    @property
    def is_empty(self) -> bool:
        """True when no activity satisfies the interpretation."""
        return not (self.selection.activities or self.selection.ongoing)

    @property
    def is_acceptable(self) -> bool:
        """True when it may be answered: something is found and at most half a word is unexplained."""
        explained = self.unexplained <= MISSING_WORD and not self.elsewhere
        return self.says_something and explained and not self.is_empty

    @property
    def is_certain(self) -> bool:
        """True when something is found and every word is explained."""
        explained = not self.unexplained and not self.elsewhere
        return self.says_something and explained and not self.is_empty

    @property
    def order(self) -> tuple[bool, float, bool, int, int]:
        """The sort key: of several, the least is meant."""
        return (
            not self.is_acceptable,
            self.unexplained + MISSING_WORD * self.elsewhere,
            self.is_empty,
            self.guessed,
            self.rank,
        )


def understand(interpretation: Interpretation, query: Query, today: date, guessed: int) -> Understood:
    """Returns an interpretation with what it selects.

    `guessed` counts the words that were read by correcting typos.
    """
    selection = query.select(interpretation, today)
    hits = selection.hits
    unexplained_words = [
        word for word in interpretation.unexplained if not (hits.activities and word in interpretation.words)
    ]
    elsewhere = interpretation.elsewhere or bool(interpretation.agencies and not selection.agencies)
    rank = (
        PLAIN - 1
        if hits.decisive >= PASTED_WORDS and not hits.missing
        else interpretation.rank + (not hits.exact)
    )
    return Understood(
        interpretation,
        selection,
        len(unexplained_words) + MISSING_WORD * hits.missing,
        rank,
        guessed,
        tuple(unexplained_words),
        elsewhere,
    )


def intent_of(understood: Understood, query: Query) -> Intent:
    """Returns the intent in full, its activities in the roadmap's order."""
    interpretation, selection = understood.interpretation, understood.selection
    return Intent(
        _kind(interpretation, selection),
        selection.agencies,
        interpretation.spheres,
        interpretation.sides,
        interpretation.time,
        " ".join(word.written for word in interpretation.words) if selection.narrowed else "",
        query.in_order(selection.activities),
        query.in_order(selection.ongoing),
    )


def _kind(interpretation: Interpretation, selection: Selection) -> IntentKind:
    if interpretation.time:
        return IntentKind.DEADLINE
    if selection.agencies and not (interpretation.by_topic and interpretation.spheres):
        return IntentKind.AGENCY
    return IntentKind.SPHERE if interpretation.spheres and not selection.narrowed else IntentKind.ACTIVITY
