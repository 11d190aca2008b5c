"""The menu by its own words: «сферы» sent alone in the private chat is the button of that name."""

from enum import StrEnum
from typing import Final

from aiogram.filters import Filter
from aiogram.types import Message

from data.language.layouts import to_russian_keys
from data.language.words import Word, listed, split_words

LONGEST: Final = 60  # characters; what is longer says more than a word of the menu


class MenuItem(StrEnum):
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
    MenuItem.HOME: "меню, главный меню, главная, главную, домой, старт, menu, main menu, home, start",
    MenuItem.SPHERES: "сферы, список, список сфер, spheres, list",
    MenuItem.AGENCIES: "ведомства, список ведомств, agencies",
    MenuItem.DEADLINES: "сроки, deadlines",
    MenuItem.NOTES: "отчет, последний отчет, notes, latest notes",
    MenuItem.SUMMARY: "сводка, еженедельный сводка, summary, weekly summary",
    MenuItem.OWN: "мои, мои мероприятие, my, my activities",
    MenuItem.HELP: "помощь, справка, помоги, помогите, help",
    MenuItem.SETTINGS: "настройки, settings",
    MenuItem.CANCEL: "отмена, отменить, cancel",
}
CALLS: Final = {
    tuple(name.split()): item for item, names in NAMES.items() for name in names.replace("ё", "е").split(", ")
}
MOST_WORDS: Final = max(map(len, CALLS))
POLITE: Final = listed(
    """
    пожалуйста плиз плз пжл спасибо бот ну а давай открыть открой откройте показать покажи покажите перейти
    перейди вернуться вернись дай дайте хочу мне нужен нужна нужны в во на к please pls show open go to the me
    back bot
    """
)


class Called(Filter):
    """Admits a message of the private chat that is nothing but the name of one of the items."""

    def __init__(self, *items: MenuItem) -> None:
        self.items = frozenset(items)

    async def __call__(self, message: Message) -> bool:
        return message.chat.type == "private" and called(message.text or "") in self.items


def called(text: str) -> MenuItem | None:
    """The item a text names and nothing else, in either keyboard layout."""
    if not text or len(text) > LONGEST or text.startswith("/"):
        return None
    return _named(text) or _named(to_russian_keys(text))


def _named(text: str) -> MenuItem | None:
    words = [word for word in split_words(text) if word.text not in POLITE]
    fitting = (item for name, item in CALLS.items() if _is(words, name))
    return next(fitting, None) if 0 < len(words) <= MOST_WORDS else None


def _is(words: list[Word], name: tuple[str, ...]) -> bool:
    return len(words) == len(name) and all(
        part in word.form.keys for word, part in zip(words, name, strict=True)
    )
