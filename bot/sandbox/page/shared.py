"""What all requests of the page share."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from aiohttp import web

from bot.sandbox.api.telegram import Telegram
from bot.sandbox.page.controls import Character, Controls
from bot.sandbox.page.reading import ReadMarks, topic_of
from bot.sandbox.page.switches import Switches
from bot.sandbox.people.person import Person
from bot.sandbox.schema.errors import ApiError
from bot.sandbox.server import Sandbox
from bot.sandbox.state.chats import Chat
from bot.sandbox.state.users import User


@dataclass(slots=True)
class Page:
    """`streams` are the open connections of tabs; `visited` is True once a tab has connected.

    `ready` is cleared during a reset: streams wait for it.
    """

    sandbox: Sandbox
    characters: Sequence[Character]
    controls: Controls
    switches: Switches
    read_marks: ReadMarks = field(default_factory=ReadMarks)
    streams: set[web.WebSocketResponse] = field(default_factory=set)
    visited: bool = False
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.ready.set()

    @property
    def telegram(self) -> Telegram:
        return self.sandbox.telegram

    def is_character(self, user_id: int) -> bool:
        return any(one.id == user_id for one in self.characters)

    def person(self, user_id: int) -> Person:
        """The character with this id. Raises `ApiError` 403 for any other user."""
        user = self.telegram.state.users.get(user_id)
        if user is None or not self.is_character(user_id):
            raise ApiError(403, "no character has this id")
        return Person(self.telegram, user)

    def chats(self, user: User) -> list[Chat]:
        """The private chat first, then all open groups, including those the user is not in."""
        groups = [chat for chat in self.telegram.state.chats.values() if _is_open(chat)]
        return [self.telegram.state.chats[user.id], *groups]

    def chat(self, user: User, chat_id: int) -> Chat:
        """Raises `ApiError` 403 for a chat that the person is not in."""
        chat = self.telegram.state.chats.get(chat_id)
        if chat is None or not is_in(user, chat):
            raise ApiError(403, "the person is not in this chat")
        return chat

    def mark_all_read(self) -> None:
        """Counts every present message as read by the characters in its chat."""
        known = self.telegram.state.users
        for user in (known[one.id] for one in self.characters if one.id in known):
            for chat in self.chats(user):
                for message in chat.messages.values() if is_in(user, chat) else ():
                    self.read_marks.read(user, chat, topic_of(message), message.id)


PAGE = web.AppKey("page", Page)


def is_in(user: User, chat: Chat) -> bool:
    return chat.person is user or chat.member(user).is_inside


def _is_open(chat: Chat) -> bool:
    return chat.type in ("group", "supergroup") and not chat.deleted and chat.migrated_to is None
