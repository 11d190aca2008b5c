"""Who is in a group, as Telegram says; asked at most once in five minutes about each person."""

import logging
import time
from collections.abc import Callable
from typing import Final

from aiogram import Bot
from aiogram.enums import ChatMemberStatus
from aiogram.exceptions import TelegramAPIError
from aiogram.types import ChatMemberRestricted

KEPT: Final = 300.0  # seconds; so long somebody removed from the group may still read
MOST_KEPT: Final = 10_000
INSIDE: Final = {ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.MEMBER}

log = logging.getLogger(__name__)


class Membership:
    """`clock` counts seconds and only grows."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: dict[tuple[int, int], tuple[float, bool]] = {}

    async def holds(self, bot: Bot, chat_id: int, user_id: int) -> bool:
        """False also when Telegram cannot be asked: nobody reads by mistake."""
        until, inside = self._kept.get((chat_id, user_id), (0.0, False))
        if until > self._clock():
            return inside
        try:
            inside = await _is_inside(bot, chat_id, user_id)
        except TelegramAPIError as error:
            log.warning("group %d was not asked about a member, so they count as none: %s", chat_id, error)
            return False
        self._keep(chat_id, user_id, inside=inside)
        return inside

    def _keep(self, chat_id: int, user_id: int, *, inside: bool) -> None:
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[chat_id, user_id] = (self._clock() + KEPT, inside)


async def _is_inside(bot: Bot, chat_id: int, user_id: int) -> bool:
    member = await bot.get_chat_member(chat_id, user_id)
    restricted = isinstance(member, ChatMemberRestricted) and member.is_member
    return member.status in INSIDE or restricted
