"""What the bot does by itself."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import MovableClock
from bot.scheduler import Scheduler

MONDAY = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)


async def test_a_duty_that_fails_keeps_no_other_from_its_turn(caplog: pytest.LogCaptureFixture) -> None:
    """One duty's error is told in the log, and the next duty has its turn."""
    done: list[datetime] = []

    async def fails(now: datetime) -> None:
        raise OSError(now)

    async def works(now: datetime) -> None:
        done.append(now)

    await Scheduler((fails, works), MovableClock(MONDAY)).once()
    assert done[0] - MONDAY < timedelta(minutes=1)
    assert "fails" in caplog.text


async def test_a_moved_clock_makes_a_round_at_once() -> None:
    """Whoever moves the clock need not wait for the next round."""
    clock, asked = MovableClock(MONDAY), asyncio.Queue[datetime]()
    scheduler = Scheduler((asked.put,), clock)
    running = asyncio.create_task(scheduler.run())
    first = await asyncio.wait_for(asked.get(), 5)
    clock.forward(timedelta(days=7))
    scheduler.wake()
    second = await asyncio.wait_for(asked.get(), 5)
    running.cancel()
    assert timedelta(days=7) <= second - first < timedelta(days=8)
