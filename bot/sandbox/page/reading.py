"""Read marks, and the unread counts beside chats and people."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.sandbox.state.chats import GENERAL_TOPIC, Chat, Message
from bot.sandbox.state.users import User

Mark = tuple[int, int, int]


def topic_of(message: Message) -> int:
    """The id of the message's topic; General for messages in none."""
    return message.thread_id or GENERAL_TOPIC if message.in_topic else GENERAL_TOPIC


@dataclass(slots=True)
class ReadMarks:
    """The id of the last message read, by user, chat and topic."""

    _last: dict[Mark, int] = field(default_factory=dict)

    def read(self, user: User, chat: Chat, topic: int, message_id: int) -> bool:
        """Moves the mark; False when it already stood there or beyond."""
        mark = user.id, chat.id, topic
        further = message_id > self._last.get(mark, 0)
        if further:
            self._last[mark] = message_id
        return further

    def unread(self, user: User, chat: Chat) -> dict[str, int]:
        """Unread messages by topic id (text, as JSON keys are)."""
        return Counter(str(topic_of(message)) for message in self._unread(user, chat))

    def clear(self) -> None:
        self._last.clear()

    def _unread(self, user: User, chat: Chat) -> Iterator[Message]:
        for message in chat.messages.values():
            mark = user.id, chat.id, topic_of(message)
            if (
                message.sender is not user
                and message.kind != "service"
                and message.id > self._last.get(mark, 0)
            ):
                yield message
