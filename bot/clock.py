"""The clock of everything that goes by the calendar."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]  # -> an aware moment


def system_clock() -> datetime:
    return datetime.now(UTC)


class MovableClock:
    """Runs on from a given moment and can be moved: for the demo and the tests."""

    def __init__(self, start: datetime) -> None:
        self._start = start
        self._since = time.monotonic()

    def __call__(self) -> datetime:
        return self._start + timedelta(seconds=time.monotonic() - self._since)

    def forward(self, by: timedelta) -> None:
        """Moves by so much; backward when negative."""
        self._start += by

    def leap(self, to: datetime) -> None:
        self._start, self._since = to, time.monotonic()
