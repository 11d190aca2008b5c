"""Limits how fast one person may press and write; beyond it they are warned once, then ignored until they pause."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

BURST: Final = 20.0
PER_SECOND: Final = 3.0
MOST_PEOPLE: Final = 10_000


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
