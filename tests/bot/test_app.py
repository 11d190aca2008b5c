"""The bot as a whole, in this process, against a local Telegram that misbehaves."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import App
from bot.callbacks.roadmap import OpenHome, OpenSpheres
from bot.fatal_errors import TokenMissing, TokenRefused
from bot.sandbox.api.options import Options
from bot.sandbox.server import Sandbox
from bot.settings import Settings
from data.lock import AlreadyRunning
from tests.bot_harness import INDEXES

CALM = Options(rates=None, callback_deadline=600.0, patience=30.0)
SECRET = "secret_of_the-webhook_0123456789ABC"


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox.running(options=CALM) as running:
        yield running


@pytest.fixture
def settings(sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    return Settings(
        bot_token=sandbox.token,
        telegram_api_url=sandbox.url,
        database_path=tmp_path / "roadmap.db",
        read_access="everyone",
    )


@pytest.fixture
async def app(sandbox: Sandbox, settings: Settings) -> AsyncIterator[App]:
    async with App.running(settings, indexes=INDEXES) as running:
        sandbox.settles_when(lambda: running.inbox.is_idle)
        await running.ready.wait()
        yield running


@pytest.mark.usefixtures("app")
async def test_an_empty_database_answers_at_once(sandbox: Sandbox) -> None:
    """The first start imports the roadmap that ships; a question in words is answered from it."""
    anna = sandbox.person("Анна", language_code="ru")
    await anna.sends("/start")
    await anna.sends("что за Минстроем?")
    assert all(number in anna.text for number in ("3.1", "3.2", "3.3"))
    await sandbox.settled()
    sandbox.check()


@pytest.mark.usefixtures("app")
async def test_one_chat_in_flood_leaves_the_menus_of_others_alive(sandbox: Sandbox) -> None:
    """While one person's answer must wait three seconds, another one's menu opens; then the answer comes, once."""
    anna, boris = sandbox.person("Анна"), sandbox.person("Борис")
    await boris.sends("/start")
    sandbox.faults.too_many_requests(3, method="sendMessage", chat_id=anna.id)
    asked = sandbox.clock.now()
    anna.writes("3.2")
    await boris.presses_data(OpenSpheres().pack(), changes=True)
    assert sandbox.clock.now() - asked < 3
    await anna.sees("3.2")
    assert sandbox.clock.now() - asked >= 3
    await sandbox.settled()
    assert len(anna.history()) == 2


@pytest.mark.usefixtures("app")
async def test_a_reply_without_an_answer_is_not_sent_again(sandbox: Sandbox) -> None:
    """The message was executed and its answer lost: it stands once, and the bot says that it is not sure."""
    anna = sandbox.person("Анна")
    sandbox.faults.dropped_connection(executes=True, method="sendMessage")
    anna.writes("3.2")
    await sandbox.settled()
    replies = [seen.text for seen in anna.history() if seen.card["from"]["is_bot"]]
    assert len(replies) == 2
    assert replies[0] != replies[1]


async def test_a_locked_database_leaves_menus_alive(sandbox: Sandbox, app: App) -> None:
    """Nothing can be stored: menus open, and the process lives; afterwards all is as before."""
    anna = sandbox.person("Анна")
    await anna.sends("/start")
    await sandbox.settled()
    database = app.settings.database_path
    blocker = sqlite3.connect(database, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    await anna.presses_data(OpenSpheres().pack(), changes=True)
    blocker.execute("ROLLBACK")
    blocker.close()
    await anna.presses_data(OpenHome().pack(), changes=True)
    assert not app.working.done()


async def test_the_webhook_brings_updates(sandbox: Sandbox, settings: Settings, unused_tcp_port: int) -> None:
    """With WEBHOOK_URL nothing is fetched: updates come in at the listening port and are answered."""
    listen = f"127.0.0.1:{unused_tcp_port}"
    hooked = {"webhook_url": f"http://{listen}/hook", "webhook_secret": SECRET, "webhook_listen": listen}
    received = Settings(**(settings.model_dump() | hooked))
    async with App.running(received, indexes=INDEXES) as app:
        await app.ready.wait()
        anna = sandbox.person("Анна")
        await anna.sends("3.2")
        assert "3.2" in anna.text
        assert sandbox.journal.calls("getUpdates") == []


async def test_two_apps_do_not_share_a_database(app: App, settings: Settings) -> None:
    """The second one is refused before it touches anything."""
    with pytest.raises(AlreadyRunning):
        async with App.running(settings):
            pass
    assert not app.working.done()


async def test_without_a_token_nothing_is_touched(settings: Settings) -> None:
    """A missing token is told before a database is made."""
    with pytest.raises(TokenMissing):
        async with App.running(settings.model_copy(update={"bot_token": Settings().bot_token})):
            pass
    assert not settings.database_path.exists()


async def test_a_revoked_token_ends_the_work(sandbox: Sandbox, app: App) -> None:
    """401 while it runs: the work ends by saying so."""
    sandbox.faults.unauthorized(method="getUpdates")
    sandbox.person("Анна").writes("/start")
    with pytest.raises(TokenRefused):
        await app.working
