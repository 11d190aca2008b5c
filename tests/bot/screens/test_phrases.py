"""Short wordings in both languages, and long names on small buttons."""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.callbacks.roadmap import OpenAgency
from bot.i18n import speaking
from bot.screens.dates import day_and_month, day_figures, day_formal, day_words, moment, years_words
from bot.screens.fragments import agency_buttons
from bot.screens.phrases import activity_count, agency_count, common_ending, distinguished, with_region
from bot.screens.search.examples import example_questions
from data.database import Database
from data.documents.names import Names
from data.editions.edition_store import import_shipped_if_empty, prepare_edition, store_edition
from data.roadmap.models import Agency, Party, Roadmap, RoadmapContent
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


def test_english_has_one_style_of_a_date() -> None:
    """Day, month in letters, year, in lists, posts, papers and moments alike."""
    day = date(2026, 12, 3)
    with speaking("en"):
        assert day_figures(day) == day_formal(day) == "3 December 2026"
        assert day_words(day).endswith(", 3 December 2026")
        assert day_and_month(day) == "3 December"
        assert moment(0, ZoneInfo("UTC")) == "1 January 1970 00:00"
    with speaking("ru"):
        assert (day_figures(day), day_formal(day)) == ("03.12.2026", "3 декабря 2026 г.")


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
        await store_edition(connection, prepare_edition(SMALL, Names(), db.calendar), 0)
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


def content(*sides: list[str]) -> RoadmapContent:
    parties = tuple(Party(n, f"Сторона {n}", f"Регион {n}") for n in range(1, len(sides) + 1))
    named = [(party.id, name) for party, names in zip(parties, sides, strict=True) for name in names]
    agencies = tuple(Agency(n, 1, party_id, name, 1) for n, (party_id, name) in enumerate(named, start=1))
    return RoadmapContent(Roadmap(1, "План", 2024, 2026, parties), (), agencies, (), {}, ())


def test_the_ending_of_a_side_is_left_out() -> None:
    """What most names of a side end with says nothing on a button of that side."""
    names = [
        "Министерство культуры Пермского края",
        "Министерство спорта Пермского края",
        "Агентство Пермского края",
    ]
    assert common_ending([*names, "Жилищный комитет"]) == "Пермского края"
    assert [button.text for button in agency_buttons(content(names), content(names).agencies)] == [
        "Министерство культуры",
        "Министерство спорта",
        "Агентство",
    ]


def test_a_few_names_or_different_ones_have_no_ending() -> None:
    """Two names prove nothing, and no name is left out whole."""
    assert common_ending(["Комитет края", "Агентство края"]) == ""
    assert common_ending(["Край", "Край", "Край"]) == ""


def test_bodies_of_two_sides_that_share_a_name_are_told_apart() -> None:
    """Where the short names are the same the whole ones stand, shortened in the middle."""
    sides = [
        [f"Министерство {what} Республики {where}" for what in ("культуры", "спорта", "труда")]
        for where in ("Башкортостан", "Татарстан")
    ]
    made = content(*sides)
    labels = [button.text for button in agency_buttons(made, [made.agencies[0], made.agencies[3]])]
    assert labels[0] != labels[1]
    assert labels[0].endswith("Башкортостан")
    assert labels[1].endswith("Татарстан")


def test_names_that_begin_alike_keep_their_ends() -> None:
    """Two bodies whose first words fill the button are still two."""
    names = [
        "Комитет по управлению государственным имуществом",
        "Комитет по управлению государственными закупками",
    ]
    first, second = distinguished(names, 38)
    assert first.endswith("имуществом")
    assert second.endswith("закупками")


def test_a_button_leads_to_its_body() -> None:
    """The count stands on the button, the id in it."""
    made = content(["Жилищный комитет"])
    (button,) = agency_buttons(made, made.agencies, counts=["7"])
    assert button.text == "Жилищный комитет (7)"
    assert button.callback_data == OpenAgency(agency_id=1).pack()


@pytest.mark.parametrize(
    ("name", "region", "shown"),
    [
        ("Комитет по строительству", "Санкт-Петербург", "Комитет по строительству (Санкт-Петербург)"),
        (
            "Комитет по инвестициям Санкт-Петербурга",
            "Санкт-Петербург",
            "Комитет по инвестициям Санкт-Петербурга",
        ),
        ("Агентство по туризму Пермского края", "Пермский край", "Агентство по туризму Пермского края"),
        ("Управление краевого развития", "Пермский край", "Управление краевого развития (Пермский край)"),
        ("Департамент Орловской области", "Орловская область", "Департамент Орловской области"),
        ("Правительство Тверской области", "Тверская область", "Правительство Тверской области"),
        ("Министерство энергетики", "", "Министерство энергетики"),
    ],
)
def test_a_side_is_named_once(name: str, region: str, shown: str) -> None:
    """A name that holds its region, in whatever case, needs no second one."""
    with speaking("ru"):
        assert with_region(name, region) == shown
