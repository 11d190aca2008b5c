"""What a question asks for, and how it was understood."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from data.notes.activity_state import ActivityState
from data.roadmap.models import DeadlineKind


class IntentKind(StrEnum):
    """What a question was about; the names are part of the `ask --json` contract."""

    AGENCY = "agency"
    SPHERE = "sphere"
    ACTIVITY = "activity"
    DEADLINE = "deadline"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class AskedTime:
    """The time a question names: years, months (1 to 12), a repetition or a state; empty fields were not asked.

    `kinds` are the repetitions and wordings named («ежегодно», «по графику»); `since` and `until` bound
    the days asked for, both included; `within_days` counts days from today; `as_of` is the day on which it is overdue.
    """

    years: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    recurring: bool = False
    overdue: bool = False
    undated: bool = False
    within_days: int | None = None
    kinds: tuple[DeadlineKind, ...] = ()
    since: date | None = None
    until: date | None = None
    as_of: date | None = None

    @property
    def names_days(self) -> bool:
        """True for days to come or gone, which «ежегодно», «просрочено» and «без даты» do not name."""
        days = self.years or self.months or self.since or self.until
        return bool(days) or self.within_days is not None


@dataclass(frozen=True, slots=True)
class Intent:
    """One interpretation of a question, and the activities it selects.

    `agencies`, `spheres` and `parties` are ids that were named; `time` is the time that was named;
    `words` is the phrase that was looked for in the texts of activities, or empty.
    `activities` are the ids that answer, in natural order; `ongoing` are the ids that last through the
    asked time without being due in it, shown apart.
    """

    kind: IntentKind
    agencies: tuple[int, ...] = ()
    spheres: tuple[int, ...] = ()
    parties: tuple[int, ...] = ()
    time: AskedTime | None = None
    words: str = ""
    activities: tuple[int, ...] = ()
    ongoing: tuple[int, ...] = ()

    @property
    def conditions(self) -> int:
        """How many things it names that an activity has to satisfy."""
        return sum(map(bool, (self.agencies, self.spheres, self.parties, self.time, self.words)))


class QuestionRefusal(StrEnum):
    """Why a question has no answer; each has its own sentence."""

    NOT_UNDERSTOOD = "not_understood"
    ABSENT_AGENCY = "absent_agency"  # an agency that the roadmap does not name: «Минфин»
    ABSENT_NUMBER = "absent_number"  # «3.9», «раздел 20»
    NOTHING_FITS = "nothing_fits"  # understood, but no activity satisfies all of it


@dataclass(frozen=True, slots=True)
class Answer:
    """How a question was understood: `intent` first, `others` are the further interpretations offered for one tap.

    `refusal` is set exactly when `intent.kind` is `NONE`; `refused_text` is what was not found, as asked
    («Минфин», «3.9»), or empty. `unmet` is what was understood where nothing fits it, and `nearest` the control
    date next to the time it names.
    """

    intent: Intent
    others: tuple[Intent, ...] = ()
    refusal: QuestionRefusal | None = None
    refused_text: str = ""
    unmet: Intent | None = None
    nearest: date | None = None
    none_left: bool = False  # `nearest` has passed: no control date is left


def with_states(answer: Answer, states: Mapping[int, ActivityState], today: date) -> Answer:
    """Returns the answer without what the states of the activities, by their ids, rule out.

    What is asked for as overdue is overdue, what is due soon is still to be done, and what only lasts is open.
    Intents keep their places, for the buttons of an answer name them by index.
    """
    others = tuple(_with_states(intent, states, today) for intent in answer.others)
    return replace(answer, intent=_with_states(answer.intent, states, today), others=others)


def _with_states(intent: Intent, states: Mapping[int, ActivityState], today: date) -> Intent:
    time = intent.time
    if time is None:
        return intent
    activities = tuple(key for key in intent.activities if _fits(states.get(key), time, today))
    ongoing = tuple(key for key in intent.ongoing if not (key in states and states[key].is_closed))
    return replace(intent, activities=activities, ongoing=ongoing)


def _fits(state: ActivityState | None, time: AskedTime, today: date) -> bool:
    if state is None:
        return True
    overdue, soon = time.overdue, time.within_days
    if soon is not None:
        when = state.next_due(today)
        is_soon = when is not None and when.day <= today + timedelta(days=soon)
        return is_soon or (overdue and state.now.is_overdue)
    return state.now.is_overdue if overdue and time.as_of is None else not (overdue and state.is_closed)
