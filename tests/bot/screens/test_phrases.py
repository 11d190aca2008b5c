"""Plurals, examples and words for days."""

from datetime import date
from pathlib import Path

import pytest

from bot.i18n import speaking
from bot.screens.dates import day_words, years_words
from bot.screens.phrases import activity_count, agency_count
from bot.screens.search.examples import example_questions
from data.database import Database
from data.documents.names import Names
from data.editions.edition_store import import_shipped_if_empty, prepare_edition, store_edition
from data.roadmap.roadmap import select_content, select_roadmaps
from data.search.models import IntentKind
from data.search.search import Search
from tests.two_roadmaps_fixtures import SMALL


@pytest.mark.parametrize(
    ("n", "words"), [(0, "мероприятий"), (1, "мероприятие"), (2, "мероприятия"), (5, "мероприятий"), (11, "мероприятий"), (21, "мероприятие"), (112, "мероприятий")]
)  # fmt: skip
def test_russian_has_three_plurals(n: int, words: str) -> None:
    """1 мероприятие, 2 мероприятия, 5 мероприятий, and so on beyond twenty."""
    with speaking("ru"):
        assert activity_count(n) == f"{n} {words}"


def test_english_has_two() -> None:
    """1 agency, 2 agencies."""
    with speaking("en"):
        assert (agency_count(1), agency_count(2)) == ("1 agency", "2 agencies")


def test_a_day_is_said_as_the_language_says_it() -> None:
    """«31 декабря 2026, чт» and “Thu, 31 December 2026”."""
    with speaking("ru"):
        assert day_words(date(2026, 12, 31)) == "31 декабря 2026, чт"
    with speaking("en"):
        assert day_words(date(2026, 12, 31)) == "Thu, 31 December 2026"


def test_years_in_a_row_are_a_span() -> None:
    """Only years without a gap are written with a dash."""
    assert [years_words(years) for years in ((2025,), (2026, 2024, 2025), (2024, 2026))] == [
        "2025",
        "2024–2026",
        "2024, 2026",
    ]


async def test_the_examples_of_any_roadmap_are_answered(tmp_path: Path) -> None:
    """What the bot proposes to ask it understands itself, with aliases and without, in both languages."""
    db = await Database.open(tmp_path / "roadmap.db")
    await import_shipped_if_empty(db)
    async with db.writing() as connection:
        await store_edition(connection, prepare_edition(SMALL, Names(), db.calendar))
    for roadmap in await select_roadmaps(db.reader):
        content = await select_content(db.reader, roadmap.id)
        assert content
        for locale in ("ru", "en"):
            with speaking(locale):
                examples = example_questions(content)
            assert len(examples) >= 2
            for example in examples:
                answer = Search(content).ask(example, date(2026, 11, 24))
                assert answer.intent.kind is not IntentKind.NONE, example
    await db.close()
