"""Receiving updates: who may bring them, and when they are acknowledged."""

import asyncio
import json
import socket
import sqlite3
from collections.abc import AsyncIterator
from io import BytesIO

import aiohttp
import pytest
from aiogram import Bot

from bot.fatal_errors import PortTaken
from bot.updates.inbox import UpdateInbox
from bot.updates.webhook import LARGEST_BODY, SECRET_HEADER, Webhook
from data.database import Database
from data.messaging.inbox import UpdateState
from tests.bot.scripted_telegram import ScriptedTelegram, message_update
from tests.bot.updates.inbox_fixtures import counts, reply, running_inbox, settled

SECRET = "secret_of_the-webhook_0123456789ABC"


@pytest.fixture
async def inbox(db: Database, bot: Bot) -> AsyncIterator[UpdateInbox]:
    async with running_inbox(db, bot, reply) as taken:
        yield taken


@pytest.fixture
async def address(inbox: UpdateInbox) -> AsyncIterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    async with Webhook(inbox, SECRET).listening("https://bot.example.ru/hook", ("127.0.0.1", port)):
        yield f"http://127.0.0.1:{port}/hook"


async def deliver(address: str, body: object, secret: str | None = SECRET) -> int:
    data = BytesIO(body if isinstance(body, bytes) else json.dumps(body).encode())
    headers = {SECRET_HEADER: secret} if secret is not None else {}
    async with (
        aiohttp.ClientSession() as session,
        session.post(address, data=data, headers=headers) as answer,
    ):
        return answer.status


async def test_a_delivery_is_stored_before_it_is_acknowledged(
    address: str, db: Database, inbox: UpdateInbox, telegram: ScriptedTelegram
) -> None:
    """When Telegram hears 200 the update is in the database; then it is answered, once, however often it comes."""
    assert await deliver(address, message_update(1)) == 200
    assert sum((await counts(db)).values()) == 1
    assert await deliver(address, message_update(1)) == 200
    await settled(inbox)
    assert len(telegram.calls("sendMessage")) == 1


@pytest.mark.parametrize("secret", [None, "", SECRET[:-1], SECRET + "x", "секрет"])
async def test_without_the_secret_nothing_comes_in(address: str, db: Database, secret: str | None) -> None:
    """A missing or wrong secret is answered with 401 and leaves no trace."""
    shown = secret.encode().decode("latin-1") if secret else secret
    assert await deliver(address, message_update(1), shown) == 401
    assert await counts(db) == {}


async def test_a_body_too_large_is_refused(address: str, db: Database) -> None:
    """Nobody fills the memory through the webhook."""
    assert await deliver(address, b"[" * (LARGEST_BODY + 1)) == 413
    assert await counts(db) == {}


@pytest.mark.parametrize("body", [b"", b"not json", b"[]", b'{"update_id":"1"}', b"[" * 100_000])
async def test_what_is_no_update_is_acknowledged_and_dropped(address: str, db: Database, body: bytes) -> None:
    """Refusing it would bring it back for a day."""
    assert await deliver(address, body) == 200
    assert await counts(db) == {}


async def test_a_malformed_update_is_acknowledged_and_set_aside(
    address: str, db: Database, inbox: UpdateInbox
) -> None:
    """A delivery that no model understands is kept, and not brought again."""
    assert await deliver(address, b'{"update_id":1,"message":{"text":"\\ud83d"}}') == 200
    await settled(inbox)
    await inbox._completed.flush()
    assert await counts(db) == {UpdateState.MALFORMED: 1}


async def test_a_locked_database_delays_the_acknowledgement_only(
    address: str, db: Database, telegram: ScriptedTelegram
) -> None:
    """What cannot be stored is answered first and acknowledged after that."""
    await db._writer.execute("PRAGMA busy_timeout = 50")
    blocker = sqlite3.connect(db.path, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    assert await deliver(address, message_update(1)) == 200
    assert len(telegram.calls("sendMessage")) == 1
    blocker.execute("ROLLBACK")
    blocker.close()


async def test_other_paths_and_methods_are_not_served(address: str) -> None:
    """Only a POST to the webhook's own path is heard."""
    async with aiohttp.ClientSession() as session:
        async with session.get(address) as answer:
            assert answer.status == 405
        async with session.post(address + "x") as answer:
            assert answer.status == 404


async def test_a_taken_port_is_told(inbox: UpdateInbox) -> None:
    """A port that another process has is refused by name, not by a traceback."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        webhook = Webhook(inbox, SECRET)
        with pytest.raises(PortTaken):
            async with webhook.listening("https://bot.example.ru/hook", taken.getsockname()):
                pass


async def test_many_deliveries_at_once_are_all_answered(
    address: str, inbox: UpdateInbox, telegram: ScriptedTelegram
) -> None:
    """A burst over many connections loses none."""
    updates = [message_update(number, chat=number) for number in range(1, 21)]
    assert set(await asyncio.gather(*(deliver(address, update) for update in updates))) == {200}
    await settled(inbox)
    assert len(telegram.calls("sendMessage")) == 20


async def test_a_path_that_a_proxy_changes_is_in_the_log(
    address: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Telegram's own delivery to another path is refused and told; another visitor's is refused alone."""
    base = address.removesuffix("hook")
    assert await deliver(base, message_update(1), secret=None) == 404
    assert "WEBHOOK_URL" not in caplog.text
    assert await deliver(base, message_update(1)) == 404
    assert "Telegram delivers to /: that is not the path of WEBHOOK_URL" in caplog.text
