"""Updates in: none lost, none handled twice, one bad one alone."""

import asyncio
import logging
import sqlite3
from typing import Any

import orjson
import pytest
from aiogram import Bot
from aiogram.types import Message

from bot.updates import inbox
from bot.updates.inbox import UpdateInbox
from data.database import Database
from data.messaging.inbox import StoredUpdate, UpdateState
from tests.bot.scripted_telegram import (
    ScriptedTelegram,
    bot_at,
    dropped,
    message_update,
    press_update,
    refused,
    scripted_telegram,
)
from tests.bot.updates.inbox_fixtures import (
    abandon,
    counts,
    dispatcher,
    killed,
    raws,
    reply,
    running_inbox,
    settled,
    started,
    until,
    until_stored,
)


async def test_an_update_is_handled_and_its_words_are_forgotten(
    db: Database, bot: Bot, telegram: ScriptedTelegram
) -> None:
    """A message is answered, marked done, and what the person wrote leaves the database."""
    async with running_inbox(db, bot, reply) as inbox:
        await inbox.accept(raws(message_update(1, "кто отвечает за спорт?")))
        await settled(inbox)
    assert len(telegram.calls("sendMessage")) == 1
    (row,) = await db.reader.execute_fetchall("SELECT state, payload FROM inbox")
    assert tuple(row) == ("done", None)


async def test_the_same_update_twice_has_one_effect(
    db: Database, bot: Bot, telegram: ScriptedTelegram
) -> None:
    """Brought again in the same batch, later, or after a restart, an update is answered once."""
    again = raws(message_update(1), message_update(1))
    async with running_inbox(db, bot, reply) as inbox:
        await inbox.accept(again)
        await inbox.accept(again)
        await settled(inbox)
        await inbox.accept(again)
    async with running_inbox(db, bot, reply) as inbox:
        await inbox.accept(again)
        await settled(inbox)
    assert len(telegram.calls("sendMessage")) == 1


@pytest.mark.parametrize(
    "poison",
    [
        {"message": {"message_id": 1}},
        {"message": "not an object"},
        {"callback_query": {"id": "1", "from": {"id": 7}, "chat_instance": "1", "data": "home"}},
        {"a_kind_of_tomorrow": {"chat": {"id": 7}}},
        {},
        {"message": message_update(5, "\ud83d")["message"]},
    ],
)
async def test_a_malformed_update_is_set_aside_and_its_neighbours_are_handled(
    db: Database, bot: Bot, telegram: ScriptedTelegram, poison: dict[str, Any]
) -> None:
    """What no model understands is kept and counted; the updates around it, also of the same chat, are answered."""
    async with running_inbox(db, bot, reply) as inbox:
        await inbox.accept(raws(message_update(1), {"update_id": 2} | poison, message_update(3)))
        await settled(inbox)
    assert len(telegram.calls("sendMessage")) == 2
    assert await counts(db) == {UpdateState.DONE: 2, UpdateState.MALFORMED: 1}


