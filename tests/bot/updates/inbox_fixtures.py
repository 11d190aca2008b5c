"""An inbox over a real database and a dispatcher with the handlers of a test."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiogram import Bot, Dispatcher, Router
from aiogram.types import CallbackQuery, Message

from bot.updates.inbox import UpdateInbox
from bot.updates.raw_update import RawUpdate, raw_update
from data.database import Database
from data.messaging.inbox import UpdateState

Handle = Callable[[Message, bool], Awaitable[None]]


async def reply(message: Message, _: bool) -> None:
    await message.answer("Сферы")


def dispatcher(handle: Handle) -> Dispatcher:
    """Handles a message as the test says, answers a press by an edit and an answer."""
    router = Router()

    @router.message()
    async def on_message(message: Message, interrupted: bool) -> None:
        await handle(message, interrupted)

    @router.callback_query()
    async def on_press(query: CallbackQuery) -> None:
        assert isinstance(query.message, Message)
        await query.message.edit_text(str(query.data))
        await query.answer()

    made = Dispatcher()
    made.include_router(router)
    return made


@asynccontextmanager
async def running_inbox(db: Database, bot: Bot, handle: Handle) -> AsyncIterator[UpdateInbox]:
    inbox = UpdateInbox(db, bot, dispatcher(handle))
    tasks = await started(inbox)
    try:
        yield inbox
    finally:
        for task in tasks:
            task.cancel()
        await inbox.stop(5)


async def started(inbox: UpdateInbox) -> "list[asyncio.Task[None]]":
    """Starts it as the bot does; returns its loops, which the caller cancels."""
    await inbox.start()
    return [asyncio.create_task(inbox.run()), asyncio.create_task(inbox.try_suspects())]


@asynccontextmanager
async def killed(db: Database, bot: Bot, handle: Handle) -> AsyncIterator[UpdateInbox]:
    """An inbox that ends as kill -9 ends it: nothing is finished, nothing is written any more."""
    inbox = UpdateInbox(db, bot, dispatcher(handle))
    tasks = await started(inbox)
    try:
        yield inbox
    finally:
        await abandon(inbox, *tasks, flush=False)


async def abandon(inbox: UpdateInbox, *tasks: asyncio.Task[Any], flush: bool) -> None:
    if not flush:
        inbox._completed._finished.clear()
    doomed = {*tasks, *inbox._queues._tasks}
    for task in doomed:
        task.cancel()
    await asyncio.gather(*doomed, return_exceptions=True)
    await inbox._completed.flush()


def raws(*updates: dict[str, Any]) -> list[RawUpdate]:
    return [raw for update in updates if (raw := raw_update(update))]


async def counts(db: Database) -> dict[UpdateState, int]:
    rows = await db.reader.execute_fetchall("SELECT state, count(*) FROM inbox GROUP BY state")
    return {UpdateState(state): count for state, count in rows}


async def settled(inbox: UpdateInbox) -> None:
    """Until nothing is open any more."""
    await until(lambda: not inbox._open)


async def until(happened: Callable[[], bool | Awaitable[bool]]) -> None:
    """Waits for a condition that comes without an event."""
    async with asyncio.timeout(20):
        while True:
            found = happened()
            if found if isinstance(found, bool) else await found:
                return
            await asyncio.sleep(0.01)


async def until_stored(db: Database, **expected: int) -> None:
    """Until the inbox holds exactly so many updates in each state."""
    await until(lambda: _holds(db, expected))


async def _holds(db: Database, expected: dict[str, int]) -> bool:
    return {state.value: count for state, count in (await counts(db)).items()} == expected
