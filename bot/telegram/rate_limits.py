"""Rate limits of calls to Telegram: for each chat, for each group, and for all calls together."""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from math import inf
from typing import Final

CHAT_INTERVAL: Final = 1.0  # seconds a message; Telegram's FAQ: about one a second in a chat
CHAT_BURST: Final = 4
GROUP_MESSAGES: Final = 18  # in GROUP_WINDOW seconds; the FAQ says 20
GROUP_WINDOW: Final = 60.0
OVERALL_CALLS: Final = 25  # a second; the FAQ says about 30
MANY_CHATS: Final = 2000  # more than can be active: 25 a second for a minute

ChatId = int | str


class WaitTooLong(Exception):
    """A call could go out only in `seconds`, later than its caller waits."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the call may go out in {seconds:.1f} s")
        self.seconds = seconds


@dataclass(slots=True)
class ChatBucket:
    """One chat. `due` is when its next message would go out without a burst; times are the clock's seconds."""

    due: float = -inf
    paused_until: float = -inf
    sent_at: deque[float] = field(default_factory=lambda: deque(maxlen=GROUP_MESSAGES))

    def next_time(self, now: float, messages: int, *, group: bool) -> float:
        """Returns when so many messages may go out together."""
        burst = CHAT_INTERVAL * (CHAT_BURST - messages)
        at = max(now, self.paused_until, self.due - max(burst, 0.0))
        if group and len(self.sent_at) + messages > GROUP_MESSAGES:
            at = max(at, self.sent_at[len(self.sent_at) + messages - GROUP_MESSAGES - 1] + GROUP_WINDOW)
        return at

    def take(self, at: float, messages: int) -> None:
        self.due = max(self.due, at) + CHAT_INTERVAL * messages
        self.sent_at.extend([at] * messages)

    def is_idle(self, now: float) -> bool:
        last = self.sent_at[-1] if self.sent_at else -inf
        return max(self.due, self.paused_until, last + GROUP_WINDOW) < now


class RateLimits:
    """Delays calls to keep within the limits. `clock` gives monotonic seconds; tests replace it together with `sleep`."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.clock = clock
        self.sleep = sleep
        self._buckets: dict[ChatId, ChatBucket] = {}
        self._calls: deque[float] = deque(maxlen=OVERALL_CALLS)

    async def acquire(self, chat: ChatId | None, messages: int, patience: float) -> None:
        """Returns when the call may go out; raises `WaitTooLong` at once if that is more than `patience` seconds away."""
        give_up = self.clock() + patience
        await self._wait(self._reserve(chat, messages, patience))
        while self._is_paused(chat):  # Telegram asked to wait while this call was waiting
            await self._wait(self._reserve(chat, messages, give_up - self.clock()))
        # Taken only now, so that a chat that waits keeps no place from the others.
        await self._wait(self._reserve_overall())

    def pause(self, chat: ChatId | None, seconds: float) -> None:
        """Holds all messages to a chat back for so long, as Telegram asked by `retry_after`."""
        if chat is not None:
            bucket = self._bucket(chat)
            bucket.paused_until = max(bucket.paused_until, self.clock() + seconds)

    def _reserve(self, chat: ChatId | None, messages: int, patience: float) -> float:
        if chat is None:
            return 0.0
        now = self.clock()
        bucket = self._bucket(chat)
        at = bucket.next_time(now, messages, group=not isinstance(chat, int) or chat < 0)
        if at - now > patience:
            raise WaitTooLong(at - now)
        bucket.take(at, messages)
        return at - now

    def _is_paused(self, chat: ChatId | None) -> bool:
        return chat in self._buckets and self._buckets[chat].paused_until > self.clock()

    def _reserve_overall(self) -> float:
        now = self.clock()
        full = len(self._calls) == OVERALL_CALLS
        at = max(now, self._calls[0] + 1.0) if full else now
        self._calls.append(at)
        return at - now

    def _bucket(self, chat: ChatId) -> ChatBucket:
        if chat not in self._buckets and len(self._buckets) >= MANY_CHATS:
            self._forget_idle()
        return self._buckets.setdefault(chat, ChatBucket())

    def _forget_idle(self) -> None:
        now = self.clock()
        self._buckets = {chat: bucket for chat, bucket in self._buckets.items() if not bucket.is_idle(now)}

    async def _wait(self, seconds: float) -> None:
        if seconds > 0:
            await self.sleep(seconds)
