"""Fetching updates through everything a network and a server do."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiogram import Bot
from aiogram.methods import GetUpdates

from bot.fatal_errors import AnotherPoller, TokenRefused
from bot.telegram.errors import AmbiguousOutcome, NotSent, UnexpectedResponse
from bot.telegram.session import TelegramSession
from bot.updates import polling
from bot.updates.inbox import UpdateInbox
from bot.updates.polling import Polling
from data.database import Database
from data.messaging.inbox import UpdateState
from tests.bot.scripted_telegram import (
    Answer,
    ScriptedTelegram,
    bot_at,
    dropped,
    message_update,
    ok,
    page,
    raw,
    refused,
    scripted_telegram,
)
from tests.bot.updates.inbox_fixtures import counts, reply, running_inbox, settled

CONFLICT = refused(409, "Conflict: terminated by other getUpdates request; make sure that only one bot runs")
WEBHOOK = refused(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook")


@pytest.fixture
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred times faster than in life."""
    monkeypatch.setattr(polling, "jittered", lambda seconds: seconds / 100)
    monkeypatch.setattr(polling, "SHORTEST_POLL", 0.01)


def poll(bot: Bot, inbox: UpdateInbox) -> "asyncio.Task[None]":
    assert isinstance(bot.session, TelegramSession)
    return asyncio.create_task(Polling(bot.session, bot, inbox, ["message"]).run())


@asynccontextmanager
async def polled(db: Database, bot: Bot) -> AsyncIterator[tuple[UpdateInbox, "asyncio.Task[None]"]]:
    async with running_inbox(db, bot, reply) as inbox:
        task = poll(bot, inbox)
        try:
            yield inbox, task
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def test_updates_are_confirmed_after_they_were_stored(
    db: Database, bot: Bot, telegram: ScriptedTelegram
) -> None:
    """The next request names the number after the last one, and by then the updates are in the database."""
    await telegram.brings(message_update(5), message_update(6))
    async with polled(db, bot):
        _, second = await telegram.until("getUpdates", 2)
        assert second.parameters["offset"] == 7
        assert sum((await counts(db)).values()) == 2
        await telegram.until("sendMessage", 2)


@pytest.mark.usefixtures("brisk")
async def test_after_a_quiet_poll_no_number_is_named(
    db: Database, bot: Bot, telegram: ScriptedTelegram
) -> None:
    """Once nothing is left to confirm, a lower number is not asked away: Telegram may start counting anew."""
    telegram.on("getUpdates", ok([message_update(900)]), ok([]), ok([message_update(3)]), ok([]))
    async with polled(db, bot):
        asked = await telegram.until("getUpdates", 4)
        await telegram.until("sendMessage", 2)
    assert [call.parameters.get("offset") for call in asked[:4]] == [None, 901, None, 4]


async def test_one_malformed_update_does_not_stop_the_batch(
    db: Database, bot: Bot, telegram: ScriptedTelegram
) -> None:
    """Broken updates, even one without a number or with half a letter, are passed; their neighbours are answered."""
    broken = b'{"ok":true,"result":[{"update_id":1,"message":{"message_id":1}},{"update_id":"x"},7,'
    broken += b'{"update_id":2,"message":{"text":"\\ud83d"}},%s]}'
    good = message_update(3)
    telegram.on("getUpdates", raw(broken.replace(b"%s", json.dumps(good).encode())), ok([]))
    async with polled(db, bot) as (inbox, _):
        asked = await telegram.until("getUpdates", 2)
        await settled(inbox)
    assert asked[1].parameters["offset"] == 4
    assert len(telegram.calls("sendMessage")) == 1
    assert await counts(db) == {UpdateState.MALFORMED: 2, UpdateState.DONE: 1}


@pytest.mark.parametrize(
    "answer",
    [
        page(502),
        page(200, "<html>Доступ ограничен</html>"),
        refused(500, "Internal Server Error"),
        refused(404, "Not Found"),
        dropped,
        ok({"not": "a list"}),
        raw(b"\xff\xfe"),
    ],
)
@pytest.mark.usefixtures("brisk")
async def test_polling_survives_whatever_answers(
    db: Database, bot: Bot, telegram: ScriptedTelegram, answer: Answer
) -> None:
    """Pages, stubs, server errors and broken connections are waited out; then updates come again."""
    telegram.on("getUpdates", answer, answer, answer, ok([message_update(1)]), ok([]))
    async with polled(db, bot) as (_, task):
        await telegram.until("sendMessage")
        assert not task.done()


