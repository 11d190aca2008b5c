"""What a tab is told as it happens."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import ClientWebSocketResponse, WSMsgType

from tests.bot.sandbox.page.page_fixtures import ANNA, BORIS, STRANGER, Site

KEYBOARD = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}]]}


class Tab:
    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self.socket = socket
        self.heard: list[Any] = []

    async def until(self, fits: Callable[[Any], bool]) -> Any:
        """The first news that fits; everything before it is kept in `heard`."""
        while True:
            news = await self.socket.receive_json(timeout=3)
            self.heard.append(news)
            if fits(news):
                return news

    async def hears(self, kind: str) -> Any:
        return await self.until(lambda news: news["kind"] == kind)


@asynccontextmanager
async def tab(site: Site, person: int) -> AsyncIterator[Tab]:
    async with site.api.session.ws_connect(f"{site.url}/page/api/stream?as={person}") as socket:
        opened = Tab(socket)
        await opened.hears("hello")
        yield opened


async def test_everybody_in_the_group_sees_it_and_nobody_else(site: Site) -> None:
    """A message comes to members, with unread counts after it; to a stranger only what concerns no chat."""
    async with tab(site, BORIS) as boris, tab(site, STRANGER) as stranger:
        await site.api.ok("sendMessage", chat_id=site.group.id, text="Отчёт", disable_notification=True)
        told = (await boris.hears("message"))["message"]
        assert (told["card"]["text"], told["silent"], told["mine"]) == ("Отчёт", True, False)
        assert (await boris.hears("unread"))["unread"][str(BORIS)][str(site.group.id)] == {"1": 1}
        await stranger.hears("call")
        assert all("message" not in news for news in stranger.heard)


async def test_edits_deletions_pins_and_typing(site: Site) -> None:
    """Each comes as its own kind."""
    site.anna.writes("/start")
    async with tab(site, ANNA) as anna:
        await site.api.ok("sendChatAction", chat_id=ANNA, action="typing")
        assert (await anna.hears("action"))["action"] == "typing"
        number = (await site.api.ok("sendMessage", chat_id=ANNA, text="раз"))["message_id"]
        await site.api.ok("editMessageText", chat_id=ANNA, message_id=number, text="два")
        assert (await anna.hears("edit"))["message"]["card"]["text"] == "два"
        await site.api.ok("pinChatMessage", chat_id=ANNA, message_id=number)
        assert (await anna.hears("pin"))["view"]["pinned"] == [number]
        await site.api.ok("deleteMessage", chat_id=ANNA, message_id=number)
        assert (await anna.hears("delete"))["message_id"] == number


async def test_the_answer_to_a_button_is_for_who_pressed_it(site: Site) -> None:
    """Anna hears it with the button it belongs to; Boris, in the same group, does not."""
    message = await site.api.ok("sendMessage", chat_id=site.group.id, text="?", reply_markup=KEYBOARD)
    async with tab(site, ANNA) as anna, tab(site, BORIS) as boris:
        press = {"as": ANNA, "chat": site.group.id, "message": message["message_id"], "data": "yes"}
        await site.act("press", **press)
        query = next(one["callback_query"] for one in await site.api.updates() if "callback_query" in one)
        await site.api.ok("answerCallbackQuery", callback_query_id=query["id"], text="Принято")
        told = await anna.hears("answer")
        assert (told["data"], told["answer"]["text"]) == ("yes", "Принято")
        await boris.until(lambda news: news.get("call", {}).get("method") == "answerCallbackQuery")
        assert all(news["kind"] != "answer" for news in boris.heard)


async def test_the_bots_calls_are_told_with_their_timing(site: Site) -> None:
    """Refused ones too; the token is in none, and empty long polls are left out."""
    async with tab(site, ANNA) as anna:
        await site.api.updates()
        await site.api.refusal("sendMessage", chat_id=STRANGER, text="x")
        call = (await anna.hears("call"))["call"]
    assert (call["method"], call["status"], call["parameters"]["text"]) == ("sendMessage", 400, "x")
    assert call["ms"] >= 0
    assert site.sandbox.token not in str(anna.heard)


async def test_starting_afresh_brings_every_tab_back(site: Site) -> None:
    """Each tab is told and let go; one that comes back is greeted only when everything is there again."""
    begun, finish = asyncio.Event(), asyncio.Event()

    async def take_time() -> None:
        begun.set()
        await finish.wait()

    site.controls.reset = take_time  # type: ignore[method-assign] # a reset that lasts
    async with tab(site, ANNA) as anna:
        await site.act("fault", name="flood", on=True)
        resetting = asyncio.create_task(site.act("reset"))
        await anna.hears("reset")
        assert (await anna.socket.receive()).type is WSMsgType.CLOSE
    await begun.wait()
    async with site.api.session.ws_connect(f"{site.url}/page/api/stream?as={ANNA}") as socket:
        await site.api.ok("sendMessage", chat_id=site.group.id, text="Ещё готовится")
        finish.set()
        await resetting
        assert await socket.receive_json(timeout=3) == {"kind": "hello"}
    told = await site.look("people")
    assert not any(told["faults"].values())
    assert told["unread"][str(ANNA)][str(site.group.id)] == {}


async def test_nobody_outside_the_cast_is_told_anything(site: Site) -> None:
    async with site.api.session.get(f"{site.url}/page/api/stream?as=1") as response:
        assert response.status == 403


async def test_a_tab_that_comes_too_early_is_let_go(site: Site) -> None:
    """While the person does not exist yet, it is closed, to try again; afterwards it is greeted."""
    known = site.sandbox.state.users.pop(ANNA)
    async with site.api.session.ws_connect(f"{site.url}/page/api/stream?as={ANNA}") as socket:
        assert (await socket.receive(timeout=3)).type is WSMsgType.CLOSE
    site.sandbox.state.users[ANNA] = known
    async with tab(site, ANNA):
        pass
