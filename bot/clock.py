"""What time it is, for everything that goes by the calendar."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]  # -> an aware moment


def system_clock() -> datetime:
    return datetime.now(UTC)


class MovableClock:
    """Goes on from a moment as time passes, and leaps when it is told: for trying the bot out, and for tests."""

    def __init__(self, start: datetime) -> None:
        self._start = start
        self._since = time.monotonic()

    def __call__(self) -> datetime:
        return self._start + timedelta(seconds=time.monotonic() - self._since)

    def forward(self, by: timedelta) -> None:
        """Backward, when negative."""
        self._start += by

    def leap(self, to: datetime) -> None:
        self._start, self._since = to, time.monotonic()
