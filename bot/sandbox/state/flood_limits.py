"""Flood limits: how fast a bot may send and edit.

About one message a second in a chat with short bursts, 20 a minute in a group, 30 a second in all
(core.telegram.org/bots/faq); edits share them (tdlib/td issue 3034). The true numbers are not published and
adapt, so a bot must go by `retry_after`, not by these.
"""

import math
from dataclasses import dataclass, field

from bot.sandbox.schema.errors import too_many_requests
from bot.sandbox.state.chats import Chat
from bot.sandbox.state.clock import Clock

Rate = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rates:
    """Messages a second in a chat, how many at once; messages a minute in a group; a second over all chats."""

    chat: float = 1.0
    burst: int = 5
    group_minute: int = 20
    overall: int = 30


@dataclass(slots=True)
class Bucket:
    capacity: float
    refill: float
    level: float
    stamp: float

    def wait(self, now: float, cost: int) -> float:
        """Seconds until the cost can be paid; more than the bucket holds is paid from a full one."""
        self.level = min(self.capacity, self.level + max(0.0, now - self.stamp) * self.refill)
        self.stamp = now
        return max(0.0, (min(cost, self.capacity) - self.level) / self.refill)


@dataclass(slots=True)
class Limits:
    """`rates` None switches the limits off."""

    clock: Clock
    rates: Rates | None = field(default_factory=Rates)
    _buckets: dict[str, Bucket] = field(default_factory=dict)
    _barred: dict[str, float] = field(default_factory=dict)

    def spend(self, chat: Chat, cost: int = 1) -> None:
        """Raises `ApiError` 429; until its `retry_after` has passed everything there is refused."""
        if self.rates is None:
            return
        now = self.clock.now()
        keys = self._keys(chat, self.rates)
        waits = {key: self._wait(key, rate, now, cost) for key, rate in keys.items()}
        retry_after = math.ceil(max(waits.values()))
        if retry_after > 0:
            self._bar(waits, now)
            raise too_many_requests(retry_after)
        for key in keys:
            self._buckets[key].level -= cost

    def _wait(self, key: str, rate: Rate, now: float, cost: int) -> float:
        capacity, refill = rate
        bucket = self._buckets.setdefault(key, Bucket(capacity, refill, capacity, now))
        return max(self._barred.get(key, now) - now, bucket.wait(now, cost))

    def _bar(self, waits: dict[str, float], now: float) -> None:
        """Asking again while barred does not prolong it."""
        for key, wait in waits.items():
            if wait > 0 and self._barred.get(key, now) <= now:
                self._barred[key] = now + math.ceil(wait)

    def _keys(self, chat: Chat, rates: Rates) -> dict[str, Rate]:
        """Capacity and refill a second of every bucket a message in this chat draws from."""
        keys = {"overall": (rates.overall, rates.overall), f"chat {chat.id}": (rates.burst, rates.chat)}
        if not chat.is_private:
            keys[f"group {chat.id}"] = (rates.group_minute, rates.group_minute / 60)
        return {key: (float(capacity), float(refill)) for key, (capacity, refill) in keys.items()}
