"""`roadmap-bot ask`: a question answered in the terminal, or each line of standard input."""

import asyncio
import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from bot.cli.roadmap_choice import chosen_content, opened_database
from bot.console import complain, say, say_json, wrapped
from bot.i18n import gettext as _
from bot.screens.deadline_words import deadline_line
from bot.screens.fragments import States, activity_words, regions_of, state_of
from bot.screens.search.intent_names import TALKING, understood_reply
from bot.screens.search.reply_words import reply_words
from bot.settings import Settings
from data.database import Database
from data.notes.activity_state import ActivityState
from data.roadmap.models import Activity, RoadmapContent
from data.roadmap.roadmap import select_roadmaps
from data.search.intents.conversation import Before, continue_question
from data.search.intents.models import QuestionIntent
from data.search.intents.understanding import Questions
from data.search.models import Intent, IntentKind
from data.search.replies.facts import Asker, select_answer_facts, select_asker, with_reports
from data.search.replies.models import Reply
from data.search.replies.replies import UNREMEMBERED, reply


def main(arguments: Namespace) -> int:
    return asyncio.run(_main(arguments))


async def _main(arguments: Namespace) -> int:
    settings = Settings()
    async with opened_database(settings.database_path) as db:
        content = await _content(db, arguments.roadmap)
        asker = await select_asker(db.reader, arguments.as_user, settings.admin_ids)
        terminal = _Terminal(db, Questions(content), asker, settings.zone)
        for question in _questions(arguments.text):
            reply = await terminal.answer(question, chat=arguments.chat)
            if reply is not None and arguments.json:
                say_json(as_json(reply, content, terminal.today))
            elif reply is not None:
                _print_reply(reply, content, terminal.today)
    return 0


@dataclass
class _Terminal:
    """Answers one question after another; with `chat` each may be completed from the one before."""

    db: Database
    questions: Questions
    asker: Asker | None
    zone: ZoneInfo
    before: Before | None = None

    @property
    def today(self) -> date:
        return datetime.now(self.zone).date()

    async def answer(self, question: str, *, chat: bool) -> Reply | None:
        """Returns the answer; None for the empty line that begins another conversation."""
        if chat and not question:
            self.before = None
            return None
        asked = continue_question(self.questions, question, self.today, self.before if chat else None)
        content, now = self.questions.content, datetime.now(self.zone)
        facts = replace(await select_answer_facts(self.db.reader, content, now), asker=self.asker)
        answer = reply(asked, await with_reports(self.db.reader, facts, asked.intent, now))
        if answer.intent not in UNREMEMBERED:
            self.before = Before(asked, answer.activities)
        return answer


def as_json(answer: Reply, content: RoadmapContent, today: date) -> dict[str, Any]:
    """Returns one answer of `ask --json`: `ids` are names of agencies, else numbers of spheres or activities.

    `activities` are those the answer speaks of, `numbers` the counts in it or the numbers of the notes it lists.
    """
    meant = answer.asked.subject.intent
    return {
        "intent": answer.intent.value,
        "kind": meant.kind.value,
        "ids": _ids(meant, content),
        "activities": [activity.number for activity in _activities(answer.activities, content)],
        "understood": understood_reply(answer, content, today),
        "numbers": list(answer.numbers),
    }


def _ids(intent: Intent, content: RoadmapContent) -> list[str]:
    if intent.kind is IntentKind.AGENCY:
        return [agency.name for agency in content.agencies if agency.id in intent.agencies]
    if intent.kind is IntentKind.SPHERE:
        return [sphere.number for sphere in content.spheres if sphere.id in intent.spheres]
    return [activity.number for activity in _activities(intent.activities or intent.ongoing, content)]


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


async def _content(db: Database, wanted: int | None) -> RoadmapContent:
    if wanted is None and len(await select_roadmaps(db.reader)) > 1:
        complain(_("Of several roadmaps the first answers; --roadmap chooses another one."))
    return await chosen_content(db, wanted)


def _print_reply(answer: Reply, content: RoadmapContent, today: date) -> None:
    asked = answer.asked
    if not (answer.refused or answer.intent in TALKING):
        say(wrapped(understood_reply(answer, content, today)))
    say(wrapped(reply_words(answer, content, today)))
    _print_activities(answer.activities, content, answer.states)
    if asked.subject.intent.ongoing and answer.intent is QuestionIntent.ACTIVITIES:
        say()
        say(_("Lasting through this time:"))
        _print_activities(asked.subject.intent.ongoing, content, answer.states)
    if asked.subject.others:
        say()
        say(_("It may also mean something else: ask more exactly, or in the bot choose with one tap."))


def _print_activities(ids: tuple[int, ...], content: RoadmapContent, states: States) -> None:
    spheres = {sphere.id: sphere for sphere in content.spheres}
    for sphere_id, activities in groupby(_activities(ids, content), key=lambda activity: activity.sphere_id):
        sphere = spheres[sphere_id]
        say()
        say(wrapped(sphere.title, f"{sphere.number}. "))
        for activity in activities:
            say(wrapped(activity.title, f"  {activity.number} "))
            indent = " " * (len(activity.number) + 3)
            state = state_of(states, activity.id)
            say(wrapped(_deadline(activity, state), indent))
            say(wrapped(_("State: {state}").format(state=activity_words(state, regions_of(content))), indent))


def _deadline(activity: Activity, state: ActivityState) -> str:
    return _("Deadline: {deadline}").format(deadline=deadline_line(activity.deadline, state.now.when))
