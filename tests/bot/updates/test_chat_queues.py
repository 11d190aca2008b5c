"""Each chat in its order, and not too many at once."""

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.updates.chat_queues import ChatQueues


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(1, 5), max_size=40), st.integers(1, 4))
async def test_order_is_kept_in_each_chat_and_the_bound_holds(chats: list[int], at_once: int) -> None:
    """Whatever comes from whichever chats: in order within a chat, never two of one chat, never over the bound."""
    handled: list[tuple[int, int]] = []
    busy: set[int] = set()
    most = 0

    async def handle(item: tuple[int, int]) -> None:
        nonlocal most
        assert item[0] not in busy
        busy.add(item[0])
        most = max(most, len(busy))
        for _ in range(item[1] % 3 + 1):
            await asyncio.sleep(0)
        busy.discard(item[0])
        handled.append(item)

    queues = ChatQueues(handle, at_once)
    await asyncio.gather(*(queues.put(chat, (chat, number)) for number, chat in enumerate(chats)))
    assert most <= at_once
    for chat in set(chats):
        assert [number for key, number in handled if key == chat] == [
            number for number, other in enumerate(chats) if other == chat
        ]
    assert not queues._waiting


async def test_a_slow_chat_does_not_hold_up_another() -> None:
    """While one chat is busy the next one is served."""
    slow, served = asyncio.Event(), asyncio.Event()

    async def handle(item: str) -> None:
        if item == "slow":
            await slow.wait()
        served.set()

    queues = ChatQueues(handle)
    first = queues.put(1, "slow")
    await queues.put(2, "fast")
    assert served.is_set()
    assert not first.done()
    slow.set()
    await first


async def test_stopping_finishes_what_is_under_way_and_begins_nothing() -> None:
    """An item under way is finished, the one behind it is not begun and its future says so."""
    go = asyncio.Event()
    handled: list[str] = []

    async def handle(item: str) -> None:
        await go.wait()
        handled.append(item)

    queues = ChatQueues(handle)
    first, second = queues.put(1, "first"), queues.put(1, "second")
    await asyncio.sleep(0)
    stopping = asyncio.create_task(queues.stop(5))
    await asyncio.sleep(0)
    go.set()
    assert await stopping
    assert (first.done(), second.cancelled(), handled) == (True, True, ["first"])


async def test_what_does_not_finish_in_time_is_cancelled() -> None:
    """A handler that hangs does not keep the process from stopping."""

    async def handle(_: str) -> None:
        await asyncio.Event().wait()

    queues = ChatQueues(handle)
    hanging = queues.put(1, "hangs")
    await asyncio.sleep(0)
    assert not await queues.stop(0.01)
    assert hanging.cancelled()
