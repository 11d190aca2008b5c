"""The menu by its own words: «сферы» sent alone in the private chat is the button of that name."""

from enum import StrEnum
from typing import Final

from data.search.language.keyboard_layout import to_russian_keys
from data.search.language.words import Word, split_words, word_set

LONGEST: Final = 60  # characters; what is longer says more than a word of the menu


class TextCommand(StrEnum):
    HOME = "home"
    SPHERES = "spheres"
    AGENCIES = "agencies"
    DEADLINES = "deadlines"
    NOTES = "notes"
    SUMMARY = "summary"
    OWN = "own"
    HELP = "help"
    SETTINGS = "settings"
    CANCEL = "cancel"


# Each word as it is said or in its dictionary form: «сводка» is «сводку», too, «сроки» are not «срок».
NAMES: Final = {
    TextCommand.HOME: "меню, главный меню, главная, главную, домой, старт, menu, main menu, home, start",
    TextCommand.SPHERES: "сферы, список, список сфер, spheres, list",
    TextCommand.AGENCIES: "ведомства, список ведомств, agencies",
    TextCommand.DEADLINES: "сроки, deadlines",
    TextCommand.NOTES: "отчет, последний отчет, notes, latest notes",
    TextCommand.SUMMARY: "сводка, еженедельный сводка, summary, weekly summary",
    TextCommand.OWN: "мои, мои мероприятие, my, my activities",
    TextCommand.HELP: "помощь, справка, помоги, помогите, help",
    TextCommand.SETTINGS: "настройки, settings",
    TextCommand.CANCEL: "отмена, отменить, cancel",
}
CALLS: Final = {
    tuple(name.split()): item for item, names in NAMES.items() for name in names.replace("ё", "е").split(", ")
}
MOST_WORDS: Final = max(map(len, CALLS))
POLITE: Final = word_set(
    """
    пожалуйста плиз плз пжл спасибо бот ну а давай открыть открой откройте показать покажи покажите перейти
    перейди вернуться вернись дай дайте хочу мне нужен нужна нужны в во на к please pls show open go to the me
    back bot
    """
)


def text_command(text: str) -> TextCommand | None:
    """The item a text names and nothing else, in either keyboard layout."""
    if not text or len(text) > LONGEST or text.startswith("/"):
        return None
    return _named(text) or _named(to_russian_keys(text))


def _named(text: str) -> TextCommand | None:
    words = [word for word in split_words(text) if word.text not in POLITE]
    fitting = (item for name, item in CALLS.items() if _is(words, name))
    return next(fitting, None) if 0 < len(words) <= MOST_WORDS else None


def _is(words: list[Word], name: tuple[str, ...]) -> bool:
    return len(words) == len(name) and all(
        part in word.form.keys for word, part in zip(words, name, strict=True)
    )
