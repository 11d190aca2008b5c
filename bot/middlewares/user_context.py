"""Who it is and what language they speak: looked up anew at every update, before any handler."""

import logging
import sqlite3
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final

from aiogram import BaseMiddleware
from aiogram.enums import ContentType
from aiogram.types import CallbackQuery, Chat, ErrorEvent, Message, TelegramObject, User

from bot.access import is_somebody
from bot.clock import system_clock
from bot.i18n import speaking, spoken_locale
from bot.middlewares.throttling import Throttle, ThrottleDecision
from bot.screens.notices import plain, slow_down_words
from bot.services.messages.languages import LanguageCache
from bot.services.messages.notifier import Notifier
from bot.settings import Settings
from bot.telegram.rendering import answer, reply
from data.database import Database
from data.people.people import Person, select_person, upsert_telegram_language

# What became of a group must reach the bot, however busily the person it names has pressed.
TOLD_BY_TELEGRAM: Final = {
    ContentType.LEFT_CHAT_MEMBER,
    ContentType.MIGRATE_FROM_CHAT_ID,
    ContentType.MIGRATE_TO_CHAT_ID,
    ContentType.NEW_CHAT_MEMBERS,
    ContentType.NEW_CHAT_TITLE,
}
log = logging.getLogger(__name__)
Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class UserContextMiddleware(BaseMiddleware):
    """Gives the handlers `person` (None for nobody in particular), `now` (aware), `today` and `notifier`.

    Whoever is somebody also has a `audit`, under which what they change is written into the journal, and
    `appointing` and `joining`, which change people for them. `today` is the date in the bot's zone. `clock` among the dispatcher's own data replaces the system's.
    """

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        settings: Settings = data["settings"]
        user: User | None = data.get("event_from_user")
        data["now"] = data.get("clock", system_clock)()
        data["today"] = data["now"].astimezone(settings.zone).date()
        language_cache: LanguageCache = data["language_cache"]
        data["notifier"] = Notifier(data["bot"], data["db"], settings, language_cache)
        data["person"] = person = await _person(user, event, data)
        if user and language_cache.hear(user) and person:
            await _keep_language(data["db"], person, user.language_code)
        with speaking(_locale(person, user, data.get("event_chat"), settings)):
            return await handler(event, data)


async def _person(user: User | None, event: TelegramObject, data: dict[str, Any]) -> Person | None:
    settings: Settings = data["settings"]
    db: Database = data["db"]
    if user is None or not is_somebody(user, event):
        return None
    try:
        return await select_person(db.reader, user.id, settings.admin_ids)
    except sqlite3.Error:
        # An error is told in the language of their Telegram rather than not at all.
        if isinstance(event, ErrorEvent):
            return None
        raise


async def _keep_language(db: Database, person: Person, language: str | None) -> None:
    """For news after a restart; no reason to refuse anybody anything."""
    if language is None or person.role is None or person.telegram_language == language:
        return
    try:
        async with db.writing() as connection:
            await upsert_telegram_language(connection, person.user_id, language)
    except sqlite3.Error as error:
        log.warning("person %d: their language was not kept: %s", person.user_id, error)


def _locale(person: Person | None, user: User | None, chat: Chat | None, settings: Settings) -> str:
    """A group has one language, whoever presses there."""
    if chat is not None and chat.type != "private":
        return settings.default_locale
    return spoken_locale(
        person.locale if person else None, user.language_code if user else None, settings.default_locale
    )


class ThrottlingMiddleware(BaseMiddleware):
    """Lets one person's updates through at a bearable rate; `throttle` among the dispatcher's data replaces its own."""

    def __init__(self) -> None:
        self._throttle = Throttle()

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        user: User | None = data.get("event_from_user")
        throttle: Throttle = data.get("throttle", self._throttle)
        if isinstance(event, Message) and event.content_type in TOLD_BY_TELEGRAM:
            return await handler(event, data)
        passage = throttle.passes(user.id, time.monotonic()) if user else ThrottleDecision.ADMITTED
        if passage is ThrottleDecision.ADMITTED:
            return await handler(event, data)
        if passage is ThrottleDecision.WARNED:
            await _warn(event)
        return None


async def _warn(event: TelegramObject) -> None:
    if isinstance(event, CallbackQuery):
        await answer(event, slow_down_words(), alert=True)
    elif isinstance(event, Message) and event.chat.type == "private":
        await reply(event, plain(slow_down_words()))
