"""Who may do what: declared at every handler, decided anew at every update, denied unless allowed."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final
from zoneinfo import ZoneInfo

from aiogram import F, Router
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.enums import ChatType
from aiogram.types import Message, TelegramObject, User

from bot.settings import ReadAccess
from data.audit import AuditContext
from data.messaging.chats import GroupTopic
from data.people.form_state import NO_FORM, FormState
from data.people.people import SHARED_IDS, Person, Role
from data.people.rights import Right, holds
from data.primitives.refusal import Problem
from data.roadmap.models import Roadmap, RoadmapContent

PERMISSION: Final = "permission"
REPEATABLE: Final = "repeatable"  # handling the same message again changes nothing but where the form stands
PRIVATE: Final = F.chat.type == ChatType.PRIVATE  # of a message
PRESSED_PRIVATELY: Final = F.message.chat.type == ChatType.PRIVATE  # of a press


class Permission(StrEnum):
    """What a handler asks of the person."""

    OPEN = "open"  # any person: asking for access, choosing a language
    READ = "read"
    WRITE = "write"  # speaking for an agency or a side; in the private chat only
    SUMMARISE = "summarise"  # previewing and publishing summaries; in the private chat only
    EDITIONS = "editions"  # sending and confirming a new edition; in the private chat only
    ADMIN = "admin"  # in the private chat only
    BIND = "bind"  # an administrator, in a group
    FACT = "fact"  # no person asks: Telegram tells what became of a group


RIGHTS: Final = {
    Permission.WRITE: Right.WRITE,
    Permission.SUMMARISE: Right.SUMMARISE,
    Permission.EDITIONS: Right.CONFIRM_EDITIONS,
    Permission.ADMIN: Right.MANAGE_PEOPLE,
    Permission.BIND: Right.BIND_CHAT,
}
PRIVATE_ONLY: Final = frozenset(
    {Permission.WRITE, Permission.SUMMARISE, Permission.EDITIONS, Permission.ADMIN}
)


class Denial(Problem):
    """Why a handler is closed to a person, here or at all."""

    NO_PERSON = "nobody"  # an anonymous admin, a channel, a bot
    STRANGER = "stranger"
    NOT_WRITER = "not_writer"
    NOT_COORDINATOR = "not_coordinator"
    NOT_ADMIN = "not_admin"
    NOT_PRIVATE = "not_private"
    UNBOUND_GROUP = "unbound_group"
    NO_ROADMAP = "no_roadmap"


REFUSED_BY: Final = {
    Permission.WRITE: Denial.NOT_WRITER,
    Permission.SUMMARISE: Denial.NOT_COORDINATOR,
    Permission.EDITIONS: Denial.NOT_COORDINATOR,
}


@dataclass(frozen=True, slots=True)
class UserContext:
    """Who an update is from, and what is known of them while it is handled; handlers take it as `user`.

    `known` is None for ids that many people share, channels and bots; `audit` then names the id that Telegram gave.
    `readable` are the roadmaps open to the user and `shown` the one to show, both set by
    `bot.middlewares.authorization`; `form` is what their next message is for, set by `bot.middlewares.form_state`.
    `now` is aware, `locale` the language they are answered in, days are of `zone`; `private` is the kind of chat.
    """

    known: Person | None
    audit: AuditContext
    now: datetime
    zone: ZoneInfo
    locale: str
    private: bool
    readable: tuple[Roadmap, ...] = ()
    shown: RoadmapContent | None = None
    form: FormState = NO_FORM

    @property
    def person(self) -> Person:
        """Raises `LookupError` for an update without a person of its own, which no handler with a permission gets."""
        if self.known is None:
            raise LookupError("the update names no person")
        return self.known

    @property
    def content(self) -> RoadmapContent:
        """The roadmap to show; raises `LookupError` where the handler's permission shows none."""
        if self.shown is None:
            raise LookupError("the handler's permission shows no roadmap")
        return self.shown

    def may_open(self, roadmap_id: int | None) -> bool:
        """True for a roadmap whose things a button may show here: in a group its own, in private any that is open."""
        here = self.readable if self.private else (self.content.roadmap,)
        return roadmap_id in {roadmap.id for roadmap in here}

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    @property
    def writes_notes(self) -> bool:
        """True in the private chat of a person who may write for an agency or a side."""
        return self.private and holds(self.person.role, Right.WRITE)


