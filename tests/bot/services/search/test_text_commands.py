"""Words that are the menu."""

import pytest

from bot.services.search.text_commands import NAMES, TextCommand, text_command


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Меню", TextCommand.HOME),
        ("на главную", TextCommand.HOME),
        ("открой главное меню, пожалуйста", TextCommand.HOME),
        ("домой!", TextCommand.HOME),
        ("vty.", TextCommand.HOME),
        ("СФЕРЫ", TextCommand.SPHERES),
        ("список", TextCommand.SPHERES),
        ("Ведомства?", TextCommand.AGENCIES),
        ("покажи сроки", TextCommand.DEADLINES),
        ("отчёты", TextCommand.NOTES),
        ("последние отчёты", TextCommand.NOTES),
        ("сводку, пожалуйста", TextCommand.SUMMARY),
        ("мои мероприятия", TextCommand.OWN),
        ("Помощь 🙏", TextCommand.HELP),
        ("настройки", TextCommand.SETTINGS),
        ("отмена", TextCommand.CANCEL),
        ("Please show the summary", TextCommand.SUMMARY),
        ("My activities", TextCommand.OWN),
    ],
)
def test_a_word_of_the_menu_is_its_item(text: str, item: TextCommand) -> None:
    """In any case, inflected, politely, in the other layout and in English."""
    assert text_command(text) is item


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
    assert text_command(text) is None


def test_each_item_has_its_words() -> None:
    """None is without a name, and each name is the item it stands under."""
    assert NAMES.keys() == set(TextCommand)
    assert all(text_command(name) is item for item, names in NAMES.items() for name in names.split(", "))
