"""The clock that a test may move."""

import asyncio

from bot.sandbox.state.clock import Clock


def test_a_still_clock_moves_by_hand() -> None:
    """Without ticking, time passes only by `advance`, also backwards."""
    clock = Clock(1000, ticking=False)
    clock.advance(60)
    assert clock.now() == 1060
    clock.advance(-30)
    assert clock.stamp() == 1030


def test_a_ticking_clock_starts_where_it_is_told() -> None:
    """It follows the machine's clock from its start on."""
    clock = Clock(1000)
    assert 1000 <= clock.now() < 1010


async def test_sleepers_wake_when_the_clock_moves() -> None:
    """A sleeper returns as soon as the clock has moved far enough, not before."""
    clock = Clock(1000, ticking=False)
    sleeper = asyncio.create_task(clock.sleep(3600))
    await asyncio.sleep(0)
    clock.advance(1800)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert not sleeper.done()
    clock.advance(1800)
    await asyncio.wait_for(sleeper, 1)


async def test_a_ticking_sleeper_needs_no_help() -> None:
    """With a ticking clock a short sleep ends by itself."""
    await asyncio.wait_for(Clock().sleep(0.01), 1)
