"""Tells who is in a group, asking Telegram at most once in half a minute about each person."""

import logging
import time
from collections.abc import Callable
from typing import Final

from aiogram import Bot
from aiogram.enums import ChatMemberStatus
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.types import ChatMemberRestricted

# Seconds. Telegram tells of most who come and go, and then nothing is kept. It may not tell at all: service messages are
# not sent in every large group, `chat_member` comes to administrators only. So long such a person may still read.
# A call at every press would cost each tap a round trip; the presses of one visit share it.
CACHE_SECONDS: Final = 30.0
TOLD_SECONDS: Final = 24 * 3600.0
MOST_CACHED: Final = 10_000
INSIDE: Final = {ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.MEMBER}

log = logging.getLogger(__name__)


class GroupMembership:
    """`clock` counts seconds and only grows."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._cached: dict[tuple[int, int], tuple[float, bool]] = {}
        self._hidden: dict[
            int, float
        ] = {}  # groups whose members cannot be asked about: until when that was told
        self._forgotten = 0  # how often: an answer asked for before that may be of the time before

    async def holds(self, bot: Bot, chat_id: int, user_id: int) -> bool:
        """Returns False also when Telegram cannot be asked."""
        until, inside = self._cached.get((chat_id, user_id), (0.0, False))
        if until > self._clock():
            return inside
        before = self._forgotten
        try:
            inside = await _is_inside(bot, chat_id, user_id)
        except TelegramAPIError as error:
            if isinstance(error, TelegramBadRequest):
                self._hidden.setdefault(chat_id, 0.0)
            log.warning("group %d was not asked about a member, so they count as none: %s", chat_id, error)
            return False
        if self._forgotten == before:
            self._keep(chat_id, user_id, inside=inside)
        return inside

    def claim_hidden(self) -> list[int]:
        """Returns the groups about whose members Telegram says nothing; each once a day."""
        now = self._clock()
        due = [chat_id for chat_id, told_until in self._hidden.items() if told_until <= now]
        self._hidden |= dict.fromkeys(due, now + TOLD_SECONDS)
        return due

    def forget(self, chat_id: int, *user_ids: int) -> None:
        """Drops what is known of members who came or went."""
        self._forgotten += 1
        for user_id in user_ids:
            self._cached.pop((chat_id, user_id), None)

    def forget_group(self, chat_id: int) -> None:
        """Drops what is known of a group that the bot itself joined or left."""
        self._forgotten += 1
        self._cached = {key: entry for key, entry in self._cached.items() if key[0] != chat_id}

    def _keep(self, chat_id: int, user_id: int, *, inside: bool) -> None:
        if len(self._cached) >= MOST_CACHED:
            self._cached.clear()
        self._cached[chat_id, user_id] = (self._clock() + CACHE_SECONDS, inside)


async def _is_inside(bot: Bot, chat_id: int, user_id: int) -> bool:
    member = await bot.get_chat_member(chat_id, user_id)
    restricted = isinstance(member, ChatMemberRestricted) and member.is_member
    return member.status in INSIDE or restricted
