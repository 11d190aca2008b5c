"""The language of what the bot sends without being asked: chosen here and nowhere else."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Final

import aiosqlite
from aiogram import Bot
from aiogram.types import User

from bot.i18n import speaking, spoken_locale
from bot.screens.dates import read_by
from bot.settings import Settings
from data.messaging.chats import GroupTopic, select_group_locale
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
    """How the bot writes in groups: its username, for the addresses of cards, and the language where none was chosen."""

    username: str
    default_locale: str

    def speaking(self, locale: str | None) -> AbstractContextManager[None]:
        """Texts looked up inside are in this language; None is the default."""
        return _to_another(locale or self.default_locale)

    async def in_group_of(
        self, connection: aiosqlite.Connection, roadmap_id: int
    ) -> AbstractContextManager[None]:
        """Texts looked up inside are in the language of the roadmap's group."""
        return self.speaking(await select_group_locale(connection, roadmap_id=roadmap_id))


async def load_group_identity(bot: Bot, settings: Settings) -> GroupIdentity:
    """Asks Telegram for the bot's name at the first call only."""
    me = await bot.me()
    return GroupIdentity(me.username or "", settings.default_locale)


async def group_locale(
    connection: aiosqlite.Connection,
    settings: Settings,
    place: GroupTopic | None = None,
    roadmap_id: int | None = None,
    activity_id: int | None = None,
) -> str:
    """Returns the language of a place, or of the group of a roadmap or an activity: the one chosen for it, else the default."""
    return await select_group_locale(connection, place, roadmap_id, activity_id) or settings.default_locale


async def in_language_of_group(
    connection: aiosqlite.Connection,
    settings: Settings,
    place: GroupTopic | None = None,
    roadmap_id: int | None = None,
    activity_id: int | None = None,
) -> AbstractContextManager[None]:
    """Texts looked up inside are in the language that `group_locale` returns."""
    return _to_another(await group_locale(connection, settings, place, roadmap_id, activity_id))
