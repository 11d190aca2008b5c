"""The one way out for messages that the bot begins by itself: to a person, to a group."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import Enum, auto

import aiosqlite
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramForbiddenError
from aiogram.types import Message

from bot.i18n import current_locale
from bot.outbox.payloads import screen_call
from bot.services.messages.kinds import FOR_STRANGERS, MessageKind
from bot.services.messages.languages import LanguageCache, in_language_of, in_language_of_group
from bot.settings import Settings
from bot.telegram.rendering import send
from bot.telegram.screen import Screen
from data.audit import AuditContext
from data.database import Database
from data.messaging.chats import GroupTopic
from data.messaging.outbox import Destination, OutboxBatch, Reference, insert_batch
from data.people.admissions import update_can_message
from data.people.people import select_admin_ids, select_person

log = logging.getLogger(__name__)


class Direct(Enum):
    """A message that is sent at once, past the outbox."""

    BEST_EFFORT = auto()  # a failure is logged
    RETRIED = auto()  # a failure that may pass is raised, so that the caller can try again


@dataclass(frozen=True, slots=True)
class Queued:
    """A message that must not be lost: it enters the outbox in the caller's transaction.

    `key` names what happened and to whom: with the same key nothing is sent twice. `at` is in Unix seconds,
    `activity_id` is the activity it is about, `silent` sends it without a sound.
    """

    connection: aiosqlite.Connection
    key: str
    at: int
    activity_id: int | None = None
    silent: bool = False


@dataclass(frozen=True, slots=True)
class OfUpdate:
    """A message about what the update of `audit` did: as `Queued`, once for each kind and person."""

    connection: aiosqlite.Connection
    audit: AuditContext

    def queued(self, kind: MessageKind, user_id: int) -> Queued:
        """Returns the way of such a message to that person."""
        at, update_id = self.audit.at, self.audit.update_id
        return Queued(self.connection, f"{kind.name.lower()}:{update_id}:{at}:{user_id}", at)


class Notifier:
    """Renders each message in the language of its reader, which is chosen here: `screen` is called for each anew."""

    def __init__(
        self, bot: Bot, db: Database, settings: Settings, language_cache: LanguageCache | None = None
    ) -> None:
        self._bot = bot
        self._db = db
        self._settings = settings
        self._language_cache = language_cache or LanguageCache()

    async def administrators(self) -> list[int]:
        """Returns their Telegram ids: those of the settings, then those made since."""
        made = await select_admin_ids(self._db.reader)
        return list(dict.fromkeys([*sorted(self._settings.admin_ids), *made]))

    async def to_person(
        self,
        user_id: int,
        kind: MessageKind,
        screen: Callable[[], Screen],
        way: Direct | Queued | OfUpdate = Direct.BEST_EFFORT,
    ) -> Message | None:
        """Sends it, or queues it in the outbox, which is to be woken after the commit.

        Returns the message sent; None when it is queued, or when the person has not opened the bot, has blocked it or
        has lost their rights. What is `FOR_STRANGERS` goes to any person.
        Raises `TelegramAPIError` only when it is to be retried.
        """
        if isinstance(way, OfUpdate):
            way = way.queued(kind, user_id)
        connection = way.connection if isinstance(way, Queued) else self._db.reader
        person = await select_person(connection, user_id, self._settings.admin_ids)
        if person.role is None and kind not in FOR_STRANGERS:
            log.info("person %d has no rights any more and is not told: %s", user_id, kind)
            return None
        with in_language_of(person, self._language_cache, self._settings):
            shown = screen()
            log.debug("to %d in %s: %s", user_id, current_locale(), kind)
        if isinstance(way, Queued):
            await _enqueue(Destination(user_id), shown, way)
            return None
        return await self._send(user_id, shown, way)

    async def to_group(
        self, place: Destination, kind: MessageKind, screen: Callable[[], Screen], way: Queued | None = None
    ) -> None:
        """Sends it, or queues it in the outbox, in the language of the place.

        What is not queued raises `TelegramAPIError`.
        """
        connection, topic = (
            way.connection if way else self._db.reader,
            GroupTopic(place.chat_id, place.thread_id),
        )
        with await in_language_of_group(connection, self._settings, topic, place.roadmap_id):
            shown = screen()
            log.debug("to %d in %s: %s", place.chat_id, current_locale(), kind)
        if way:
            await _enqueue(place, shown, way)
        else:
            await send(self._bot, place.chat_id, shown, place.thread_id)

    def learn_language(self, user_id: int, language: str | None) -> None:
        """Remembers the language code of a person's Telegram that was stored with their request for access."""
        self._language_cache.learn_code(user_id, language)

    async def language_of(
        self, user_id: int, connection: aiosqlite.Connection | None = None
    ) -> AbstractContextManager[None]:
        """Texts looked up inside are in the person's language: for a message of theirs that is changed unasked."""
        person = await select_person(connection or self._db.reader, user_id)
        return in_language_of(person, self._language_cache, self._settings)

    async def _send(self, user_id: int, shown: Screen, way: Direct) -> Message | None:
        try:
            return await send(self._bot, user_id, shown)
        except TelegramAPIError as error:
            log.warning("person %d was not told: %s", user_id, error)
            if isinstance(error, TelegramForbiddenError):
                await self._note_unreachable(user_id)
            elif way is Direct.RETRIED and not isinstance(error, TelegramBadRequest):
                raise
            return None

    async def _note_unreachable(self, user_id: int) -> None:
        async with self._db.writing() as connection:
            await update_can_message(connection, user_id, can_message=False)


async def _enqueue(place: Destination, shown: Screen, way: Queued) -> None:
    part = screen_call(shown, silent=way.silent)
    await insert_batch(
        way.connection, OutboxBatch(way.key, place, Reference(way.activity_id), (part,)), way.at
    )
