"""Going through the roadmap by buttons."""

import pytest

from bot.sandbox.people.person import Person
from data.roadmap.roadmap import select_content
from tests.bot_harness import BotHarness
from tests.handlers.crawl import Crawl


@pytest.fixture
async def anna(bot: BotHarness) -> Person:
    """Stands at the menu."""
    person = bot.person()
    await person.sends("/start")
    return person


async def test_from_the_menu_to_an_agency_and_home(anna: Person) -> None:
    """A newcomer gets from the menu over a sphere and a card to an agency, and home by one press."""
    menu = anna.text
    await anna.presses("Сферы")
    await anna.presses("3")
    assert "В сфере строительства" in anna.text
    await anna.presses("3.2")
    assert "Жилье и городская среда" in anna.text
    await anna.presses("Министерство строительства")
    assert "Министерство строительства Пермского края" in anna.text
    await anna.presses("Главная")
    assert anna.text == menu


async def test_browsing_stays_in_one_message(anna: Person) -> None:
    """Screens replace each other in the same message instead of filling the chat."""
    before = len(anna.history())
    for label in ("Ведомства", "Пермский край", "Министерство культуры", "7.1", "Главная"):
        await anna.presses(label)
    assert len(anna.history()) == before


async def test_the_menu_says_what_matters(anna: Person) -> None:
    """The menu names the roadmap, its size, what is due, and how to ask, with examples of this roadmap."""
    for words in (
        "Санкт-Петербург — Пермский край, 2024–2026",
        "36 мероприятий · 14 сфер · 31 ведомство",
        "Просрочено: 2 · в ближайшие 30 дней: 0",
        "Ближайшая контрольная дата: 30 декабря 2026, ср, 32 мероприятия",
        "«декабрь», «3.2»",
    ):
        assert words in anna.text
    assert anna.buttons == [
        "Сферы (14)",
        "Ведомства (31)",
        "Сроки (2)",
        "По состоянию",
        "Сводка",
        "Настройки",
        "Справка",
    ]


async def test_back_leads_where_the_person_came_from(anna: Person) -> None:
    """From a list of deadlines over a card, an agency and another card «Назад» retraces every step."""
    steps = []
    for label in ("Сроки", "Ежегодные", "3.2", "Министерство строительства", "3.3"):
        await anna.presses(label)
        steps.append(anna.text)
    for text in reversed(steps[:-1]):
        await anna.presses("Назад")
        assert anna.text == text


async def test_back_from_a_card_asked_for_by_number_is_its_sphere(anna: Person) -> None:
    """Who came from nowhere gets to what the activity belongs to, on the page where it stands."""
    await anna.sends("14.1")
    await anna.presses("Назад")
    assert anna.text.startswith("14. В сфере здравоохранения")
    await anna.presses("Назад")
    assert "14. В сфере здравоохранения (1)" in anna.buttons


async def test_long_lists_page(bot: BotHarness, anna: Person) -> None:
    """Pages have their number between the arrows; no arrow leads nowhere, and the number itself leads where one is."""
    bot.sandbox.expects("message is not modified")
    await anna.presses("Сферы")
    assert anna.buttons[-4:] == ["1/2", "›", "‹ Назад", "Главная"]
    await anna.presses("›")
    assert anna.buttons[-4:] == ["‹", "2/2", "‹ Назад", "Главная"]
    shown = anna.text
    await anna.presses("2/2", changes=False)
    assert anna.text == shown


async def test_the_card_holds_all_that_is_signed(anna: Person) -> None:
    """Number, whole text, sphere, bodies of both sides, the deadline in its words, the date and why it is that day."""
    await anna.sends("/3_2")
    assert anna.text == (
        "3.2\n"
        "Обмен опытом по реализации мероприятий для достижения целей национального проекта «Жилье и городская среда»\n"
        "\n"
        "Сфера: 3. В сфере строительства\n"
        "\n"
        "Санкт-Петербург\n"
        "• Жилищный комитет\n"
        "• Комитет по строительству\n"
        "• Комитет по благоустройству Санкт-Петербурга\n"
        "\n"
        "Пермский край\n"
        "• Министерство строительства Пермского края\n"
        "\n"
        "Срок: Ежегодно в декабре\n"
        "Контрольная дата: 30 декабря 2026, ср (расчётно)\n"
        "Почему: ежегодно, последний день названного месяца; 31 декабря — нерабочий день, взят предыдущий рабочий\n"
        "Состояние по годам:\n"
        "2024: просрочено (28.12.2024)\n"
        "2025: просрочено (30.12.2025)\n"
        "2026: срок не наступил (30.12.2026)"
    )


async def test_the_card_shows_another_spelling_of_the_document(anna: Person) -> None:
    """A body stands under its own name, and beside it as the document writes it there."""
    await anna.sends("2.1")
    assert "(в документе: «Министерство экономического развития инвестиций Пермского края»)" in anna.text


async def test_an_agency_shows_whom_it_works_with(anna: Person) -> None:
    """The bodies of the other side that share its activities stand on its screen as buttons."""
    for label in ("Ведомства", "Пермский край", "Министерство строительства"):
        await anna.presses(label)
    assert "Совместно: Санкт-Петербург" in anna.text
    await anna.presses("Жилищный комитет")
    assert anna.text.startswith("Жилищный комитет\nСанкт-Петербург · 1 мероприятие")


async def test_links_open_cards(bot: BotHarness) -> None:
    """`?start=a_3-2` opens that card, an unknown number is named; a link that means nothing is a plain start."""
    anna = bot.person()
    await anna.starts("a_3-2")
    assert anna.text.startswith("3.2\n")
    for nonsense in ("a_", "zzz", "a_3-2-"):
        await anna.starts(nonsense)
        assert anna.text.startswith("Дорожная карта\n")
    missing = await anna.starts("a_99-9")
    assert "99.9" in missing.text
    assert missing.buttons == ["Главная"]


@pytest.mark.parametrize(
    ("language", "back", "home", "open_to_all"),
    [("ru", "‹ Назад", "Главная", "14 сфер"), ("en", "‹ Back", "Home", "14 spheres")],
)
async def test_everything_can_be_reached(
    bot: BotHarness, language: str, back: str, home: str, open_to_all: str
) -> None:
    """Pressing every button from the menu on reaches all spheres, cards and agencies; no screen is a dead end."""
    anna = bot.person(language_code=language)
    await anna.sends("/start")
    assert open_to_all in anna.text
    crawl = Crawl(anna, back, home)
    await crawl.run()
    content = await select_content(bot.db.reader, 1)
    assert content
    for prefix, things in (("s", content.spheres), ("c", content.activities), ("a", content.agencies)):
        missing = {f"{prefix}:{thing.id}:0" for thing in things} - crawl.screens.keys()
        assert not missing
    for activity in content.activities:
        card = crawl.screens[f"c:{activity.id}:0"].text
        assert activity.title in card
        assert activity.deadline.wording in card
