"""Questions to try, taken from the roadmap itself."""

import re
from collections.abc import Iterator
from typing import Final

from bot.screens.dates import month_name
from bot.telegram.text_length import shorten
from data.roadmap.models import Matching, RoadmapContent

LONGEST: Final = 60
SPOKEN = re.compile(r"[А-ЯЁA-Z][а-яёa-z]{4,14}")  # «Минстрой»: one word that is not an abbreviation


def example_questions(content: RoadmapContent) -> list[str]:
    """Up to three that this roadmap answers: a body by the name people call it, a month, a number."""
    examples = (*_body(content), *_month(content), *_number(content))
    return [shorten(example, LONGEST) for example in examples]


def _body(content: RoadmapContent) -> Iterator[str]:
    busy = {agency.id: agency.activity_count for agency in content.agencies}
    spoken = [
        (-busy.get(alias.agency_id, 0), len(alias.text), alias.text)
        for alias in content.aliases
        if alias.agency_id and alias.matching is Matching.FREE and SPOKEN.fullmatch(alias.text)
    ]
    if spoken:
        yield min(spoken)[2]
    elif content.agencies:
        yield max(content.agencies, key=lambda agency: agency.activity_count).name


def _month(content: RoadmapContent) -> Iterator[str]:
    months = [month for activity in content.activities for month in activity.deadline.months]
    yield from map(month_name, months[:1])


def _number(content: RoadmapContent) -> Iterator[str]:
    dated = [activity for activity in content.activities if activity.deadline.months]
    yield from (activity.number for activity in (dated or content.activities)[:1])
