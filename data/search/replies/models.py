"""What an answer says, before it has words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from data.notes.activity_state import ActivityState
from data.search.intents.models import Asked, QuestionIntent
from data.search.replies.facts import MovedDeadline, ReportLine


@dataclass(frozen=True, slots=True)
class Ranked:
    """A place in a ranking: the id of an agency, a sphere or a side, and its count."""

    owner: int
    count: int


@dataclass(frozen=True, slots=True)
class Silent:
    """An agency without reports in the time asked for; `last` is the day of its newest report, None without any."""

    agency_id: int
    last: date | None


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to a question.

    `activities` are the ids it speaks of, in the order of its list; `numbers` the counts in it, or the numbers of the
    reports it lists. Of the other parts those are filled that the intent has: `agencies` are ids,
    `counted` the number asked for, `unknown_asker` is True where only a known person can be answered.
    `states` is how every activity stands, by its id.
    """

    asked: Asked
    activities: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()
    agencies: tuple[int, ...] = ()
    reports: tuple[ReportLine, ...] = ()
    ranking: tuple[Ranked, ...] = ()
    silent: tuple[Silent, ...] = ()
    moved: tuple[MovedDeadline, ...] = ()
    counted: int = 0
    overdue: int = 0
    awaited: tuple[int, ...] = ()
    unknown_asker: bool = False
    refused: bool = False
    states: Mapping[int, ActivityState] = field(default_factory=dict)

    @property
    def intent(self) -> QuestionIntent:
        """What was asked, or `REFUSED` where there is no answer."""
        return QuestionIntent.REFUSED if self.refused else self.asked.intent
