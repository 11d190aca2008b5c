"""How fast Telegram may be called: a pace for each chat, for each group, and for everything together."""

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
    """The turn would come in `seconds`, later than the caller waits."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the turn comes in {seconds:.1f} s")
        self.seconds = seconds


@dataclass(slots=True)
class ChatBucket:
    """One chat: `due` is when its next message would come were there no burst; times are the clock's seconds."""

    due: float = -inf
    closed_until: float = -inf
    turns: deque[float] = field(default_factory=lambda: deque(maxlen=GROUP_MESSAGES))

    def next_turn(self, now: float, messages: int, *, group: bool) -> float:
        burst = CHAT_INTERVAL * (CHAT_BURST - messages)
        turn = max(now, self.closed_until, self.due - max(burst, 0.0))
        if group and len(self.turns) + messages > GROUP_MESSAGES:
            turn = max(turn, self.turns[len(self.turns) + messages - GROUP_MESSAGES - 1] + GROUP_WINDOW)
        return turn

    def take(self, turn: float, messages: int) -> None:
        self.due = max(self.due, turn) + CHAT_INTERVAL * messages
        self.turns.extend([turn] * messages)

    def is_idle(self, now: float) -> bool:
        last = self.turns[-1] if self.turns else -inf
        return max(self.due, self.closed_until, last + GROUP_WINDOW) < now


class RateLimits:
    """Gives each call its turn. Seconds of a monotonic clock, which a test may replace together with `sleep`."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.clock = clock
        self.sleep = sleep
        self._paces: dict[ChatId, ChatBucket] = {}
        self._calls: deque[float] = deque(maxlen=OVERALL_CALLS)

    async def turn(self, chat: ChatId | None, messages: int, patience: float) -> None:
        """Returns when the call may go out; raises `WaitTooLong` at once if that is more than `patience` seconds away."""
        give_up = self.clock() + patience
        await self._pause(self._reserve(chat, messages, patience))
        while self._is_closed(chat):  # Telegram asked to wait while this call was waiting
            await self._pause(self._reserve(chat, messages, give_up - self.clock()))
        # Taken only now, so that a chat that waits keeps no place from the others.
        await self._pause(self._reserve_overall())

    def close(self, chat: ChatId | None, seconds: float) -> None:
        """Telegram has asked to wait: nothing goes to this chat for so long."""
        if chat is not None:
            pace = self._pace(chat)
            pace.closed_until = max(pace.closed_until, self.clock() + seconds)

    def _reserve(self, chat: ChatId | None, messages: int, patience: float) -> float:
        if chat is None:
            return 0.0
        now = self.clock()
        pace = self._pace(chat)
        turn = pace.next_turn(now, messages, group=not isinstance(chat, int) or chat < 0)
        if turn - now > patience:
            raise WaitTooLong(turn - now)
        pace.take(turn, messages)
        return turn - now

    def _is_closed(self, chat: ChatId | None) -> bool:
        return chat in self._paces and self._paces[chat].closed_until > self.clock()

    def _reserve_overall(self) -> float:
        now = self.clock()
        full = len(self._calls) == OVERALL_CALLS
        turn = max(now, self._calls[0] + 1.0) if full else now
        self._calls.append(turn)
        return turn - now

    def _pace(self, chat: ChatId) -> ChatBucket:
        if chat not in self._paces and len(self._paces) >= MANY_CHATS:
            self._forget_idle()
        return self._paces.setdefault(chat, ChatBucket())

    def _forget_idle(self) -> None:
        now = self.clock()
        self._paces = {chat: pace for chat, pace in self._paces.items() if not pace.is_idle(now)}

    async def _pause(self, seconds: float) -> None:
        if seconds > 0:
            await self.sleep(seconds)
