"""Where everything begins: which roadmap it is, what is due, and how to ask."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text, as_list

from bot.callbacks.decisions import OpenAgenda, OpenMoveRequests
from bot.callbacks.notes import OpenNotes, OpenOwnActivities
from bot.callbacks.people import OpenAccessRequests, OpenPeople
from bot.callbacks.roadmap import (
    DeadlineList,
    OpenDeadlines,
    OpenHelp,
    OpenParties,
    OpenRoadmaps,
    OpenSettings,
    OpenSpheres,
    OpenStates,
)
from bot.callbacks.summaries import OpenSummary
from bot.i18n import gettext as _
from bot.screens.dates import day_words
from bot.screens.fragments import States, count_open, open_words
from bot.screens.keyboard import button, counted, keyboard
from bot.screens.notes.note_actions import continue_button
from bot.screens.phrases import activity_count, agency_count, examples_line, roadmap_name, sphere_count
from bot.screens.roadmap.deadline_lists import count_listed, next_due
from bot.screens.search.examples import example_questions
from bot.telegram.screen import Screen
from data.notes.draft_summary import DraftSummary
from data.roadmap.models import RoadmapContent
from data.roadmap.phases import Phase, last_day_of, phase_on


@dataclass(frozen=True, slots=True)
class Visitor:
    """What the home screen offers beside the roadmap: `roadmaps` they may read, `requests` they may decide.

    `manages` is true for an administrator, `writes` for a person who writes notes, `draft` is an unfinished one;
    `coordinates` is a coordinator's of a side, `moves` are the requests to move a deadline that they decide; `notes` is how many the roadmap has, `states` is how its activities stand. In a group (`private` False) there are no personal things.
    """

    private: bool = True
    roadmaps: int = 1
    requests: int = 0
    manages: bool = False
    writes: bool = False
    draft: DraftSummary | None = None
    coordinates: bool = False
    moves: int = 0
    notes: int = 0
    states: States = field(default_factory=dict)


def home_screen(content: RoadmapContent, visitor: Visitor, today: date) -> Screen:
    pressing = [
        count_listed(content, which, today, visitor.states)
        for which in (DeadlineList.OVERDUE, DeadlineList.SOON)
    ]
    hint = " ".join([_("Ask in words or press a button."), examples_line(example_questions(content))])
    text = as_list(
        Text(Bold(_("Roadmap")), "\n", roadmap_name(content.roadmap)),
        as_list(_totals(content, visitor.states), *_due(content, pressing, today, visitor.states)),
        hint.rstrip(),
        sep="\n\n",
    )
    return Screen(text, keyboard(_buttons(content, visitor, sum(pressing)), back=None))


def _totals(content: RoadmapContent, states: States) -> str:
    counts = (
        open_words(states, content.activities),
        sphere_count(len(content.spheres)),
        agency_count(len(content.agencies)),
    )
    return " · ".join(counts)


def _due(content: RoadmapContent, pressing: list[int], today: date, states: States) -> Iterator[str]:
    phase, last_day = phase_on(content.roadmap.last_year, today), last_day_of(content.roadmap.last_year)
    if phase.is_over:
        yield _("The period of the roadmap ended on {day}.").format(day=day_words(last_day))
    if phase is not Phase.RUNNING:
        yield _("Without a closing word: {n}").format(n=count_open(states, content.activities))
    if phase.is_over:
        return
    yield _("Overdue: {overdue} · due within 30 days: {soon}").format(overdue=pressing[0], soon=pressing[1])
    nearest = next_due(content, today, states)
    if nearest:
        day, count = nearest
        yield _("Next control date: {day}, {count}").format(day=day_words(day), count=activity_count(count))


def _buttons(content: RoadmapContent, visitor: Visitor, pressing: int) -> Iterator[InlineKeyboardButton]:
    if visitor.writes and visitor.draft:
        yield continue_button(visitor.draft)
    if visitor.moves:
        yield button(counted(_("Requests to move deadlines"), visitor.moves), OpenMoveRequests())
    if visitor.writes:
        yield button(_("My activities"), OpenOwnActivities())
    yield button(counted(_("Spheres"), len(content.spheres)), OpenSpheres())
    yield button(counted(_("Agencies"), len(content.agencies)), OpenParties())
    yield button(counted(_("Deadlines"), pressing), OpenDeadlines())
    yield button(_("By state"), OpenStates())
    if visitor.notes:
        yield button(counted(_("Latest notes"), visitor.notes), OpenNotes())
    yield button(_("Summary"), OpenSummary())
    if visitor.coordinates:
        yield button(_("Agenda"), OpenAgenda())
    if visitor.private:
        yield button(_("Settings"), OpenSettings())
    yield button(_("Help"), OpenHelp())
    if visitor.private and visitor.roadmaps > 1:
        yield button(counted(_("Other roadmaps"), visitor.roadmaps - 1), OpenRoadmaps())
    if visitor.requests:
        yield button(counted(_("Access requests"), visitor.requests), OpenAccessRequests())
    if visitor.manages:
        yield button(_("People"), OpenPeople())
