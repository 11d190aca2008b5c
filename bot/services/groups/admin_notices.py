"""Tells the administrators what happened to a group in which notes are published."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Final

import aiosqlite

from bot.outbox.transitions import ChatEvent, ChatFailure
from bot.screens.groups.binding import (
    migrated_words,
    no_documents_words,
    no_photos_words,
    paused_words,
    topic_gone_words,
)
from bot.screens.notices import plain
from bot.services.messages.kinds import MessageKind
from bot.services.messages.notifier import Notifier, Queued
from bot.telegram.screen import Screen
from data.messaging.chats import BoundChat

Words = Callable[[BoundChat], str]

WORDS: Final[dict[ChatFailure, Words]] = {
    ChatFailure.CLOSED: paused_words,
    ChatFailure.TOPIC_GONE: topic_gone_words,
    ChatFailure.MIGRATED: migrated_words,
    ChatFailure.NO_PHOTOS: no_photos_words,
    ChatFailure.NO_DOCUMENTS: no_documents_words,
}


@dataclass(frozen=True, slots=True)
class GroupNews:
    """What happened to these groups at `at` (Unix seconds); `key` tells this time from another one."""

    chats: Iterable[BoundChat]
    words: Words
    key: str
    at: int


class GroupNotices:
    """Each administrator gets one message a group, in their language."""

    def __init__(self, notifier: Notifier) -> None:
        self._notifier = notifier

    async def queue(self, connection: aiosqlite.Connection, news: GroupNews) -> None:
        """Queues one message for every administrator and group in the transaction of the change; then wake the outbox."""
        admins = await self._notifier.administrators()
        for chat in news.chats:
            screen = partial(_notice, news.words, chat)
            for admin in admins:
                key = f"group:{chat.roadmap_id}:{news.key}:{admin}"
                way = Queued(connection, key, news.at)
                await self._notifier.to_person(admin, MessageKind.GROUP_CHANGED, screen, way)

    async def of_outbox(self, connection: aiosqlite.Connection, event: ChatEvent, now: float) -> None:
        """Tells what the outbox found out while posting; an `OutboxListeners.on_chat_failure`."""
        key = f"{event.failure}:{event.chat.chat_id}:{now}"
        await self.queue(connection, GroupNews([event.chat], WORDS[event.failure], key, int(now)))


def _notice(words: Words, chat: BoundChat) -> Screen:
    return plain(words(chat))
