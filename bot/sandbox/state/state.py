"""The state of the local Telegram: people, chats, messages, files; all in memory."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from bot.sandbox.state.account import Account
from bot.sandbox.state.chats import Chat, Message, MessageIds, Topic
from bot.sandbox.state.clock import Clock
from bot.sandbox.state.events import EventKind, Events
from bot.sandbox.state.files import Files
from bot.sandbox.state.members import Member, Status
from bot.sandbox.state.users import ANONYMOUS_ADMIN, CHANNEL_VOICE, TELEGRAM, User

FIRST_PERSON = 500_000_001
FIRST_GROUP = 4_000_000_001
FIRST_SUPERGROUP = 1_002_000_000_001


@dataclass(slots=True)
class State:
    clock: Clock
    events: Events
    account: Account
    files: Files = field(default_factory=Files)
    users: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    inline_messages: dict[str, Message] = field(default_factory=dict)
    _people: "count[int]" = field(default_factory=lambda: count(FIRST_PERSON))
    _groups: "count[int]" = field(default_factory=lambda: count(FIRST_GROUP))
    _supergroups: "count[int]" = field(default_factory=lambda: count(FIRST_SUPERGROUP))
    _shared: MessageIds = field(default_factory=MessageIds)

    def __post_init__(self) -> None:
        self.account.on_new_id = self._move_bot

    @property
    def bot(self) -> User:
        return self.account.user

    def add_person(self, user: User) -> User:
        """Gives the person an id (unless they have one) and a private chat with the bot."""
        user.id = user.id or next(self._people)
        self.users[user.id] = user
        self.chats[user.id] = Chat(user.id, "private", self._shared, person=user)
        self.events.publish(EventKind.CHAT, user.id, self.chats[user.id].card())
        return user

    def add_group(self, title: str, *, supergroup: bool, forum: bool = False) -> Chat:
        if supergroup or forum:
            chat = Chat(-next(self._supergroups), "supergroup", MessageIds(), title=title, is_forum=forum)
        else:
            chat = Chat(-next(self._groups), "group", self._shared, title=title)
        self.chats[chat.id] = chat
        self.events.publish(EventKind.CHAT, chat.id, chat.card())
        return chat

    def channel(self, title: str) -> Chat:
        """The channel with this title, made when it is first named."""
        known = (chat for chat in self.chats.values() if chat.type == "channel" and chat.title == title)
        channel = next(known, None) or Chat(-next(self._supergroups), "channel", MessageIds(), title=title)
        return self.chats.setdefault(channel.id, channel)

    def add_topic(self, chat: Chat, name: str, opener: User) -> Topic:
        """Adds a topic; its id is that of the service message that opens it. Queues no update."""
        message = self.add_message(chat, opener, service={"forum_topic_created": {}}, in_topic=True)
        topic = Topic(message.id, name, opener.id)
        chat.topics[topic.id] = topic
        message.thread_id = topic.id
        card = topic.card()
        card.pop("message_thread_id")
        message.service = {"forum_topic_created": card}
        return topic

    def user(self, user_id: int) -> User | None:
        known = {one.id: one for one in (self.bot, ANONYMOUS_ADMIN, CHANNEL_VOICE, TELEGRAM)}
        return self.users.get(user_id) or known.get(user_id)

    def chat(self, reference: Any) -> Chat | None:
        """By id, or a public group's `@name`."""
        if isinstance(reference, int):
            return self.chats.get(reference)
        name = str(reference).removeprefix("@").lower()
        public = (chat for chat in self.chats.values() if not chat.is_private)
        return next((chat for chat in public if (chat.username or "").lower() == name), None)

    def add_message(self, chat: Chat, sender: User | None, **fields: Any) -> Message:
        message = Message(chat, chat.numbering.next(), self.clock.stamp(), sender, **fields)
        chat.messages[message.id] = message
        self._note(EventKind.MESSAGE, message, sender)
        return message

    def note_edit(self, message: Message, by: User) -> None:
        self._note(EventKind.EDIT, message, by)

    def delete_message(self, message: Message, by: User) -> None:
        chat = message.chat
        chat.messages.pop(message.id, None)
        chat.pinned = [number for number in chat.pinned if number != message.id]
        self._note(EventKind.DELETE, message, by)

    def _move_bot(self, old_id: int) -> None:
        """Moves the bot's memberships from its old id to the new one."""
        for chat in self.chats.values():
            if old_id != self.bot.id and old_id in chat.members:
                chat.members[self.bot.id] = chat.members.pop(old_id)

    def _note(self, kind: EventKind, message: Message, by: User | None) -> None:
        chat = message.chat
        if by is self.bot and kind is not EventKind.DELETE and message.kind != "service":
            chat.screen = message.id
        self.events.publish(kind, chat.id, {"message_id": message.id, "by": by.id if by else None})

    def set_member(self, chat: Chat, member: Member) -> Member:
        """Stores the member; returns the membership before."""
        before = chat.member(member.user)
        chat.members[member.user.id] = member
        self.events.publish(EventKind.MEMBER, chat.id, member.card(forum=chat.is_forum))
        return before

    def upgrade(self, chat: Chat, *, forum: bool = False) -> Chat:
        """The supergroup a basic group becomes: members stay, message ids start again."""
        grown = self.add_group(chat.title or "", supergroup=True, forum=forum)
        grown.members = {
            key: member for key, member in chat.members.items() if member.status is not Status.LEFT
        }
        grown.permissions = dict(chat.permissions)
        grown.group_privacy = chat.group_privacy
        chat.migrated_to = grown.id
        return grown
