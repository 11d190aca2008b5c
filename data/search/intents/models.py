"""A question as (intent, subject, side, time, state)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from data.search.models import Answer


class QuestionIntent(StrEnum):
    """What a question asks to be told; the names are part of the `ask --json` contract."""

    ACTIVITIES = "activities"
    WHO = "who"
    DEADLINE = "deadline"
    OVERDUE = "overdue"
    STATUS = "status"
    WAITING = "waiting"
    NOTES = "notes"
    SILENCE = "silence"
    OWN = "own"
    COUNT = "count"
    COMPARE = "compare"
    CHANGES = "changes"
    SUMMARY = "summary"
    WRITE = "write"
    HELP = "help"
    SMALLTALK = "smalltalk"
    REFUSED = "refused"


class AskedState(StrEnum):
    """The state of activities that a question names."""

    DONE = "done"
    NOT_DONE = "not_done"
    AT_RISK = "at_risk"
    NEEDS_EXTENSION = "needs_extension"
    IN_PROGRESS = "in_progress"
    NOT_DUE = "not_due"
    NO_WORD = "no_word"
    AWAITED = "awaited"
    OVERDUE = "overdue"


class Measure(StrEnum):
    """What a question counts or ranks by."""

    ACTIVITIES = "activities"
    NOTES = "notes"
    AGENCIES = "agencies"
    SPHERES = "spheres"
    PARTIES = "parties"


class Topic(StrEnum):
    """What a question of help or of talk is about; each has its own words and button."""

    GENERAL = "general"
    WITHDRAW = "withdraw"
    CORRECT = "correct"
    WRITE = "write"
    PEOPLE = "people"
    GROUP = "group"
    SUMMARY = "summary"
    REMINDERS = "reminders"
    DOCUMENTS = "documents"
    LANGUAGE = "language"
    DEADLINES = "deadlines"
    FILES = "files"
    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    SELF = "self"
    CONTACTS = "contacts"  # telephones, addresses, names of officials: no roadmap holds them
    MONEY = "money"
    WORLD = "world"  # weather, news, exchange rates


@dataclass(frozen=True, slots=True)
class Days:
    """The days asked for, both included; `since` or `until` is None where the question leaves it open."""

    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class AskedIntent:
    """The intent of a question, the places of the words that say it, and what else they say.

    `measure` is what is counted, `ranked` what is ranked by it, `least` True where the fewest are asked for;
    `explicit` is False where no word said the intent.
    """

    intent: QuestionIntent
    places: frozenset[int] = frozenset()
    state: AskedState | None = None
    measure: Measure | None = None
    ranked: Measure = Measure.AGENCIES
    least: bool = False
    topic: Topic | None = None
    note_number: int | None = None
    explicit: bool = True


@dataclass(frozen=True, slots=True)
class Asked:
    """A question understood.

    `subject` is what the other words name; `whole` is True where they name nothing, so that all of the roadmap is
    meant. `excluded` are ids of activities that the question excepts. `continued` is True where an earlier question
    completed it, `shown` are the ids of activities in the order of the answer before.
    """

    recognized: AskedIntent
    subject: Answer
    whole: bool = False
    days: Days | None = None
    excluded: frozenset[int] = frozenset()
    continued: bool = False

    @property
    def intent(self) -> QuestionIntent:
        """What the question asks to be worded."""
        return self.recognized.intent

    @property
    def activities(self) -> Sequence[int]:
        """The ids of the activities the subject selects, without the excepted ones, in the roadmap's order."""
        found = self.subject.intent.activities or self.subject.intent.ongoing
        return tuple(activity for activity in found if activity not in self.excluded)
