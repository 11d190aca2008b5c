"""What questions ask to be worded, in many people's words."""

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from data.search.intents.conversation import Before, continue_question
from data.search.intents.models import Asked, QuestionIntent, Topic
from data.search.intents.understanding import Questions
from data.search.models import IntentKind
from data.search.replies.facts import AnswerFacts
from data.search.replies.models import Reply
from data.search.replies.replies import UNREMEMBERED, reply
from tests.data.search.search_fixtures import SHIPPED, TODAY, content_of

BATCHES = sorted((Path(__file__).parent / "intents").glob("*.json"))
FOLLOW_UPS = Path(__file__).parent / "follow-ups.json"
ENOUGH = 0.95


@cache
def questions() -> Questions:
    return Questions(content_of(SHIPPED))


def intent_of(asked: Asked) -> QuestionIntent:
    return reply(asked, AnswerFacts(questions().content, TODAY)).intent


@pytest.mark.parametrize("batch", BATCHES, ids=[path.stem for path in BATCHES])
def test_questions_ask_what_people_asked(batch: Path) -> None:
    """At least 95 % of a batch have the intent that its writer meant."""
    rows = json.loads(batch.read_text(encoding="utf-8"))
    found = [(row["ask"], row["intent"], intent_of(questions().ask(row["ask"], TODAY)).value) for row in rows]
    missed = [one for one in found if one[1] != one[2]]
    assert len(missed) <= (1 - ENOUGH) * len(rows), missed


def test_every_intent_is_asked_for_in_fifteen_ways() -> None:
    asked = Counter(row["intent"] for path in BATCHES for row in json.loads(path.read_text(encoding="utf-8")))
    assert all(asked[intent.value] >= 15 for intent in QuestionIntent)


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("не архив, а туризм", {"8.1", "8.2", "8.3"}),
        ("минтруд кроме соцзащиты", {"4.1", "4.2"}),
        ("комитет по культуре вместе с комитетом по внешним связям", {"7.3"}),
        ("и Минстрой, и Минпромторг", {"3.1"}),
    ],
)
def test_exceptions_subtract_and_together_intersects(question: str, numbers: set[str]) -> None:
    asked = questions().ask(question, TODAY)
    by_id = {activity.id: activity.number for activity in questions().content.activities}
    assert {by_id[activity] for activity in asked.activities} == numbers


@pytest.mark.parametrize(
    "question",
    [
        "где находится комитет по культуре",
        "где сидит минкульт?",
        "кто министр строительства",
        "кто председатель комитета по внешним связям",
    ],
)
def test_the_head_and_the_place_of_a_body_are_refused(question: str) -> None:
    """A roadmap holds neither, though the body be in it; no list is shown in their place."""
    asked = questions().ask(question, TODAY)
    assert (intent_of(asked), asked.recognized.topic) == (QuestionIntent.REFUSED, Topic.CONTACTS)


@pytest.mark.parametrize(
    "question", ["кто отвечает за 3.1", "кто от комитета по культуре", "где просрочено у Минстроя"]
)
def test_who_answers_and_what_is_where_are_not_refused(question: str) -> None:
    assert intent_of(questions().ask(question, TODAY)) is not QuestionIntent.REFUSED


def test_a_bare_side_names_its_bodies() -> None:
    """A side alone has 36 activities; its agencies are what can be chosen from."""
    asked = questions().ask("Питер", TODAY)
    answer = reply(asked, AnswerFacts(questions().content, TODAY))
    assert answer.intent is QuestionIntent.WHO
    assert asked.subject.intent.kind is IntentKind.AGENCY
    assert set(answer.agencies) == set(asked.subject.intent.agencies)


def told(chat: list[str]) -> Reply:
    """The answer to the last question of a conversation."""
    before = None
    for question in chat:
        asked = continue_question(questions(), question, TODAY, before)
        answer = reply(asked, AnswerFacts(questions().content, TODAY))
        before = before if answer.intent in UNREMEMBERED else Before(asked, answer.activities)
    return answer


@pytest.mark.parametrize(
    "row", json.loads(FOLLOW_UPS.read_text(encoding="utf-8")), ids=lambda row: " | ".join(row["chat"])
)
def test_a_question_goes_on_from_the_one_before(row: dict[str, Any]) -> None:
    """What is left out is completed; a whole question begins anew."""
    answer = told(row["chat"])
    by_id = {activity.id: activity.number for activity in questions().content.activities}
    assert answer.intent.value == row["intent"]
    assert "activities" not in row or [by_id[activity] for activity in answer.activities] == row["activities"]
    assert "numbers" not in row or list(answer.numbers) == row["numbers"]
    agencies = [
        agency.name
        for agency in questions().content.agencies
        if agency.id in answer.asked.subject.intent.agencies
    ]
    assert "agency" not in row or agencies == [row["agency"]]


@pytest.mark.parametrize(
    "question",
    ["статистика", "комитет по рыболовству", "Минстрой Татарстана", "кто отвечает за ктулху", "без Перми"],
)
def test_what_is_not_there_has_no_list(question: str) -> None:
    """A word of another meaning, a body, a region or a matter that the roadmap does not name."""
    answer = reply(questions().ask(question, TODAY), AnswerFacts(questions().content, TODAY))
    assert answer.activities == ()


def test_a_clipped_name_is_one_committee() -> None:
    assert len(questions().ask("жил. комитет", TODAY).subject.intent.agencies) == 1
