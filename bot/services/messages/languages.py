"""The language of what the bot sends without being asked: chosen here and nowhere else."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Final

from aiogram import Bot
from aiogram.types import User

from bot.i18n import speaking, spoken_locale
from bot.screens.dates import read_by
from bot.settings import Settings
from data.people.people import Person

MOST_CACHED: Final = 10_000


class LanguageCache:
    """The language of each person's Telegram as last seen since the start, else as `data.people.people` stores it."""

    def __init__(self) -> None:
        self._codes: dict[int, str] = {}

    def learn(self, user: User) -> None:
        """Remembers the language of the user's Telegram, if it says one."""
        self.learn_code(user.id, user.language_code)

    def learn_code(self, user_id: int, language: str | None) -> None:
        """Remembers a language code, such as «en-GB»."""
        if language is None:
            return
        if len(self._codes) >= MOST_CACHED:
            self._codes.clear()
        self._codes[user_id] = language

    def of(self, person: Person) -> str | None:
        """Returns Telegram's language code, such as «en-GB»."""
        return self._codes.get(person.user_id, person.telegram_language)


@contextmanager
def _to_another(locale: str) -> Iterator[None]:
    """The reader of the block is not the person whose update is handled: neither language nor clock are theirs."""
    with speaking(locale), read_by(None):
        yield


def in_language_of(
    person: Person, language_cache: LanguageCache, settings: Settings
) -> AbstractContextManager[None]:
    """Texts looked up inside are in the language the person chose, else that of their Telegram, else the default."""
    return _to_another(spoken_locale(person.locale, language_cache.of(person), settings.default_locale))


@dataclass(frozen=True, slots=True)
class GroupIdentity:
    """How the bot writes in groups: its username, for the addresses of cards, and the one language of all groups."""

    username: str
    locale: str

    def speaking(self) -> AbstractContextManager[None]:
        """Texts looked up inside are in the language of groups."""
        return _to_another(self.locale)


async def load_group_identity(bot: Bot, settings: Settings) -> GroupIdentity:
    """Asks Telegram for the bot's name at the first call only."""
    me = await bot.me()
    return GroupIdentity(me.username or "", settings.default_locale)


def in_language_of_groups(settings: Settings) -> AbstractContextManager[None]:
    """Texts looked up inside are in the one language in which the bot writes in groups."""
    return _to_another(settings.default_locale)
