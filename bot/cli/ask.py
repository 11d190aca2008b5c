"""`roadmap-bot ask`: a question answered in the terminal, or each line of standard input."""

import asyncio
import sys
from argparse import Namespace
from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from bot.cli.roadmap_choice import chosen_content, opened_database
from bot.console import complain, say, say_json, wrapped
from bot.i18n import gettext as _
from bot.screens.deadline_words import deadline_line
from bot.screens.search.understood import understood
from bot.settings import Settings
from data.roadmap.models import Activity, RoadmapContent
from data.roadmap.roadmap import select_roadmaps
from data.search.models import Answer, Intent, IntentKind
from data.search.search import Search


def main(arguments: Namespace) -> int:
    settings = Settings()
    content = asyncio.run(_content(settings.database_path, arguments.roadmap))
    search = Search(content)
    for question in _questions(arguments.text):
        today = datetime.now(settings.zone).date()
        answer = search.ask(question, today)
        if arguments.json:
            say_json(as_json(answer, content))
        else:
            _print_answer(answer, content, today)
    return 0


def as_json(answer: Answer, content: RoadmapContent) -> dict[str, Any]:
    """Returns one answer of `ask --json`: `ids` are names of agencies, else numbers of spheres or activities.

    Where nothing is due in the time asked for, what lasts through it answers.
    """
    intent = answer.intent
    return {
        "kind": intent.kind.value,
        "ids": _ids(intent, content),
        "activities": [activity.number for activity in _activities(_answer_ids(intent), content)],
        "understood": understood(answer, content),
    }


def _ids(intent: Intent, content: RoadmapContent) -> list[str]:
    if intent.kind is IntentKind.AGENCY:
        return [agency.name for agency in content.agencies if agency.id in intent.agencies]
    if intent.kind is IntentKind.SPHERE:
        return [sphere.number for sphere in content.spheres if sphere.id in intent.spheres]
    return [activity.number for activity in _activities(_answer_ids(intent), content)]


def _answer_ids(intent: Intent) -> tuple[int, ...]:
    return intent.activities or intent.ongoing


def _activities(ids: tuple[int, ...], content: RoadmapContent) -> list[Activity]:
    chosen = frozenset(ids)
    return [activity for activity in content.activities if activity.id in chosen]


def _questions(text: str) -> Iterator[str]:
    if text != "-":
        yield text
        return
    with open(sys.stdin.fileno(), encoding="utf-8", errors="replace", closefd=False) as lines:
        for line in lines:
            yield line.strip()


async def _content(database: Path, wanted: int | None) -> RoadmapContent:
    async with opened_database(database) as db:
        if wanted is None and len(await select_roadmaps(db.reader)) > 1:
            complain(_("Of several roadmaps the first answers; --roadmap chooses another one."))
        return await chosen_content(db, wanted)


def _print_answer(answer: Answer, content: RoadmapContent, today: date) -> None:
    say(wrapped(understood(answer, content)))
    _print_activities(answer.intent.activities, content, today)
    if answer.intent.ongoing:
        say()
        say(_("Lasting through this time:"))
        _print_activities(answer.intent.ongoing, content, today)
    if answer.others:
        say()
        say(_("It may also mean something else: ask more exactly, or in the bot choose with one tap."))


def _print_activities(ids: tuple[int, ...], content: RoadmapContent, today: date) -> None:
    spheres = {sphere.id: sphere for sphere in content.spheres}
    for sphere_id, activities in groupby(_activities(ids, content), key=lambda activity: activity.sphere_id):
        sphere = spheres[sphere_id]
        say()
        say(wrapped(sphere.title, f"{sphere.number}. "))
        for activity in activities:
            say(wrapped(activity.title, f"  {activity.number} "))
            say(wrapped(_deadline(activity, today), " " * (len(activity.number) + 3)))


def _deadline(activity: Activity, today: date) -> str:
    return _("Deadline: {deadline}").format(deadline=deadline_line(activity.deadline, today))
