"""Telling the administrators what befell a group that notes are published in."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

from bot.delivery.record import ChatNews, ChatTrouble
from bot.notification import Notification
from bot.screens.binding import migrated_words, paused_words, topic_gone_words
from bot.screens.notices import plain
from bot.screens.screen import Screen
from data.chats import BoundChat

Words = Callable[[BoundChat], str]

TROUBLES: Final[dict[ChatTrouble, Words]] = {
    ChatTrouble.CLOSED: paused_words,
    ChatTrouble.TOPIC_GONE: topic_gone_words,
    ChatTrouble.MIGRATED: migrated_words,
}


class GroupNews:
    """Each administrator gets one message a group, in their language."""

    def __init__(self, notification: Notification) -> None:
        self._notification = notification

    async def tell(self, chats: Iterable[BoundChat], words: Words) -> None:
        admins = await self._notification.administrators()
        for chat in chats:
            for admin in admins:
                await self._notification.send(admin, partial(_said, words, chat))

    async def of_outbox(self, news: ChatNews) -> None:
        """What the outbox found out while posting: for `bot.delivery.news.Hooks.on_chat_trouble`."""
        await self.tell([news.chat], TROUBLES[news.trouble])


def _said(words: Words, chat: BoundChat) -> Screen:
    return plain(words(chat))
