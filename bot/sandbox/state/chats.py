"""Private chats, groups and supergroups with their topics."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.sandbox.schema.payload import Payload, present
from bot.sandbox.state.members import OPEN_PERMISSIONS, Member, Status
from bot.sandbox.state.messages import Message
from bot.sandbox.state.users import User

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


class Numbering:
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
    numbering: Numbering
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
        """A stranger is as one who left."""
        return self.members.get(user.id) or Member(user, Status.LEFT)

    def insiders(self) -> Iterator[Member]:
        return (member for member in self.members.values() if member.is_inside)

    def permits(self, user: User, permission: str) -> bool:
        """May this member do it: administrators always, others as the group and their restriction allow."""
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
