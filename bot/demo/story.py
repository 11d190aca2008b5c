"""The story of the demo: officials, coordinators, and their reports by working day."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Final

from data.notes.statuses import NoteStatus
from data.people.people import Role
from data.primitives.working_days import WorkingCalendar

CALENDAR: Final = WorkingCalendar()  # the story's bot is never sent another


@dataclass(frozen=True, slots=True)
class StoryCharacter:
    """One person. `agencies` and `party` are full names in the roadmap; `shown` describes them by language.

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
class StoryDocument:
    """A document that is attached: file name and text."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """A note: so many working days ago, at the time `at` of the bot's zone, `who` reported on the activity `on`.

    `agency` is given when the author may report for several. `confirmed` is the number of the confirming letter,
    dated the working day before. `corrected` is the text after a correction within the hour; `withdrawn` notes are
    withdrawn as soon.
    """

    who: str
    ago: int
    at: str
    on: str
    text: str
    status: NoteStatus
    agency: str = ""
    confirmed: str = ""
    document: StoryDocument | None = None
    photo: bool = False
    corrected: str = ""
    withdrawn: bool = False

    def moment(self, visit: datetime) -> datetime:
        """When the report is made, relative to the visit and in its zone."""
        day = CALENDAR.working_days_before(visit.date(), self.ago)
        return datetime.combine(day, time.fromisoformat(self.at), visit.tzinfo)


@dataclass(frozen=True, slots=True)
class Story:
    """`reports` are ordered by time."""

    group: str
    topic: str
    people: tuple[StoryCharacter, ...]
    reports: tuple[Report, ...]

    def begins(self, visit: datetime) -> datetime:
        """The day before the first report, when the roles are given."""
        return self.reports[0].moment(visit) - timedelta(days=1)


@cache
def load_story() -> Story:
    """Reads `story.json`."""
    raw = json.loads(files("bot.demo").joinpath("story.json").read_text(encoding="utf-8"))
    reports = sorted(map(_report, raw["reports"]), key=lambda report: (-report.ago, report.at))
    return Story(raw["group"], raw["topic"], tuple(map(_character, raw["people"])), tuple(reports))


def _character(raw: dict[str, Any]) -> StoryCharacter:
    role = Role(raw["role"]) if "role" in raw else None
    return StoryCharacter(**raw | {"role": role, "agencies": tuple(raw.get("agencies", ()))})


def _report(raw: dict[str, Any]) -> Report:
    document = StoryDocument(**raw["document"]) if "document" in raw else None
    return Report(**raw | {"status": NoteStatus(raw["status"]), "document": document})
