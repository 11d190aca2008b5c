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
    """`streams` are the open connections of tabs; `visited`: there has been one.

    `ready` is not set while everything begins anew: streams wait for it.
    """

    sandbox: Sandbox
    cast: Sequence[Character]
    controls: Controls
    switches: Switches
    marks: ReadMarks = field(default_factory=ReadMarks)
    streams: set[web.WebSocketResponse] = field(default_factory=set)
    visited: bool = False
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.ready.set()

    @property
    def telegram(self) -> Telegram:
        return self.sandbox.telegram

    def is_cast(self, user_id: int) -> bool:
        return any(one.id == user_id for one in self.cast)

    def person(self, user_id: int) -> Person:
        """Raises `ApiError` 403 for whom a visitor may not be."""
        user = self.telegram.world.users.get(user_id)
        if user is None or not self.is_cast(user_id):
            raise ApiError(403, "nobody to be has this id")
        return Person(self.telegram, user)

    def chats(self, user: User) -> list[Chat]:
        """The private chat first, then the groups, also those the person is not in yet."""
        groups = [chat for chat in self.telegram.world.chats.values() if _is_open(chat)]
        return [self.telegram.world.chats[user.id], *groups]

    def chat(self, user: User, chat_id: int) -> Chat:
        """Raises `ApiError` 403 for a chat that the person is not in."""
        chat = self.telegram.world.chats.get(chat_id)
        if chat is None or not is_in(user, chat):
            raise ApiError(403, "the person is not in this chat")
        return chat

    def catch_up(self) -> None:
        """What stands in the chats already has been read: only what a visitor sets going is news."""
        known = self.telegram.world.users
        for user in (known[one.id] for one in self.cast if one.id in known):
            for chat in self.chats(user):
                for message in chat.messages.values() if is_in(user, chat) else ():
                    self.marks.read(user, chat, topic_of(message), message.id)


PAGE = web.AppKey("page", Page)


def is_in(user: User, chat: Chat) -> bool:
    return chat.person is user or chat.member(user).is_inside


def _is_open(chat: Chat) -> bool:
    return chat.type in ("group", "supergroup") and not chat.deleted and chat.migrated_to is None