def needs(permission: Permission, *, repeatable: bool = False) -> dict[str, Any]:
    """The flags of a handler: `router.message.register(start, CommandStart(), flags=needs(Permission.READ))`."""
    return {PERMISSION: permission, REPEATABLE: repeatable}


def declared_permissions(router: Router) -> Iterator[tuple[HandlerObject, Permission | None]]:
    """Yields every handler of messages, edits and presses below a router, with the permission it declares."""
    for part in router.chain_tail:
        for observer in (part.message, part.edited_message, part.callback_query):
            yield from ((handler, handler.flags.get(PERMISSION)) for handler in observer.handlers)


def is_person(user: User | None, event: TelegramObject) -> bool:
    """False for the ids many people share, for channels and for bots."""
    if user is None or user.is_bot or user.id in SHARED_IDS:
        return False
    return not (isinstance(event, Message) and event.sender_chat)


def is_human(message: Message) -> bool:
    """True also for an anonymous administrator and for a channel under whose name a person writes.

    False for other bots, and for posts of a linked channel that Telegram forwards by itself.
    """
    if message.from_user is None or message.is_automatic_forward:
        return False
    return not message.from_user.is_bot or message.from_user.id in SHARED_IDS


def readable_roadmaps(
    person: Person, access: ReadAccess, roadmaps: Collection[int], joined: Collection[int]
) -> list[int]:
    """Returns which of the roadmaps the person may read, their own first; `joined` are those whose group they are in.

    An administrator reads all; others those that their role opens, and those of their groups where that is the setting.
    """
    own = person.own if person.role else ()
    opened: Collection[int] = {*own, *(joined if access == "group" else ())}
    if access == "everyone" or person.role is Role.ADMIN:
        opened = roadmaps
    allowed = [roadmap_id for roadmap_id in roadmaps if roadmap_id in opened]
    return sorted(allowed, key=lambda roadmap_id: roadmap_id not in own)


def shown_roadmap(
    person: Person,
    readable: Collection[int],
    bound: Mapping[int, GroupTopic],
    asked_in: GroupTopic | None,
) -> int | None:
    """Returns which roadmap to show: in a bound group its own, else the one chosen, else the person's own, else the first.

    None where there is none.

    `bound` is where each roadmap is published; `asked_in` is None in a private chat. Of several roadmaps of a group
    the one of the topic is shown, in a topic without one any of the group's.
    """
    in_group = [roadmap for roadmap, place in bound.items() if asked_in and place.chat_id == asked_in.chat_id]
    here = [roadmap for roadmap in in_group if bound[roadmap] == asked_in] or in_group
    offered = [roadmap_id for roadmap_id in readable if not here or roadmap_id in here]
    if person.roadmap_id in offered:
        return person.roadmap_id
    return next((roadmap_id for roadmap_id in offered if roadmap_id in person.own), next(iter(offered), None))


def denial(permission: Permission | None, person: Person, *, private: bool) -> Denial | None:
    """Returns the problem with a permission that needs no roadmap, None where it holds.

    An undeclared permission is refused.
    """
    if permission in (Permission.OPEN, Permission.READ):
        return None
    if permission in PRIVATE_ONLY and not private:
        return Denial.NOT_PRIVATE
    right = RIGHTS.get(permission) if permission else None
    if right and holds(person.role, right):
        return None
    return REFUSED_BY.get(permission, Denial.NOT_ADMIN) if permission else Denial.NOT_ADMIN
