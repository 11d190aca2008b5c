"""Finds the sentence for the problem of a refusal, for all features."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.access import Denial
from bot.i18n import gettext as _
from bot.screens.dates import day
from bot.screens.decisions.problems import decision_sentences
from bot.screens.notes.problems import note_sentences
from bot.screens.people.problems import denial_sentences, people_sentences
from bot.screens.reminders.absence import example_words
from bot.screens.reminders.problems import reminder_sentences
from bot.screens.roadmap.problems import calendar_sentences, day_sentences, gone_sentences
from bot.screens.summaries.problems import summary_sentences
from data.decisions.problems import DecisionProblem
from data.notes.problems import NoteProblem
from data.people.problems import PeopleProblem
from data.primitives.refusal import Problem
from data.regions.regional_clocks import MOSCOW
from data.reminders.problems import ReminderProblem
from data.roadmap.calendars import CalendarProblem
from data.roadmap.lookup import RoadmapProblem
from data.roadmap.typed_days import DayProblem
from data.summaries.problems import SummaryProblem

TABLES: Final[Mapping[type[Problem], Callable[[], Mapping[Problem, str]]]] = {
    Denial: denial_sentences,
    PeopleProblem: people_sentences,
    NoteProblem: note_sentences,
    DecisionProblem: decision_sentences,
    ReminderProblem: reminder_sentences,
    CalendarProblem: calendar_sentences,
    DayProblem: day_sentences,
    RoadmapProblem: gone_sentences,
    SummaryProblem: summary_sentences,
}


def refusal_text(problem: Problem, zone: ZoneInfo = MOSCOW, **details: Any) -> str:
    """Returns why it was refused and what to do, in the current language; moments are shown in `zone`."""
    return TABLES[type(problem)]()[problem].format(**details | _in_words(details, zone))


def _in_words(details: Mapping[str, Any], zone: ZoneInfo) -> dict[str, str]:
    words = {}
    if "name" in details:
        words["name"] = details["name"] or _("the file")
    if "today" in details:
        words["example"] = example_words(details["today"])
    if "at" in details:
        words["day"] = day(details["at"], zone)
    return words