async def test_a_sick_server_is_spared_and_a_missing_network_is_not(bot: Bot, db: Database) -> None:
    """Pauses grow to 30 s where something answers wrongly, and never over 3 s where nothing answers."""
    asked = GetUpdates()
    async with running_inbox(db, bot, reply) as inbox:
        assert isinstance(bot.session, TelegramSession)
        polled_by = Polling(bot.session, bot, inbox, [])
        polled_by._failures = 10
        sick = [polled_by._backoff(UnexpectedResponse(asked, "page")) for _ in range(50)]
        away = [
            polled_by._backoff(kind(asked, "away")) for kind in (NotSent, AmbiguousOutcome) for _ in range(50)
        ]
    assert min(sick) >= 15
    assert max(sick) <= 30
    assert min(away) >= 1.5
    assert max(away) <= 3


async def test_polling_is_back_soon_after_the_network(db: Database) -> None:
    """Nothing listens for a while; within five seconds of its return the first update is answered."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    loop = asyncio.get_running_loop()
    async with bot_at(f"http://127.0.0.1:{port}") as bot, polled(db, bot):
        await asyncio.sleep(4)  # long enough for the pauses to have grown
        async with scripted_telegram(port) as telegram:
            returned = loop.time()
            await telegram.brings(message_update(1))
            await telegram.until("sendMessage")
            assert loop.time() - returned <= 5


async def test_an_eager_server_is_not_asked_without_end(
    db: Database, bot: Bot, telegram: ScriptedTelegram
) -> None:
    """A server that says «nothing» at once, instead of waiting, is asked twice a second and not more."""
    telegram.on("getUpdates", ok([]))
    started = asyncio.get_running_loop().time()
    async with polled(db, bot):
        await telegram.until("getUpdates", 4)
    assert asyncio.get_running_loop().time() - started >= 1.4


async def test_telegrams_wait_is_honoured_when_polling(
    db: Database, bot: Bot, telegram: ScriptedTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    """«retry after 7» on getUpdates is waited out in full before the next request."""
    telegram.on("getUpdates", refused(429, "Too Many Requests: retry after 7", retry_after=7), ok([]))
    slept: list[float] = []
    real = asyncio.sleep

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        await real(0)

    async with running_inbox(db, bot, reply) as inbox:
        monkeypatch.setattr("bot.updates.polling.asyncio.sleep", sleep)
        task = poll(bot, inbox)
        await telegram.until("getUpdates", 2)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert 7.0 in slept


async def test_a_refused_token_ends_polling(db: Database, bot: Bot, telegram: ScriptedTelegram) -> None:
    """401 is not tried again: the process has to end."""
    telegram.on("getUpdates", ok([]), refused(401, "Unauthorized"))
    async with polled(db, bot) as (_, task):
        with pytest.raises(TokenRefused):
            await task
    assert len(telegram.calls("getUpdates")) == 2


@pytest.mark.usefixtures("brisk")
async def test_three_conflicts_end_polling(db: Database, bot: Bot, telegram: ScriptedTelegram) -> None:
    """One or two conflicts may be the old instance going; the third means that another one stays."""
    telegram.on("getUpdates", CONFLICT, CONFLICT, ok([message_update(1)]), CONFLICT)
    async with polled(db, bot) as (_, task):
        with pytest.raises(AnotherPoller):
            await task
        await telegram.until("sendMessage")
    assert len(telegram.calls("getUpdates")) == 4


@pytest.mark.usefixtures("brisk")
async def test_a_webhook_in_the_way_is_removed_and_its_updates_kept(
    db: Database, bot: Bot, telegram: ScriptedTelegram
) -> None:
    """A webhook left behind is deleted without dropping what waits, and polling goes on."""
    telegram.on("getUpdates", WEBHOOK, WEBHOOK, WEBHOOK, WEBHOOK, ok([message_update(1)]), ok([]))
    async with polled(db, bot):
        await telegram.until("sendMessage")
    assert telegram.calls("deleteWebhook")[0].parameters == {"drop_pending_updates": False}
