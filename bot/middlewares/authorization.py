"""Checks the permission that a handler declares, and finds the roadmap it shows."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, Final

from aiogram import BaseMiddleware
from aiogram.dispatcher.flags import get_flag
from aiogram.types import CallbackQuery, InaccessibleMessage, Message, TelegramObject
from aiogram.utils.formatting import Text

from bot.access import (
    PERMISSION,
    Denial,
    Permission,
    UserContext,
    denial,
    is_human,
    readable_roadmaps,
    shown_roadmap,
)
from bot.middlewares.group_membership import GroupMembership
from bot.screens.groups.binding import members_hidden_words
from bot.screens.notices import notice, plain
from bot.screens.people.access import stranger_screen
from bot.screens.refusals import refusal_text
from bot.services.groups.admin_notices import GroupNews, GroupNotices
from bot.services.messages.notifier import Notifier
from bot.services.roadmap.cache import RoadmapCache
from bot.settings import Settings
from bot.telegram.rendering import answer, reply
from bot.telegram.screen import Screen
from data.audit import AuditContext, insert_attempt
from data.database import Database
from data.messaging.chats import GroupTopic, select_bindings, select_group_topics
from data.people.people import Person, Role
from data.roadmap.models import RoadmapContent

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]
SHOWING: Final = frozenset(
    {Permission.READ, Permission.WRITE, Permission.SUMMARISE, Permission.EDITIONS, Permission.ADMIN}
)  # they are given a roadmap


class AuthorizationMiddleware(BaseMiddleware):
    """Checks a handler's permission; sets the user's `readable`, and `shown` where the permission shows a roadmap.

    An attempt without the right is written into the journal, at most once an hour.
    """

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        refused = await self._refusal(event, data)
        if refused is None:
            return await handler(event, data)
        await _refuse(event, refused, data)
        if refused in (Denial.NOT_ADMIN, Denial.NOT_COORDINATOR, Denial.NOT_WRITER):
            await _record_attempt(data)
        return None

    async def _refusal(self, event: TelegramObject, data: dict[str, Any]) -> Denial | None:
        permission: Permission | None = get_flag(data, PERMISSION)
        user: UserContext = data["user"]
        group = _group_topic(event)
        if permission is Permission.FACT:
            return None
        if user.known is None:
            return Denial.NO_PERSON
        if refused := denial(permission, user.known, private=group is None):
            return refused
        db: Database = data["db"]
        bound = await select_group_topics(db.reader)
        contents = await _readable(user.known, bound, data)
        data["user"] = user = replace(user, readable=tuple(content.roadmap for content in contents.values()))
        if permission not in SHOWING:
            return None
        free = data["settings"].read_access == "everyone"
        if group and group.chat_id not in {place.chat_id for place in bound.values()} and not free:
            return Denial.UNBOUND_GROUP
        return await _show(
            contents, shown_roadmap(user.person, list(contents), bound, group), data, free=free
        )


async def _readable(
    person: Person, bound: dict[int, GroupTopic], data: dict[str, Any]
) -> dict[int, RoadmapContent]:
    """Returns the roadmaps that the person may read, by id, their own first."""
    settings: Settings = data["settings"]
    roadmaps: RoadmapCache = data["roadmaps"]
    contents = {content.roadmap.id: content for content in await roadmaps.contents()}
    own = person.own if person.role else ()
    others = {roadmap_id: place for roadmap_id, place in bound.items() if roadmap_id not in own}
    by_group = settings.read_access == "group" and person.role is not Role.ADMIN
    joined = await _joined(person, others, data) if by_group else ()
    allowed = readable_roadmaps(person, settings.read_access, list(contents), joined)
    return {roadmap_id: contents[roadmap_id] for roadmap_id in allowed}


async def _joined(person: Person, bound: dict[int, GroupTopic], data: dict[str, Any]) -> list[int]:
    """Returns the ids of the roadmaps whose group the person is in."""
    membership: GroupMembership = data["membership"]
    joined = [
        roadmap_id
        for roadmap_id, place in bound.items()
        if await membership.holds(data["bot"], place.chat_id, person.user_id)
    ]
    await _tell_hidden(membership.claim_hidden(), data)
    return joined


async def _tell_hidden(groups: list[int], data: dict[str, Any]) -> None:
    """Tells the administrators of groups about whose members Telegram says nothing: these people cannot read."""
    db: Database = data["db"]
    audit: AuditContext = data["user"].audit
    notices = GroupNotices(Notifier(data["bot"], db, data["settings"], data["language_cache"]))
    for chat_id in groups:
        async with db.writing() as connection:
            chats = (await select_bindings(connection, chat_id))[:1]
            news = GroupNews(chats, members_hidden_words, f"hidden:{audit.update_id}", audit.at)
            await notices.queue(connection, news)
    if groups and (outbox := data.get("outbox")):
        outbox.wake()


async def _show(
    contents: dict[int, RoadmapContent], shown: int | None, data: dict[str, Any], *, free: bool
) -> Denial | None:
    """Sets `shown` of the user, or returns why there is nothing to show; `free` is reading without a role."""
    user: UserContext = data["user"]
    if shown is None:
        roadmaps: RoadmapCache = data["roadmaps"]
        participant = free or user.person.role is not None
        return Denial.NO_ROADMAP if participant and not await roadmaps.contents() else Denial.STRANGER
    data["user"] = replace(user, shown=contents[shown])
    return None


def _group_topic(event: TelegramObject) -> GroupTopic | None:
    """None in a private chat."""
    message = event.message if isinstance(event, CallbackQuery) else event
    if not isinstance(message, Message | InaccessibleMessage) or message.chat.type == "private":
        return None
    # Of a reply in a group without topics `message_thread_id` is the thread of replies.
    thread_id = (
        message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
    )
    return GroupTopic(message.chat.id, thread_id)


async def _refuse(event: TelegramObject, refused: Denial, data: dict[str, Any]) -> None:
    """Answers people; two bots that answer each other would never end, and a linked channel does not ask."""
    if isinstance(event, CallbackQuery):
        await answer(event, refusal_text(refused), alert=True)
    elif isinstance(event, Message) and is_human(event):
        await reply(event, await _refusal_screen(event, refused, data))


async def _refusal_screen(event: Message, refused: Denial, data: dict[str, Any]) -> Screen:
    """Returns the refusal; in the private chat with a way on: home for a reader, for others asking for access."""
    person = data["user"].known
    if event.chat.type != "private" or person is None:
        return plain(refusal_text(refused))
    stranger = stranger_screen(person.user_id)
    if refused is Denial.STRANGER:
        return stranger
    db: Database = data["db"]
    reads = refused is Denial.NO_ROADMAP or await _readable(
        person, await select_group_topics(db.reader), data
    )
    return notice(refusal_text(refused)) if reads else Screen(Text(refusal_text(refused)), stranger.keyboard)


async def _record_attempt(data: dict[str, Any]) -> None:
    db: Database = data["db"]
    async with db.writing() as connection:
        await insert_attempt(connection, data["user"].audit, str(get_flag(data, PERMISSION)))
