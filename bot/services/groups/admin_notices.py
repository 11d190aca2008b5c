"""Tells the administrators what happened to a group in which notes are published."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

from bot.outbox.transitions import ChatEvent, ChatFailure
from bot.screens.groups.binding import migrated_words, paused_words, topic_gone_words
from bot.screens.notices import plain
from bot.services.messages.kinds import MessageKind
from bot.services.messages.notifier import Notifier
from bot.telegram.screen import Screen
from data.messaging.chats import BoundChat

Words = Callable[[BoundChat], str]

WORDS: Final[dict[ChatFailure, Words]] = {
    ChatFailure.CLOSED: paused_words,
    ChatFailure.TOPIC_GONE: topic_gone_words,
    ChatFailure.MIGRATED: migrated_words,
}


class GroupNotices:
    """Each administrator gets one message a group, in their language."""

    def __init__(self, notifier: Notifier) -> None:
        self._notifier = notifier

    async def tell(self, chats: Iterable[BoundChat], words: Words) -> None:
        """Sends every administrator one message for each of the groups; a failure is logged."""
        admins = await self._notifier.administrators()
        for chat in chats:
            for admin in admins:
                await self._notifier.to_person(
                    admin, MessageKind.GROUP_CHANGED, partial(_notice, words, chat)
                )

    async def of_outbox(self, news: ChatEvent) -> None:
        """Tells what the outbox found out while posting; an `OutboxListeners.on_chat_failure`."""
        await self.tell([news.chat], WORDS[news.failure])


def _notice(words: Words, chat: BoundChat) -> Screen:
    return plain(words(chat))
