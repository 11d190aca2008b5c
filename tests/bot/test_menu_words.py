"""Words that are the menu."""

import pytest

from bot.menu_words import NAMES, MenuItem, called


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Меню", MenuItem.HOME),
        ("на главную", MenuItem.HOME),
        ("открой главное меню, пожалуйста", MenuItem.HOME),
        ("домой!", MenuItem.HOME),
        ("vty.", MenuItem.HOME),
        ("СФЕРЫ", MenuItem.SPHERES),
        ("список", MenuItem.SPHERES),
        ("Ведомства?", MenuItem.AGENCIES),
        ("покажи сроки", MenuItem.DEADLINES),
        ("отчёты", MenuItem.NOTES),
        ("последние отчёты", MenuItem.NOTES),
        ("сводку, пожалуйста", MenuItem.SUMMARY),
        ("мои мероприятия", MenuItem.OWN),
        ("Помощь 🙏", MenuItem.HELP),
        ("настройки", MenuItem.SETTINGS),
        ("отмена", MenuItem.CANCEL),
        ("Please show the summary", MenuItem.SUMMARY),
        ("My activities", MenuItem.OWN),
    ],
)
def test_a_word_of_the_menu_is_its_item(text: str, item: MenuItem) -> None:
    """In any case, inflected, politely, in the other layout and in English."""
    assert called(text) is item


@pytest.mark.parametrize(
    "text",
    [
        "сроки минстроя",
        "сферы минспорта",
        "отчёт за 2025 год",
        "какой срок",
        "ведомства Перми",
        "меню и сферы",
        "мой",
        "/help",
        "пожалуйста",
        "",
        "сферы " * 100,
    ],
)
def test_what_says_more_is_a_question(text: str) -> None:
    """A word of the menu beside anything that is asked for does not hide the question; nor does courtesy alone."""
    assert called(text) is None


def test_each_item_has_its_words() -> None:
    """None is without a name, and each name is the item it stands under."""
    assert NAMES.keys() == set(MenuItem)
    assert all(called(name) is item for item, names in NAMES.items() for name in names.split(", "))
