"""The jobs of the calendar."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import GetMe

from bot.clock import MovableClock
from bot.scheduler import Scheduler

MONDAY = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)


async def test_a_job_that_fails_keeps_no_other_from_running(caplog: pytest.LogCaptureFixture) -> None:
    """The error of one job stands in the log, what limits decide in one line of it, and the next job runs."""
    done: list[datetime] = []

    async def fails(now: datetime) -> None:
        raise OSError(now)

    async def is_told_to_wait(now: datetime) -> None:
        raise TelegramRetryAfter(GetMe(), f"Too Many Requests at {now}", 30)

    async def works(now: datetime) -> None:
        done.append(now)

    await Scheduler((fails, is_told_to_wait, works), MovableClock(MONDAY)).run_once()
    assert done[0] - MONDAY < timedelta(minutes=1)
    assert "fails" in caplog.text
    assert len([record for record in caplog.records if record.exc_info]) == 1


async def test_a_moved_clock_runs_the_jobs_at_once() -> None:
    """After the clock was moved the next run need not be waited for."""
    clock, asked = MovableClock(MONDAY), asyncio.Queue[datetime]()
    scheduler = Scheduler((asked.put,), clock)
    running = asyncio.create_task(scheduler.run())
    first = await asyncio.wait_for(asked.get(), 5)
    clock.forward(timedelta(days=7))
    scheduler.wake()
    second = await asyncio.wait_for(asked.get(), 5)
    running.cancel()
    assert timedelta(days=7) <= second - first < timedelta(days=8)
