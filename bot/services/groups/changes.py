"""Stores what Telegram reports about a group: posts are paused, resumed, or moved to its new id."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

import aiosqlite
from aiogram import Bot
from aiogram.enums import ChatMemberStatus
from aiogram.exceptions import TelegramAPIError
from aiogram.types import ChatMemberRestricted, ChatMemberUpdated

from bot.screens.groups.binding import migrated_words, paused_words, resumed_words
from bot.services.groups.admin_notices import GroupNews, GroupNotices, Words
from bot.services.groups.rights import group_rights
from data.audit import AuditAction, AuditContext
from data.database import Database
from data.messaging.attempts import update_right_granted
from data.messaging.bindings import migrate, pause, resume
from data.messaging.chats import BoundChat, PauseReason, update_chat_title
from data.people.admissions import update_can_message

WORDS: Final[dict[AuditAction, Words]] = {
    AuditAction.MIGRATED: migrated_words,
    AuditAction.PAUSED: paused_words,
    AuditAction.RESUMED: resumed_words,
}
OUTSIDE = {ChatMemberStatus.LEFT, ChatMemberStatus.KICKED}


class GroupChanges:
    """`audit` names who changed the group; `wake` wakes the outbox after each commit."""

    def __init__(
        self, db: Database, news: GroupNotices, audit: AuditContext, wake: Callable[[], None]
    ) -> None:
        self._db = db
        self._news = news
        self._audit = audit
        self._wake = wake

    async def follow(self, bot: Bot, event: ChatMemberUpdated) -> None:
        """Pauses or resumes the group when the bot was removed, added again, or its rights were changed."""
        reason = await _obstacle(bot, event)
        if reason is None:
            await self._resume(event.chat.id)
        else:
            await self._pause(event.chat.id, reason)

    async def migrate(self, old_id: int, new_id: int) -> None:
        """Follows a basic group that became a supergroup; Telegram tells it in both, it is done once."""
        async with self._db.writing() as connection:
            moved = await migrate(connection, old_id, new_id, self._audit)
            here = [replace(chat, chat_id=new_id) for chat in moved]
            await self._queue(connection, here, AuditAction.MIGRATED)
        self._wake()

    async def note_can_message(self, event: ChatMemberUpdated) -> None:
        """Stores whether a person has blocked the bot."""
        async with self._db.writing() as connection:
            await update_can_message(connection, event.from_user.id, can_message=is_inside(event))

    async def note_title(self, chat_id: int, title: str) -> None:
        """Stores the group's new name."""
        async with self._db.writing() as connection:
            await update_chat_title(connection, chat_id, title)

    async def _pause(self, chat_id: int, reason: PauseReason) -> None:
        async with self._db.writing() as connection:
            paused = await pause(connection, chat_id, reason, self._audit)
            await self._queue(connection, paused, AuditAction.PAUSED)
        self._wake()

    async def _resume(self, chat_id: int) -> None:
        async with self._db.writing() as connection:
            resumed = await resume(connection, chat_id, self._audit)
            await update_right_granted(connection, chat_id, self._audit.at)
            await self._queue(connection, resumed, AuditAction.RESUMED)
        self._wake()

    async def _queue(
        self, connection: aiosqlite.Connection, chats: Sequence[BoundChat], action: AuditAction
    ) -> None:
        key = f"{action}:{self._audit.update_id}"
        await self._news.queue(connection, GroupNews(chats, WORDS[action], key, self._audit.at))


def is_inside(event: ChatMemberUpdated) -> bool:
    """True when the bot is a member of the group after the event."""
    now = event.new_chat_member
    return now.status not in OUTSIDE and not (isinstance(now, ChatMemberRestricted) and not now.is_member)


def was_outside(event: ChatMemberUpdated) -> bool:
    """True when the bot was no member of the group before the event."""
    return event.old_chat_member.status in OUTSIDE


async def _obstacle(bot: Bot, event: ChatMemberUpdated) -> PauseReason | None:
    """Returns why the bot cannot post there now; None when it can, or when Telegram cannot be asked."""
    if not is_inside(event):
        return PauseReason.REMOVED
    try:
        rights = await group_rights(bot, event.chat.id)
    except TelegramAPIError:
        return None
    return None if rights.write else PauseReason.NO_RIGHTS
