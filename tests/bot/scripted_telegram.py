"""A Bot API server over real HTTP that answers as a test has written down, and remembers what it was asked."""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiogram import Bot
from aiohttp import web

from bot.telegram.rate_limits import RateLimits
from bot.telegram.session import TelegramSession

TOKEN = "4815162342:AAFcanaryCanaryCANARYcanary0123456789"
PERSON: dict[str, Any] = {"id": 7, "is_bot": False, "first_name": "Анна"}
CHAT: dict[str, Any] = {"id": 7, "type": "private", "first_name": "Анна"}
ME: dict[str, Any] = {"id": 4815162342, "is_bot": True, "first_name": "Карта", "username": "roadmap_bot"}

Answer = Callable[[web.Request], "web.Response | asyncio.Future[web.Response]"]


@dataclass(frozen=True)
class Asked:
    """One request as it arrived; `parameters` of a JSON body, or None for another kind of body."""

    method: str
    parameters: Any
    content_type: str
    body: bytes
    at: float


def ok(result: Any) -> Answer:
    return lambda _: web.json_response({"ok": True, "result": result})


def refused(code: int, description: str, **parameters: Any) -> Answer:
    answer: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    return lambda _: web.json_response(
        answer | ({"parameters": parameters} if parameters else {}), status=code
    )


def page(status: int, text: str = "<html><h1>502 Bad Gateway</h1></html>") -> Answer:
    return lambda _: web.Response(text=text, status=status, content_type="text/html")


def raw(body: bytes) -> Answer:
    return lambda _: web.Response(body=body, content_type="application/json")


def dropped(request: web.Request) -> web.Response:
    """The connection breaks after the body was read."""
    assert request.transport is not None
    request.transport.close()
    return web.Response()


def hanging(_: web.Request) -> "asyncio.Future[web.Response]":
    return asyncio.get_running_loop().create_future()


def message(text: str = "Здравствуйте", message_id: int = 1) -> dict[str, Any]:
    return {"message_id": message_id, "date": 1_790_000_000, "chat": CHAT, "from": PERSON, "text": text}


def message_update(update_id: int, text: str = "спорт", chat: int = 7) -> dict[str, Any]:
    return {
        "update_id": update_id,
        "message": message(text) | {"chat": CHAT | {"id": chat}, "from": PERSON | {"id": chat}},
    }


def press_update(update_id: int, data: str = "home", chat: int = 7) -> dict[str, Any]:
    pressed = {"id": str(update_id), "from": PERSON, "chat_instance": "1", "data": data}
    return {
        "update_id": update_id,
        "callback_query": pressed | {"message": message() | {"chat": CHAT | {"id": chat}}},
    }


@dataclass
class ScriptedTelegram:
    """`answers` are used up in their order, the last one stays; a method without any is answered with True."""

    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    answers: dict[str, deque[Answer]] = field(default_factory=lambda: defaultdict(deque))
    news: asyncio.Condition = field(default_factory=asyncio.Condition)
    updates: list[dict[str, Any]] = field(default_factory=list)

    def on(self, method: str, *answers: Answer) -> None:
        self.answers[method] = deque(answers)

    def calls(self, method: str) -> list[Asked]:
        return [asked for asked in self.asked if asked.method == method]

    async def until(self, method: str, times: int = 1) -> list[Asked]:
        """Waits until the method was asked so often."""
        async with asyncio.timeout(20), self.news:
            await self.news.wait_for(lambda: len(self.calls(method)) >= times)
        return self.calls(method)

    async def brings(self, *updates: dict[str, Any]) -> None:
        """From now on getUpdates finds these too, until they are confirmed."""
        async with self.news:
            self.updates.extend(updates)
            self.news.notify_all()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        body = await request.read()
        parameters = json.loads(body) if request.content_type == "application/json" else None
        asked = Asked(method, parameters, request.content_type, body, asyncio.get_running_loop().time())
        async with self.news:
            self.asked.append(asked)
            self.news.notify_all()
        script = self.answers[method]
        if not script:
            return await self.usual(asked)
        answer = script[0](request) if len(script) == 1 else script.popleft()(request)
        return await answer if isinstance(answer, asyncio.Future) else answer

    async def usual(self, asked: Asked) -> web.Response:
        results: dict[str, Any] = {"getMe": ME, "sendMessage": message(), "sendDocument": message()}
        if asked.method == "getUpdates":
            results["getUpdates"] = await self._poll(asked.parameters.get("offset") or 0)
        return web.json_response({"ok": True, "result": results.get(asked.method, True)})

    async def _poll(self, offset: int) -> list[dict[str, Any]]:
        async with self.news:
            self.updates = [update for update in self.updates if update["update_id"] >= offset]
            await self.news.wait_for(lambda: self.updates)
            return self.updates[:100]


@asynccontextmanager
async def scripted_telegram(port: int = 0) -> AsyncIterator[ScriptedTelegram]:
    telegram = ScriptedTelegram()
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", telegram.handle)
    runner = web.AppRunner(
        app, access_log=None, handle_signals=False, shutdown_timeout=0.1, handler_cancellation=True
    )
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port, reuse_address=True).start()
    telegram.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield telegram
    finally:
        await runner.cleanup()


@asynccontextmanager
async def bot_at(
    url: str, proxy_url: str | None = None, limits: RateLimits | None = None
) -> AsyncIterator[Bot]:
    bot = Bot(TOKEN, session=TelegramSession(url, proxy_url, limits))
    try:
        yield bot
    finally:
        await bot.session.close()


class FakeTime:
    """A clock that only moves with sleeps, and remembers how long they were."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)

    def limits(self) -> RateLimits:
        return RateLimits(self.clock, self.sleep)
