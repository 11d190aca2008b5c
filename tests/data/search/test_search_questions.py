"""Hundreds of questions, in many people's words, and what each must mean."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from data.roadmap.models import RoadmapContent
from data.search.models import Answer, IntentKind
from data.search.search import Search
from tests.data.search.search_fixtures import OTHER_ROADMAPS, SHIPPED, TODAY, content_of

QUESTIONS = Path(__file__).parent / "questions"
# The class of questions the product was ordered with must be answered without a miss, all others nearly so.
WITHOUT_A_MISS = {"basic"}
ENOUGH = 0.97


@dataclass(frozen=True, slots=True)
class Expected:
    """What a question must mean; agencies are named by an alias or in full, the rest by numbers."""

    ask: str
    kind: IntentKind
    ids: tuple[str, ...]
    activities: tuple[str, ...]
    ongoing: tuple[str, ...] | None


@cache
def search_of(document: Path) -> Search:
    return Search(content_of(document))


def questions(name: str) -> list[Expected]:
    """The questions of a file; where only ids are given, they select all of their activities."""
    content = content_of(OTHER_ROADMAPS.get(name, SHIPPED))
    asked = json.loads((QUESTIONS / f"{name}.json").read_text(encoding="utf-8"))
    return [
        Expected(
            one["ask"],
            IntentKind(one["kind"]),
            tuple(one.get("ids", ())),
            tuple(one.get("activities") or selected(content, one["kind"], one.get("ids", []))),
            tuple(one["ongoing"]) if "ongoing" in one else None,
        )
        for one in asked
    ]


def selected(content: RoadmapContent, kind: str, ids: list[str]) -> list[str]:
    if kind == "agency":
        wanted = {agency_named(content, name) for name in ids}
        return [one.number for one in content.activities if wanted.intersection(content.responsible[one.id])]
    if kind == "sphere":
        spheres = {sphere.id for sphere in content.spheres if sphere.number in ids}
        return [one.number for one in content.activities if one.sphere_id in spheres]
    return ids


def agency_named(content: RoadmapContent, name: str) -> int:
    found = {agency.id for agency in content.agencies if agency.name == name}
    found |= {alias.agency_id for alias in content.aliases if alias.text == name and alias.agency_id}
    assert len(found) == 1, f"{name} names {len(found)} agencies"
    return found.pop()


def numbers(content: RoadmapContent, ids: tuple[int, ...]) -> list[str]:
    number = {one.id: one.number for one in content.activities}
    return sorted(number[one] for one in ids)


def is_met(content: RoadmapContent, expected: Expected, answer: Answer) -> bool:
    intent = answer.intent
    if intent.kind is not expected.kind:
        return False
    if intent.kind is IntentKind.AGENCY:
        named = sorted(intent.agencies) == sorted(agency_named(content, name) for name in expected.ids)
    elif intent.kind is IntentKind.SPHERE:
        number = {sphere.id: sphere.number for sphere in content.spheres}
        named = sorted(number[sphere] for sphere in intent.spheres) == sorted(expected.ids)
    else:
        named = True
    ongoing = numbers(content, intent.ongoing)
    return (
        named
        and numbers(content, intent.activities) == sorted(expected.activities)
        and (expected.ongoing is None or set(ongoing) <= set(expected.ongoing))
    )


@pytest.mark.parametrize("name", sorted(path.stem for path in QUESTIONS.glob("*.json")))
def test_questions_mean_what_people_meant(name: str) -> None:
    """Of each file of questions at least 97 % are understood exactly, and of the basic ones all."""
    document = OTHER_ROADMAPS.get(name, SHIPPED)
    content, asked = content_of(document), questions(name)
    missed = [one for one in asked if not is_met(content, one, search_of(document).ask(one.ask, TODAY))]
    rate = 1 - len(missed) / len(asked)
    told = "\n".join(f"{one.ask!r} should be {one.kind} {one.ids}" for one in missed)
    assert rate >= (1 if name in WITHOUT_A_MISS else ENOUGH), f"{rate:.1%} of {len(asked)}\n{told}"


def test_there_are_questions_enough_of_every_sort() -> None:
    """Over 250 questions are kept, forty of them to be refused and thirty in Latin letters."""
    asked = [one for path in QUESTIONS.glob("*.json") for one in questions(path.stem)]
    assert len({one.ask for one in asked}) >= 250
    assert sum(one.kind is IntentKind.NONE for one in asked) >= 40
    assert sum(any("a" <= letter <= "z" for letter in one.ask.lower()) for one in asked) >= 30


def test_every_alias_names_its_agency() -> None:
    """Each alias in the database, alone and in a question, finds the agency it belongs to."""
    content, search = content_of(SHIPPED), search_of(SHIPPED)
    owners: dict[str, set[int]] = {}
    for alias in content.aliases:
        if alias.agency_id is not None:
            owners.setdefault(alias.text.lower(), set()).add(alias.agency_id)
    sphere_words = {"природопользование", "соцполитика"}  # first of all the names of spheres 5 and 12
    missed = [
        asked
        for alias in content.aliases
        if alias.agency_id is not None and alias.text.lower() not in sphere_words
        for asked in (alias.text, f"что за {alias.text}?")
        if set(search.ask(asked, TODAY).intent.agencies) != owners[alias.text.lower()]
    ]
    assert not missed
