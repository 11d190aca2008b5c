"""How fast one person may press and write; beyond that they are told once, then ignored until they pause."""

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
        self._allowances: dict[int, TokenBucket] = {}

    def passes(self, user_id: int, now: float) -> ThrottleDecision:
        allowance = self._refilled(user_id, now)
        if allowance.left < 1:
            first = not allowance.warned
            allowance.warned = True
            return ThrottleDecision.WARNED if first else ThrottleDecision.DROPPED
        allowance.left -= 1
        allowance.warned = allowance.warned and allowance.left < self._burst / 2
        return ThrottleDecision.ADMITTED

    def _refilled(self, user_id: int, now: float) -> TokenBucket:
        if len(self._allowances) >= MOST_PEOPLE and user_id not in self._allowances:
            self._forget_idle(now)
        allowance = self._allowances.setdefault(user_id, TokenBucket(self._burst, now))
        allowance.left = min(self._burst, allowance.left + (now - allowance.at) * self._per_second)
        allowance.at = now
        return allowance

    def _forget_idle(self, now: float) -> None:
        """Those whose bucket is full again; all of them, should every person still be busy."""
        whole = self._burst / self._per_second
        busy = {user_id: each for user_id, each in self._allowances.items() if now - each.at < whole}
        self._allowances = busy if len(busy) < MOST_PEOPLE else {}
