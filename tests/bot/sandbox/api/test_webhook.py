"""Webhooks: settings, delivery in order, repetition, and replies that are carried out."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

import pytest
from aiohttp import MultipartWriter, payload, web

from bot.sandbox.api.options import Options
from bot.sandbox.people.person import Person
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.server import Sandbox
from tests.bot.sandbox.bare_bot import Api

SECRET = "s" * 32


@dataclass
class Receiver:
    """The bot's own web server: what it got, and what it answers next."""

    url: str = ""
    got: list[Payload] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    answers: list[web.Response] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle(self, request: web.Request) -> web.Response:
        self.got.append(await request.json())
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        await self.gate.wait()
        return self.answers.pop(0) if self.answers else web.Response()

    def texts(self) -> list[str]:
        return [update.get("message", {}).get("text", "…") for update in self.got]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    receiver.gate.set()
    app = web.Application()
    app.router.add_post("/hook", receiver.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


async def failed(sandbox: Sandbox, status: str) -> None:
    """Wait until a delivery has failed with this status."""

    def said() -> bool:
        webhook = sandbox.telegram.webhook
        return webhook is not None and webhook.last_error is not None and status in webhook.last_error.message

    await sandbox.until(said)


class TestPublicAddresses:
    """What setWebhook of the public servers refuses."""

    @pytest.fixture
    def options(self) -> Options:
        return Options(local_webhooks=False)

    @pytest.mark.parametrize(
        ("parameters", "description"),
        [
            ({"url": "http://example.com/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
            (
                {"url": "https://example.com:8080/"},
                "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
            ),
            ({"url": "https://127.0.0.1/"}, "bad webhook: IP address 127.0.0.1 is reserved"),
            ({"url": "https://[::1]:x/"}, "invalid webhook URL specified"),
            ({"url": "nonsense"}, "invalid webhook URL specified"),
            ({"url": "https://example.com/", "secret_token": "s" * 257}, "secret token is too long"),
            (
                {"url": "https://example.com/", "secret_token": "тайна"},
                "secret token contains unallowed characters",
            ),
        ],
    )
    async def test_refused(self, api: Api, parameters: Payload, description: str) -> None:
        """Only public HTTPS addresses on four ports, and secrets of a simple alphabet."""
        assert await api.refusal("setWebhook", **parameters) == f"Bad Request: {description}"

    async def test_once_a_second(self, api: Api) -> None:
        """A second call within a second has to wait."""
        url = "https://example.invalid/hook"
        await api.ok("setWebhook", url=url)
        assert await api.refusal("setWebhook", url=url) == "Too Many Requests: retry after 1"


async def test_updates_arrive_with_the_secret(api: Api, anna: Person, receiver: Receiver) -> None:
    """Each update is posted as JSON with the secret in a header, and is then done with."""
    answer = await api.answer("setWebhook", url=receiver.url, secret_token=SECRET)
    assert answer["description"] == "Webhook was set"
    anna.writes("раз")
    await api.sandbox.until(lambda: receiver.texts() == ["раз"])
    assert receiver.secrets == [SECRET]
    await api.sandbox.settled()
    info = await api.ok("getWebhookInfo")
    assert (info["url"], info["pending_update_count"], info["max_connections"]) == (receiver.url, 0, 40)


async def test_a_chat_is_served_in_order(
    api: Api, sandbox: Sandbox, anna: Person, receiver: Receiver
) -> None:
    """A chat's next update waits for the one before; another chat's does not."""
    boris = sandbox.person("Борис")
    receiver.gate.clear()
    await api.ok("setWebhook", url=receiver.url)
    for text in ("раз", "два"):
        anna.writes(text)
    boris.writes("привет")
    await sandbox.until(lambda: sorted(receiver.texts()) == ["привет", "раз"])
    receiver.gate.set()
    await sandbox.until(lambda: len(receiver.got) == 3)
    assert receiver.texts()[-1] == "два"


async def test_a_refused_delivery_is_repeated(
    api: Api, sandbox: Sandbox, anna: Person, receiver: Receiver
) -> None:
    """After an error the same update comes again, later each time, or when Retry-After says."""
    receiver.answers = [web.Response(status=500), web.Response(status=503, headers={"Retry-After": "30"})]
    await api.ok("setWebhook", url=receiver.url)
    anna.writes("раз")
    await failed(sandbox, "500")
    info = await api.ok("getWebhookInfo")
    assert info["last_error_message"].startswith("Wrong response from the webhook: 500")
    sandbox.advance(1)
    await failed(sandbox, "503")
    sandbox.advance(29)
    assert len(receiver.got) == 2
    sandbox.advance(1)
    await sandbox.until(lambda: len(receiver.got) == 3)
    assert {update["update_id"] for update in receiver.got} == {receiver.got[0]["update_id"]}
    await sandbox.settled()


@pytest.mark.parametrize("form", ["json", "urlencoded", "multipart"])
async def test_a_method_in_the_answer_is_carried_out(
    api: Api, anna: Person, receiver: Receiver, form: str
) -> None:
    """A bot may answer a delivery with a method call, in JSON or as a form."""
    call = {"method": "sendMessage", "chat_id": str(anna.id), "text": "из ответа"}
    receiver.answers = [reply(form, call)]
    await api.ok("setWebhook", url=receiver.url)
    seen = await anna.sends("раз")
    assert seen.text == "из ответа"


def reply(form: str, call: dict[str, str]) -> web.Response:
    if form == "json":
        return web.json_response(call)
    if form == "urlencoded":
        return web.Response(text=urlencode(call), content_type="application/x-www-form-urlencoded")
    writer = MultipartWriter("form-data")
    for name, value in call.items():
        part = payload.StringPayload(value)
        part.set_content_disposition("form-data", name=name)
        writer.append(part)
    return web.Response(body=writer)


async def test_questions_in_the_answer_are_ignored(
    api: Api, sandbox: Sandbox, anna: Person, receiver: Receiver
) -> None:
    """get…, setWebhook and deleteWebhook do nothing there."""
    receiver.answers = [web.json_response({"method": "deleteWebhook"})]
    await api.ok("setWebhook", url=receiver.url)
    anna.writes("раз")
    await sandbox.settled()
    assert (await api.ok("getWebhookInfo"))["url"] == receiver.url
    assert sandbox.journal.calls("deleteWebhook") == []


async def test_gone_for_a_day_ends_the_webhook(
    api: Api, sandbox: Sandbox, anna: Person, receiver: Receiver
) -> None:
    """After 23 hours of 410 the webhook is given up and polling works again."""
    receiver.answers = [web.Response(status=410) for _ in range(9)]
    await api.ok("setWebhook", url=receiver.url)
    anna.writes("раз")
    await failed(sandbox, "410")
    sandbox.advance(23 * 3600)
    await sandbox.until(lambda: len(receiver.got) == 2)
    await sandbox.until(lambda: sandbox.telegram.webhook is not None and sandbox.telegram.webhook.gone)
    assert [update["message"]["text"] for update in await api.updates()] == ["раз"]


async def test_deleting_a_webhook(api: Api, anna: Person, receiver: Receiver) -> None:
    """Updates that wait stay for polling, unless they are to be dropped; both answers say what was done."""
    receiver.answers = [web.Response(status=500) for _ in range(9)]
    await api.ok("setWebhook", url=receiver.url)
    anna.writes("раз")
    answer = await api.answer("setWebhook", url="")
    assert answer["description"] == "Webhook was deleted"
    assert len(await api.updates(offset=-1)) == 1
    await api.answer("deleteWebhook", drop_pending_updates=True)
    assert await api.updates() == []
    assert (await api.ok("getWebhookInfo"))["url"] == ""


async def test_a_duplicate_is_posted_twice(
    api: Api, sandbox: Sandbox, anna: Person, receiver: Receiver
) -> None:
    """On demand the same update is delivered twice, as after a crash before the 200."""
    sandbox.duplicate_updates()
    await api.ok("setWebhook", url=receiver.url)
    anna.writes("раз")
    await sandbox.until(lambda: receiver.texts() == ["раз", "раз"])