async def test_the_log_of_a_malformed_update_has_none_of_its_words(
    db: Database, bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    """The log names the fields that do not fit and repeats nothing a person wrote."""
    async with running_inbox(db, bot, reply) as inbox:
        poison = message_update(1, "тайна")
        poison["message"]["date"] = "тайна"
        await inbox.accept(raws(poison))
        await settled(inbox)
    assert "message.date" in caplog.text
    assert "тайна" not in caplog.text


async def test_a_chat_is_answered_in_order_and_chats_do_not_wait_for_each_other(
    db: Database, bot: Bot
) -> None:
    """A slow answer in one chat holds up that chat only, and its messages keep their order."""
    slow = asyncio.Event()
    handled: list[str] = []

    async def handle(message: Message, _: bool) -> None:
        if message.text == "медленно":
            await slow.wait()
        handled.append(str(message.text))

    async with running_inbox(db, bot, handle) as inbox:
        first, second = message_update(1, "медленно", chat=7), message_update(2, "второе", chat=7)
        await inbox.accept(raws(first, second, message_update(3, "другой", chat=8)))
        await until(lambda: bool(handled))
        assert handled == ["другой"]
        slow.set()
        await settled(inbox)
    assert handled == ["другой", "медленно", "второе"]


async def test_after_a_kill_before_the_reply_the_update_is_answered(
    db: Database, bot: Bot, telegram: ScriptedTelegram
) -> None:
    """Stored but not begun: the next start answers it, once, as if nothing had happened."""
    started = asyncio.Event()

    async def hang(*_: object) -> None:
        started.set()
        await asyncio.Event().wait()

    async with killed(db, bot, hang) as inbox:
        await inbox.accept(raws(message_update(1), message_update(2)))
        await started.wait()
    seen: list[bool] = []

    async def handle(message: Message, interrupted: bool) -> None:
        seen.append(interrupted)
        await reply(message, interrupted)

    async with running_inbox(db, bot, handle) as inbox:
        await settled(inbox)
    assert seen == [False, False]
    assert len(telegram.calls("sendMessage")) == 2


async def test_after_a_kill_during_the_reply_it_is_not_blindly_repeated(
    db: Database, bot: Bot, telegram: ScriptedTelegram
) -> None:
    """A reply was under way: the next start tells the handlers so, and after that the update is done."""
    async with killed(db, bot, reply) as inbox:
        telegram.on("sendMessage", lambda _: asyncio.get_running_loop().create_future())
        await inbox.accept(raws(message_update(1)))
        await telegram.until("sendMessage")
    assert await counts(db) == {UpdateState.ANSWERING: 1}
    seen: list[bool] = []

    async def handle(_: Message, interrupted: bool) -> None:
        seen.append(interrupted)

    async with running_inbox(db, bot, handle) as inbox:
        await settled(inbox)
    async with running_inbox(db, bot, handle):
        pass
    assert seen == [True]
    assert await counts(db) == {UpdateState.DONE: 1}


async def test_a_finished_reply_is_known_at_once(db: Database, bot: Bot) -> None:
    """As soon as a reply is out a kill does not make the bot ask about it."""
    async with killed(db, bot, reply) as inbox:
        await inbox.accept(raws(message_update(1)))
        await settled(inbox)
        await until_stored(db, done=1)


async def test_a_press_may_be_repeated_after_a_kill(
    db: Database, bot: Bot, telegram: ScriptedTelegram
) -> None:
    """A press that was cut off is answered by the next start, by the same edit."""
    async with killed(db, bot, reply) as inbox:
        telegram.on("answerCallbackQuery", lambda _: asyncio.get_running_loop().create_future())
        await inbox.accept(raws(press_update(1, "s:3")))
        await telegram.until("answerCallbackQuery")
    telegram.on("answerCallbackQuery")
    async with running_inbox(db, bot, reply) as inbox:
        await settled(inbox)
    assert {call.parameters["text"] for call in telegram.calls("editMessageText")} == {"s:3"}
    assert await counts(db) == {UpdateState.DONE: 1}


async def test_a_handler_that_raises_ends_its_update_and_nothing_else(
    db: Database, bot: Bot, telegram: ScriptedTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    """The update is failed, once, with a traceback in the log; its neighbours and the next start are not touched."""
    tries: list[str] = []

    async def handle(message: Message, interrupted: bool) -> None:
        tries.append(str(message.text))
        if message.text == "плохо":
            raise RuntimeError("broken handler")
        await reply(message, interrupted)

    async with running_inbox(db, bot, handle) as inbox:
        await inbox.accept(raws(message_update(1, "плохо"), message_update(2, "хорошо")))
        await settled(inbox)
    async with running_inbox(db, bot, handle) as inbox:
        await settled(inbox)
    assert tries == ["плохо", "хорошо"]
    assert await counts(db) == {UpdateState.FAILED: 1, UpdateState.DONE: 1}
    assert "broken handler" in caplog.text
    assert len(telegram.calls("sendMessage")) == 1


async def test_a_handler_that_hangs_is_cut_off(
    db: Database, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A handler that never ends does not hold its chat for ever."""
    monkeypatch.setattr("bot.updates.dispatcher.HANDLER_SECONDS", 0.05)
    handled: list[str] = []

    async def handle(message: Message, _: bool) -> None:
        if message.text == "висит":
            await asyncio.Event().wait()
        handled.append(str(message.text))

    async with running_inbox(db, bot, handle) as inbox:
        await inbox.accept(raws(message_update(1, "висит"), message_update(2, "дальше")))
        await settled(inbox)
    assert handled == ["дальше"]


async def test_an_update_that_kills_the_process_is_given_up(db: Database, bot: Bot) -> None:
    """After some starts the killer runs alone and is given up; what waited behind it is answered, once."""
    handled: list[int] = []
    told: list[int] = []
    deadly = asyncio.Event()

    async def tell(stored: StoredUpdate) -> None:
        told.append(stored.update_id)

    async def handle(message: Message, _: bool) -> None:
        if message.text == "убийца":
            deadly.set()
            await asyncio.Event().wait()
        handled.append(message.chat.id)

    async def lives(*updates: dict[str, Any]) -> bool:
        """One process, from its start until all is done or the killer strikes."""
        deadly.clear()
        inbox = UpdateInbox(db, bot, dispatcher(handle), tell)

        async def live() -> None:
            loops.extend(await started(inbox))
            await inbox.accept(raws(*updates))
            await settled(inbox)

        loops: list[asyncio.Task[None]] = []
        life, death = asyncio.create_task(live()), asyncio.create_task(deadly.wait())
        await asyncio.wait({life, death}, return_when=asyncio.FIRST_COMPLETED)
        survived = not deadly.is_set()
        await abandon(inbox, life, death, *loops, flush=survived)
        return survived

    assert not await lives(message_update(1, "убийца"), message_update(2, "за ним"))
    starts = 1
    while not await lives():
        starts += 1
    assert starts == inbox.MAX_ATTEMPTS
    assert told == [1]
    assert await counts(db) == {UpdateState.FAILED: 1, UpdateState.DONE: 1}
    assert handled == [7]


async def test_old_updates_are_forgotten(db: Database, bot: Bot) -> None:
    """Done ones go after 48 hours, failed and malformed ones after a month, waiting ones never."""
    hours = {
        ("done", 47): True,
        ("done", 49): False,
        ("failed", 49): True,
        ("malformed", 800): False,
        ("new", 800): True,
    }
    async with db.writing() as connection:
        for number, (state, age) in enumerate(hours):
            await connection.execute(
                "INSERT INTO inbox (update_id, received_at, state, payload) VALUES (?, unixepoch() - ?, ?, ?)",
                (number, age * 3600, state, orjson.dumps(message_update(number))),
            )
    async with running_inbox(db, bot, reply) as inbox:
        rows = {number for (number,) in await db.reader.execute_fetchall("SELECT update_id FROM inbox")}
        await settled(inbox)
    assert rows == {number for number, kept in enumerate(hours.values()) if kept}


async def test_while_the_database_takes_nothing_people_are_answered(
    db: Database, bot: Bot, telegram: ScriptedTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A locked database: updates are handled from memory, confirmed only after that, and known once it is back."""
    monkeypatch.setattr("bot.updates.completion_buffer.RETRY_SECONDS", 0.01)
    monkeypatch.setattr("bot.updates.completion_buffer.FLUSH_SECONDS", 0.01)
    await db._writer.execute("PRAGMA busy_timeout = 50")
    blocker = sqlite3.connect(db.path, isolation_level=None)
    async with running_inbox(db, bot, reply) as inbox:
        blocker.execute("BEGIN IMMEDIATE")
        await inbox.accept(raws(message_update(1), press_update(2)))
        assert len(telegram.calls("sendMessage")) == 1
        assert len(telegram.calls("answerCallbackQuery")) == 1
        await inbox.accept(raws(message_update(1), press_update(2)))
        blocker.execute("ROLLBACK")
        await until_stored(db, done=2)
        await inbox.accept(raws(message_update(1)))
        await settled(inbox)
    blocker.close()
    assert len(telegram.calls("sendMessage")) == 1


async def test_a_full_disk_does_not_stop_the_answers(
    db: Database, bot: Bot, telegram: ScriptedTelegram
) -> None:
    """When the file may not grow the bot still answers what comes, and goes on storing when there is room."""
    (pages,) = next(iter(await db._writer.execute_fetchall("PRAGMA page_count")))
    await db._writer.execute(f"PRAGMA max_page_count = {pages}")
    long = [message_update(number, "длинно " * 500, chat=number) for number in range(1, 8)]
    async with running_inbox(db, bot, reply) as inbox:
        await inbox.accept(raws(*long))
        await settled(inbox)
        assert len(telegram.calls("sendMessage")) == 7
        await db._writer.execute("PRAGMA max_page_count = 1073741823")
        await inbox.accept(raws(message_update(8)))
        await settled(inbox)
    assert await counts(db) == {UpdateState.DONE: 8}


async def test_a_read_only_database_does_not_stop_the_answers(
    db: Database, bot: Bot, telegram: ScriptedTelegram
) -> None:
    """A database that turned read-only under the running bot leaves reading and menus alive."""
    async with running_inbox(db, bot, reply) as inbox:
        await db._writer.execute("PRAGMA query_only = ON")
        await inbox.accept(raws(press_update(1), message_update(2)))
        assert len(telegram.calls("answerCallbackQuery")) == 1
        assert len(telegram.calls("sendMessage")) == 1
        await db._writer.execute("PRAGMA query_only = OFF")


async def test_a_reply_that_never_left_goes_out_when_the_network_is_back(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Telegram out of reach while a question is handled: it is answered once, as soon as it is reached again."""
    monkeypatch.setattr("bot.updates.dispatcher.LONGEST_PAUSE", 0.2)
    seen: list[bool] = []

    async def handle(message: Message, interrupted: bool) -> None:
        seen.append(interrupted)
        await reply(message, interrupted)

    async with scripted_telegram() as first:
        port = int(first.url.rpartition(":")[2])
    async with bot_at(first.url) as bot, running_inbox(db, bot, handle) as inbox:
        await inbox.accept(raws(message_update(1)))
        await until(lambda: bool(seen))
        async with scripted_telegram(port) as second:
            await second.until("sendMessage")
            await settled(inbox)
            assert len(second.calls("sendMessage")) == 1
    assert set(seen) == {False}
    assert await counts(db) == {UpdateState.DONE: 1}


@pytest.mark.parametrize("answer", [dropped, refused(403, "Forbidden: bot was blocked by the user")])
async def test_a_reply_that_may_have_arrived_is_not_sent_again(
    db: Database, bot: Bot, telegram: ScriptedTelegram, answer: Any
) -> None:
    """A broken connection or a refusal ends the update: neither now nor after a restart is it sent again."""
    telegram.on("sendMessage", answer)
    for _ in range(2):
        async with running_inbox(db, bot, reply) as inbox:
            await inbox.accept(raws(message_update(1)))
            await settled(inbox)
    assert len(telegram.calls("sendMessage")) == 1
    assert await counts(db) == {UpdateState.FAILED: 1}


async def test_a_flood_of_updates_waits_outside(
    db: Database, bot: Bot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """When many updates are open no more are inbox until some are done."""
    caplog.set_level(logging.ERROR)
    monkeypatch.setattr("bot.updates.inbox.MOST_OPEN", 3)
    go = asyncio.Event()

    async def handle(*_: object) -> None:
        await go.wait()

    async with running_inbox(db, bot, handle) as inbox:
        await inbox.wait_for_capacity()
        await inbox.accept(raws(*(message_update(number) for number in range(3))))
        waiting = asyncio.create_task(inbox.wait_for_capacity())
        await asyncio.sleep(0.01)
        assert not waiting.done()
        go.set()
        await waiting
        await settled(inbox)
