"""Limits how fast one person may press and write; beyond it they are warned once, then ignored until they pause."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from aiogram import BaseMiddleware
from aiogram.enums import ContentType
from aiogram.types import CallbackQuery, Message, TelegramObject, User

from bot.screens.notices import plain, slow_down_words
from bot.telegram.rendering import answer, reply

BURST: Final = 20.0
PER_SECOND: Final = 3.0
MOST_PEOPLE: Final = 10_000
# What became of a group must reach the bot, however busily the person it names has pressed.
TOLD_BY_TELEGRAM: Final = {
    ContentType.LEFT_CHAT_MEMBER,
    ContentType.MIGRATE_FROM_CHAT_ID,
    ContentType.MIGRATE_TO_CHAT_ID,
    ContentType.NEW_CHAT_MEMBERS,
    ContentType.NEW_CHAT_TITLE,
}
Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class ThrottleDecision(Enum):
    ADMITTED = "admitted"
    WARNED = "warned"  # the first one too many: say so
    DROPPED = "dropped"


@dataclass(slots=True)
class TokenBucket:
    left: float
    at: float
    warned: bool = False


class Throttle:
    """A bucket for each person: `burst` at once, then `per_second`; times are seconds of any clock that only grows."""

    def __init__(self, burst: float = BURST, per_second: float = PER_SECOND) -> None:
        self._burst = burst
        self._per_second = per_second
        self._buckets: dict[int, TokenBucket] = {}

    def passes(self, user_id: int, now: float) -> ThrottleDecision:
        bucket = self._refilled(user_id, now)
        if bucket.left < 1:
            first = not bucket.warned
            bucket.warned = True
            return ThrottleDecision.WARNED if first else ThrottleDecision.DROPPED
        bucket.left -= 1
        bucket.warned = bucket.warned and bucket.left < self._burst / 2
        return ThrottleDecision.ADMITTED

    def _refilled(self, user_id: int, now: float) -> TokenBucket:
        if len(self._buckets) >= MOST_PEOPLE and user_id not in self._buckets:
            self._forget_idle(now)
        bucket = self._buckets.setdefault(user_id, TokenBucket(self._burst, now))
        bucket.left = min(self._burst, bucket.left + (now - bucket.at) * self._per_second)
        bucket.at = now
        return bucket

    def _forget_idle(self, now: float) -> None:
        """Drops the buckets that are full again; all of them when every person is still busy."""
        whole = self._burst / self._per_second
        busy = {user_id: bucket for user_id, bucket in self._buckets.items() if now - bucket.at < whole}
        self._buckets = busy if len(busy) < MOST_PEOPLE else {}


class ThrottlingMiddleware(BaseMiddleware):
    """Lets one person's updates through at `Throttle`'s rate; `throttle` among the dispatcher's data replaces its own."""

    def __init__(self) -> None:
        self._throttle = Throttle()

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        user: User | None = data.get("event_from_user")
        throttle: Throttle = data.get("throttle", self._throttle)
        if isinstance(event, Message) and event.content_type in TOLD_BY_TELEGRAM:
            return await handler(event, data)
        decision = throttle.passes(user.id, time.monotonic()) if user else ThrottleDecision.ADMITTED
        if decision is ThrottleDecision.ADMITTED:
            return await handler(event, data)
        if decision is ThrottleDecision.WARNED:
            await _warn(event)
        return None


async def _warn(event: TelegramObject) -> None:
    if isinstance(event, CallbackQuery):
        await answer(event, slow_down_words(), alert=True)
    elif isinstance(event, Message) and event.chat.type == "private":
        await reply(event, plain(slow_down_words()))
