"""Stops and crashes: a clean stop is no attempt, a suspect holds up its own chat only."""

import asyncio

import orjson
from aiogram import Bot
from aiogram.types import Message

from bot.updates import inbox as inbox_module
from bot.updates.inbox import UpdateInbox
from data.database import Database
from data.messaging.inbox import UpdateState
from tests.bot.scripted_telegram import ScriptedTelegram, message_update
from tests.bot.updates.inbox_fixtures import (
    counts,
    dispatcher,
    killed,
    raws,
    reply,
    running_inbox,
    settled,
    started,
    until,
)


async def attempts(db: Database) -> list[int]:
    rows = await db.reader.execute_fetchall("SELECT attempts FROM inbox ORDER BY update_id")
    return [found for (found,) in rows]


async def left(db: Database, update_id: int, crashes: int, text: str, chat: int = 7) -> None:
    """An update that was under way at so many crashes after the first."""
    async with db.writing() as connection:
        await connection.execute(
            "INSERT INTO inbox (update_id, received_at, state, attempts, payload)"
            " VALUES (?, unixepoch(), 'new', ?, ?)",
            (update_id, crashes, orjson.dumps(message_update(update_id, text, chat))),
        )


async def test_clean_restarts_drop_no_update(db: Database, bot: Bot, telegram: ScriptedTelegram) -> None:
    """Stopped eight times while one is under way and one waits behind it: both are answered by the ninth start."""
    began = asyncio.Event()

    async def hang(*_: object) -> None:
        began.set()
        await asyncio.Event().wait()

    for restart in range(2 * inbox_module.MAX_ATTEMPTS - 2):
        began.clear()
        inbox = UpdateInbox(db, bot, dispatcher(hang))
        tasks = await started(inbox)
        if restart == 0:
            await inbox.accept(raws(message_update(1), message_update(2)))
        await began.wait()
        for task in tasks:
            task.cancel()
        await inbox.stop(0.01)
        assert await attempts(db) == [0, 0]
    async with running_inbox(db, bot, reply) as inbox:
        await settled(inbox)
    assert len(telegram.calls("sendMessage")) == 2
    assert await counts(db) == {UpdateState.DONE: 2}


async def test_only_what_was_begun_counts_as_tried_at_a_crash(db: Database, bot: Bot) -> None:
    """Killed three times: the one under way was tried twice more, the one behind it never."""
    for crash in range(3):
        began = asyncio.Event()

        async def hang(*_: object, began: asyncio.Event = began) -> None:
            began.set()
            await asyncio.Event().wait()

        async with killed(db, bot, hang) as inbox:
            if crash == 0:
                await inbox.accept(raws(message_update(1), message_update(2)))
            await began.wait()
    assert await attempts(db) == [2, 0]


async def test_suspects_leave_the_bot_its_ears(db: Database, bot: Bot, telegram: ScriptedTelegram) -> None:
    """Ten suspects that hang: the start returns at once, others are answered, and each chat keeps its order."""
    handled: list[tuple[int, str]] = []
    go = asyncio.Event()

    async def handle(message: Message, interrupted: bool) -> None:
        if message.text == "подозрение":
            await go.wait()
        handled.append((message.chat.id, str(message.text)))
        await reply(message, interrupted)

    for number in range(1, 11):
        await left(db, number, inbox_module.POISON_THRESHOLD, "подозрение", chat=number)
    await left(db, 11, 0, "за ним", chat=1)
    async with running_inbox(db, bot, handle) as inbox:
        async with asyncio.timeout(5):
            await inbox.wait_for_capacity()
            await inbox.accept(
                raws(message_update(20, "спорт", chat=50), message_update(21, "новое", chat=1))
            )
            await telegram.until("sendMessage")
        assert handled == [(50, "спорт")]
        go.set()
        await settled(inbox)
    assert [text for chat, text in handled if chat == 1] == ["подозрение", "за ним", "новое"]
    assert await counts(db) == {UpdateState.DONE: 13}


async def test_an_end_that_the_database_refuses_keeps_no_other_from_being_stored(
    db: Database, bot: Bot
) -> None:
    """The refused one is dropped with an entry in the log, the others are done."""
    async with db.writing() as connection:
        await connection.execute(
            "CREATE TRIGGER refuses BEFORE UPDATE OF state ON inbox WHEN NEW.update_id = 1 AND NEW.state = 'done'"
            " BEGIN SELECT RAISE(ABORT, 'not this one'); END"
        )

    async def quiet(*_: object) -> None:
        pass

    async with running_inbox(db, bot, quiet) as inbox:
        await inbox.accept(raws(message_update(1, chat=1), message_update(2, chat=2)))
        await until(lambda: inbox.is_idle)
        assert await inbox._completed.flush()
    assert await counts(db) == {UpdateState.NEW: 1, UpdateState.DONE: 1}
