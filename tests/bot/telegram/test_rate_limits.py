"""Rate limits of the calls to Telegram."""

import asyncio
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.telegram.rate_limits import MANY_CHATS, RateLimits, WaitTooLong
from tests.bot.scripted_telegram import FakeTime

GROUP = -100500


async def send_times(limits: RateLimits, time: FakeTime, chat: int, count: int) -> list[float]:
    """When each of so many messages goes out, one after another, in seconds from now."""
    started, times = time.now, []
    for _ in range(count):
        await limits.acquire(chat, 1, inf)
        times.append(time.now - started)
    return times


async def test_a_private_chat_takes_a_burst_and_then_one_a_second() -> None:
    """Four messages go at once, the next ones a second apart."""
    time = FakeTime()
    assert await send_times(time.limits(), time, 7, 7) == [0, 0, 0, 0, 1, 2, 3]


async def test_a_burst_is_earned_again_by_silence() -> None:
    """After four quiet seconds a chat takes four messages at once again."""
    time = FakeTime()
    limits = time.limits()
    await send_times(limits, time, 7, 4)
    time.now += 4
    assert await send_times(limits, time, 7, 4) == [0, 0, 0, 0]


async def test_a_group_takes_eighteen_a_minute() -> None:
    """In no sixty seconds do more than 18 messages reach a group."""
    time = FakeTime()
    times = await send_times(time.limits(), time, GROUP, 60)
    assert all(later - earlier >= 60 for earlier, later in zip(times, times[18:], strict=False))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(-3, 40), st.integers(1, 10), st.floats(0, 5)), max_size=120))
async def test_no_second_sees_more_than_25_calls(calls: list[tuple[int, int, float]]) -> None:
    """Whatever comes for whatever chats, at most 25 calls go out in any second and each chat keeps its pace."""
    time = FakeTime()
    limits = time.limits()
    out: list[tuple[float, int, int]] = []
    for chat, messages, pause in calls:
        time.now += pause
        await limits.acquire(chat, messages, inf)
        out.append((time.now, chat, messages))
    when = [at for at, _, _ in out]
    assert all(later - earlier >= 1 - 1e-9 for earlier, later in zip(when, when[25:], strict=False))
    for group in {chat for _, chat, _ in out if chat < 0}:
        for start, _, _ in out:
            assert sum(n for at, chat, n in out if chat == group and start <= at < start + 60) <= 18


async def test_many_chats_at_once_share_25_a_second() -> None:
    """Sixty chats that write in one moment are served within three seconds and not earlier."""
    limits = RateLimits()
    loop = asyncio.get_running_loop()
    started = loop.time()
    await asyncio.gather(*(limits.acquire(chat, 1, inf) for chat in range(60)))
    assert 2.0 <= loop.time() - started < 3.0


async def test_a_caller_without_patience_is_told_at_once() -> None:
    """A call whose time is too far away is refused without waiting, and takes no place from others."""
    time = FakeTime()
    limits = time.limits()
    await send_times(limits, time, 7, 8)
    with pytest.raises(WaitTooLong):
        await limits.acquire(7, 1, 0.5)
    assert time.slept == [1, 1, 1, 1]
    assert await send_times(limits, time, 7, 1) == [1]


async def test_a_paused_chat_waits_and_the_others_do_not() -> None:
    """What Telegram asked of one chat holds for that chat only."""
    time = FakeTime()
    limits = time.limits()
    limits.pause(7, 30)
    assert await send_times(limits, time, 8, 1) == [0]
    assert await send_times(limits, time, 7, 1) == [30]


async def test_a_chat_paused_while_a_call_waits_stops_that_call_too() -> None:
    """A `retry_after` delays also a call that waits already."""
    time = FakeTime()
    limits = time.limits()
    await send_times(limits, time, 7, 4)
    waiting = asyncio.create_task(limits.acquire(7, 1, inf))
    await asyncio.sleep(0)
    limits.pause(7, 10)
    started = time.now - 1
    await waiting
    assert time.now - started >= 10


async def test_the_memory_of_chats_is_bounded() -> None:
    """Chats that have been silent are forgotten once there are many."""
    time = FakeTime()
    limits = time.limits()
    for chat in range(5 * MANY_CHATS):
        await limits.acquire(chat, 1, inf)
    assert len(limits._buckets) <= MANY_CHATS
