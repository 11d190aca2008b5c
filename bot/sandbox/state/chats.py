"""Chats with their topics and messages, and the objects of the Bot API they become."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.sandbox.formatting.formatted import Formatted
from bot.sandbox.formatting.markups import Markup
from bot.sandbox.schema.bot_api import Payload, present
from bot.sandbox.state.members import OPEN_PERMISSIONS, Member, Status
from bot.sandbox.state.users import User

MEDIA_KINDS = ("photo", "document", "video", "audio")


@dataclass(slots=True)
class Message:
    """`media` is one field of the Message object, such as `{"document": …}`; `service` likewise.

    `words` is the text, or the caption of media. `silent` is `disable_notification`. `reply_to` and
    `thread_id` are message ids of the same chat; `in_topic` is True in a forum's topic other than General.
    `reactions` is emoji by user id.
    """

    chat: "Chat"
    id: int
    date: int
    sender: User | None
    words: Formatted | None = None
    media: Payload | None = None
    service: Payload | None = None
    sender_chat: "Chat | None" = None
    markup: Markup | None = None
    reply_to: "Message | None" = None
    quote: Payload | None = None
    thread_id: int | None = None
    in_topic: bool = False
    origin: Payload | None = None
    album: str | None = None
    via: User | None = None
    inline_id: str | None = None
    edited: int | None = None
    silent: bool = False
    protected: bool = False
    automatic: bool = False
    extras: Payload = field(default_factory=dict)
    reactions: dict[int, list[Payload]] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """`text`, `service`, or the kind of media."""
        if self.media is None:
            return "service" if self.service is not None else "text"
        return next(iter(self.media))

    @property
    def text(self) -> str:
        return self.words.text if self.words else ""

    @property
    def keyboard(self) -> Payload | None:
        return self.markup.inline if self.markup else None

    def card(self) -> Payload:
        """The Message object."""
        return {**self._head(), **self._context(), **self._content()}

    def inaccessible(self) -> Payload:
        """The InaccessibleMessage object: date 0."""
        return {"chat": self.chat.card(), "message_id": self.id, "date": 0}

    def _head(self) -> Payload:
        head = present(
            message_id=self.id,
            date=self.date,
            chat=self.chat.card(),
            sender_chat=self.sender_chat.card() if self.sender_chat else None,
            edit_date=self.edited,
        )
        return head | ({"from": self.sender.card()} if self.sender else {})

    def _context(self) -> Payload:
        return present(
            message_thread_id=self.thread_id,
            is_topic_message=True if self.in_topic else None,
            reply_to_message=self._replied(),
            quote=self.quote,
            forward_origin=self.origin,
            media_group_id=self.album,
            via_bot=self.via.card() if self.via else None,
            has_protected_content=True if self.protected else None,
            is_automatic_forward=True if self.automatic else None,
        )

    def _replied(self) -> Payload | None:
        """A reply inside the replied message is left out, as Telegram does."""
        if self.reply_to is None:
            return None
        card = self.reply_to.card()
        card.pop("reply_to_message", None)
        return card

    def _content(self) -> Payload:
        words = self._words("text" if self.kind == "text" else "caption")
        return {
            **(self.media or {}),
            **(self.service or {}),
            **words,
            **self.extras,
            **present(reply_markup=self.keyboard),
        }

    def _words(self, name: str) -> Payload:
        if self.words is None or (name == "caption" and not self.words.text):
            return {}
        entities = "entities" if name == "text" else "caption_entities"
        return {
            name: self.words.text,
            **({entities: list(self.words.entities)} if self.words.entities else {}),
        }


GENERAL_TOPIC = 1


@dataclass(slots=True)
class Topic:
    """`id` is the message_thread_id; `opener` made it."""

    id: int
    name: str
    opener: int
    icon_color: int = 0x6FB9F0
    icon: str | None = None
    closed: bool = False

    def card(self) -> Payload:
        return present(
            message_thread_id=self.id,
            name=self.name,
            icon_color=self.icon_color,
            icon_custom_emoji_id=self.icon,
        )


class MessageIds:
    """Message ids: private chats and basic groups of one bot share a sequence, a supergroup has its own."""

    def __init__(self) -> None:
        self._last = 0

    def next(self) -> int:
        self._last += 1
        return self._last


@dataclass(slots=True)
class Chat:
    """`person` is whose private chat it is; `migrated_to` the supergroup a basic group became.

    `group_privacy` is the bot's privacy mode as it was when it was added. `screen` is the message the bot sent
    or edited last.
    """

    id: int
    type: str
    numbering: MessageIds
    title: str | None = None
    username: str | None = None
    person: User | None = None
    is_forum: bool = False
    protected: bool = False
    deleted: bool = False
    migrated_to: int | None = None
    members: dict[int, Member] = field(default_factory=dict)
    permissions: dict[str, bool] = field(default_factory=lambda: dict(OPEN_PERMISSIONS))
    topics: dict[int, Topic] = field(default_factory=dict)
    deleted_topics: set[int] = field(default_factory=set)
    messages: dict[int, Message] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    group_privacy: bool = True
    screen: int | None = None

    @property
    def is_private(self) -> bool:
        return self.type == "private"

    @property
    def is_supergroup(self) -> bool:
        return self.type == "supergroup"

    @property
    def name(self) -> str:
        return self.person.name if self.person else self.title or ""

    def member(self, user: User) -> Member:
        """The member; a user who never joined counts as one who left."""
        return self.members.get(user.id) or Member(user, Status.LEFT)

    def insiders(self) -> Iterator[Member]:
        return (member for member in self.members.values() if member.is_inside)

    def permits(self, user: User, permission: str) -> bool:
        """Whether the user has the permission: administrators always, others by the group's permissions and their own."""
        member = self.member(user)
        if self.is_private or member.is_admin:
            return True
        allowed = self.permissions.get(permission, False)
        if member.status is Status.RESTRICTED:
            return allowed and member.rights.get(permission, False)
        return allowed and member.is_inside

    def card(self) -> Payload:
        """The Chat object."""
        person = self.person
        return present(
            id=self.id,
            type=self.type,
            title=self.title,
            username=person.username if person else self.username,
            first_name=person.first_name if person else None,
            last_name=person.last_name if person else None,
            is_forum=True if self.is_forum else None,
        )
