"""Tells who an update is from and which language they are answered in, looked up anew at every update."""

import logging
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, Final

from aiogram import BaseMiddleware
from aiogram.types import Chat, ErrorEvent, TelegramObject, Update, User

from bot.access import UserContext, is_person
from bot.clock import system_clock
from bot.i18n import speaking, spoken_locale
from bot.screens.dates import ReaderClock, read_by
from bot.services.messages.languages import LanguageCache, group_locale
from bot.settings import Settings
from data.audit import THE_BOT, AuditContext
from data.database import Database
from data.messaging.chats import GroupTopic
from data.people.people import NAME_LENGTH, Person, Role, select_person, upsert_name, upsert_telegram_language
from data.primitives.text_cleaning import one_line
from data.reminders.choices import select_own_zone

BY_THEIR_CLOCK: Final = frozenset({Role.OFFICIAL, Role.COORDINATOR, Role.ADMIN})

log = logging.getLogger(__name__)
Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class UserContextMiddleware(BaseMiddleware):
    """Gives the handlers `user`, a `bot.access.UserContext`.

    `clock` among the dispatcher's own data tells the time.
    """

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        sender: User | None = data.get("event_from_user")
        language_cache: LanguageCache = data["language_cache"]
        data["user"] = user = await _user(sender, event, data)
        if sender:
            language_cache.learn(sender)
        if sender and user.known:
            await _keep_language(data["db"], user.known, sender.language_code)
            await _keep_name(data, user.known, sender)
        with speaking(user.locale), read_by(await _reader_clock(user, data["db"])):
            return await handler(event, data)


async def _user(sender: User | None, event: TelegramObject, data: dict[str, Any]) -> UserContext:
    settings: Settings = data["settings"]
    chat: Chat | None = data.get("event_chat")
    now: datetime = data.get("clock", system_clock)()
    person = await _person(sender, event, data)
    return UserContext(
        known=person,
        audit=_audit(sender, event, data, now),
        now=now,
        zone=settings.zone,
        locale=await _locale(person, sender, data),
        private=chat is None or chat.type == "private",
    )


async def _reader_clock(user: UserContext, db: Database) -> ReaderClock | None:
    """Returns the clock of a person of an agency or a side, in their private chat; others read the bot's own."""
    if not user.private or user.known is None or user.known.role not in BY_THEIR_CLOCK:
        return None
    try:
        zone = await select_own_zone(db.reader, user.known.user_id, user.zone)
    except sqlite3.Error:
        return None  # a missing mark must not refuse the update
    return ReaderClock(zone, user.zone, user.now)


def _audit(sender: User | None, event: TelegramObject, data: dict[str, Any], now: datetime) -> AuditContext:
    """The actor may be an id that many people share; nothing that needs a permission is done in its name."""
    update: Update = event.update if isinstance(event, ErrorEvent) else data["event_update"]
    settings: Settings = data["settings"]
    actor_id = sender.id if sender else THE_BOT
    return AuditContext(actor_id, int(now.timestamp()), update.update_id, settings.admin_ids)


async def _person(sender: User | None, event: TelegramObject, data: dict[str, Any]) -> Person | None:
    settings: Settings = data["settings"]
    db: Database = data["db"]
    if sender is None or not is_person(sender, event):
        return None
    try:
        return await select_person(db.reader, sender.id, settings.admin_ids)
    except sqlite3.Error:
        # Without the database an error is still explained, in the language of the person's Telegram.
        if isinstance(event, ErrorEvent):
            return None
        raise


async def _keep_language(db: Database, person: Person, language: str | None) -> None:
    """Keeps the language for messages that the bot begins after a restart; failing to must not refuse the update."""
    if language is None or person.role is None or person.telegram_language == language:
        return
    try:
        async with db.writing() as connection:
            await upsert_telegram_language(connection, person.user_id, language)
    except sqlite3.Error as error:
        log.warning("person %d: their language was not kept: %s", person.user_id, error)


async def _keep_name(data: dict[str, Any], person: Person, sender: User) -> None:
    """Keeps the name of an administrator from the settings, who is not admitted with one; as `_keep_language`."""
    settings: Settings = data["settings"]
    db: Database = data["db"]
    name = one_line(sender.full_name, NAME_LENGTH)
    if person.user_id not in settings.admin_ids or name == person.name:
        return
    try:
        async with db.writing() as connection:
            await upsert_name(connection, person.user_id, name)
    except sqlite3.Error as error:
        log.warning("person %d: their name was not kept: %s", person.user_id, error)


async def _locale(person: Person | None, user: User | None, data: dict[str, Any]) -> str:
    """Returns the group's language in a group, else the one chosen, else that of the person's Telegram."""
    settings: Settings = data["settings"]
    chat: Chat | None = data.get("event_chat")
    if chat is None or chat.type == "private":
        chosen, language_code = person.locale if person else None, user.language_code if user else None
        return spoken_locale(chosen, language_code, settings.default_locale)
    db: Database = data["db"]
    try:
        return await group_locale(db.reader, settings, GroupTopic(chat.id, data.get("event_thread_id")))
    except sqlite3.Error:
        return settings.default_locale  # what failed is still explained
