"""Private messages that the person's own update did not ask for: to administrators, and about a decision."""

import logging
from collections.abc import Callable

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramForbiddenError

from bot.i18n import speaking, spoken_locale
from bot.services.messages.language_cache import LanguageCache
from bot.settings import Settings
from bot.telegram.rendering import send
from bot.telegram.screen import Screen
from data.database import Database
from data.people.admissions import update_reachable
from data.people.people import select_admin_ids, select_person

log = logging.getLogger(__name__)


class Notifier:
    """Speaks to each person in their language; `screen` is built anew for each."""

    def __init__(
        self, bot: Bot, db: Database, settings: Settings, language_cache: LanguageCache | None = None
    ) -> None:
        self._bot = bot
        self._db = db
        self._settings = settings
        self._language_cache = language_cache or LanguageCache()

    async def administrators(self) -> list[int]:
        """Their Telegram ids: those of the settings, then those made since."""
        made = await select_admin_ids(self._db.reader)
        return list(dict.fromkeys([*sorted(self._settings.admin_ids), *made]))

    async def send(self, user_id: int, screen: Callable[[], Screen]) -> bool:
        """False when the person cannot be reached: they have not opened the bot, or have blocked it."""
        person = await select_person(self._db.reader, user_id)
        heard = self._language_cache.of(person)
        with speaking(spoken_locale(person.locale, heard, self._settings.default_locale)):
            shown = screen()
        try:
            await send(self._bot, user_id, shown)
        except TelegramAPIError as error:
            log.warning("person %d was not told: %s", user_id, error)
            if isinstance(error, TelegramForbiddenError):
                await self._note_unreachable(user_id)
            return False
        return True

    async def _note_unreachable(self, user_id: int) -> None:
        async with self._db.writing() as connection:
            await update_reachable(connection, user_id, reachable=False)
