"""What happened before the visitor came: who the people are, and what they reported on which day."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from data.notes.statuses import NoteStatus
from data.people.people import Role
from data.roadmap.working_days import previous_working_day


@dataclass(frozen=True, slots=True)
class StoryCharacter:
    """One person. `agencies` and `party` are full names in the roadmap; `shown` says, by language, who that is.

    Only those who are `shown` are offered to the visitor. The admin has no role in the database.
    """

    key: str
    id: int
    first_name: str
    last_name: str
    role: Role | None = None
    agencies: tuple[str, ...] = ()
    party: str = ""
    position: str = ""
    shown: Mapping[str, str] = field(default_factory=dict)
    outside: bool = False  # of the group

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as it is sent: its name and its text."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """A note: so many working days ago, at the time `at` of the bot's zone, `who` reported on the activity `on`.

    `agency` is named by whoever may speak for several. `confirmed` is the number of the letter that confirms what
    is done, dated the day before. `corrected` is what the text became within the hour, `withdrawn` that the note
    was taken back as soon.
    """

    who: str
    ago: int
    at: str
    on: str
    text: str
    status: NoteStatus
    agency: str = ""
    confirmed: str = ""
    paper: Paper | None = None
    photo: bool = False
    corrected: str = ""
    withdrawn: bool = False

    def moment(self, visit: datetime) -> datetime:
        """When it was made, seen from the visitor's coming and in the same zone."""
        day = working_days_before(visit.date(), self.ago)
        return datetime.combine(day, time.fromisoformat(self.at), visit.tzinfo)


@dataclass(frozen=True, slots=True)
class Story:
    """`reports` are in the order in which they were made."""

    group: str
    topic: str
    people: tuple[StoryCharacter, ...]
    reports: tuple[Report, ...]

    def begins(self, visit: datetime) -> datetime:
        """Everybody was appointed the day before the first report."""
        return self.reports[0].moment(visit) - timedelta(days=1)


def working_days_before(day: date, count: int) -> date:
    for _ in range(count):
        day = previous_working_day(day - timedelta(days=1))
    return day


@cache
def the_story() -> Story:
    """The one in `story.json`."""
    told = json.loads(files("bot.demo").joinpath("story.json").read_text(encoding="utf-8"))
    reports = sorted(map(_report, told["reports"]), key=lambda report: (-report.ago, report.at))
    return Story(told["group"], told["topic"], tuple(map(_part, told["people"])), tuple(reports))


def _part(told: dict[str, Any]) -> StoryCharacter:
    role = Role(told["role"]) if "role" in told else None
    return StoryCharacter(**told | {"role": role, "agencies": tuple(told.get("agencies", ()))})


def _report(told: dict[str, Any]) -> Report:
    paper = Paper(**told["paper"]) if "paper" in told else None
    return Report(**told | {"status": NoteStatus(told["status"]), "paper": paper})
