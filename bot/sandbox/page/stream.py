"""Everything that one tab has to know, as it happens, over a WebSocket.

Not server-sent events: a browser keeps six connections to a host over HTTP/1.1, and each tab would hold one.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Final

from aiohttp import web

from bot.sandbox.page.queries import is_worth_telling
from bot.sandbox.page.shared import PAGE, Page, is_in
from bot.sandbox.page.views import call_view, chat_view, message_view, unread_view
from bot.sandbox.schema.bot_api import Payload, dumped
from bot.sandbox.schema.errors import ApiError
from bot.sandbox.state.events import Event, Happening
from bot.sandbox.state.users import User

HEARTBEAT: Final = 20.0  # seconds
FOREVER: Final = 3600.0
Teller = Callable[[Page, User, Event], Payload | None]


async def handle_stream(request: web.Request) -> web.StreamResponse:
    """`?as=` says whose tab it is. The first message is `hello`: from then on nothing is missed."""
    page, number = request.app[PAGE], request.query.get("as", "")
    if not number.isdecimal() or not page.is_cast(int(number)):
        raise web.HTTPForbidden
    socket = web.WebSocketResponse(heartbeat=HEARTBEAT)
    await socket.prepare(request)
    page.streams.add(socket)
    pouring = asyncio.create_task(_greet(page, int(number), socket))
    try:
        async for _ in socket:
            pass
    finally:
        pouring.cancel()
        page.streams.discard(socket)
    return socket


async def say_farewell(socket: web.WebSocketResponse) -> None:
    """Everything begins anew: the tab says so until it has come back."""
    with suppress(ConnectionError):
        await _tell(socket, {"kind": "reset"})
    await socket.close()


async def _greet(page: Page, number: int, socket: web.WebSocketResponse) -> None:
    await page.ready.wait()
    try:
        user = page.person(number).user
    except ApiError:
        # Nobody has come on stage yet: the tab tries again.
        await socket.close()
        return
    if not page.visited:
        page.visited = True
        page.catch_up()
    try:
        with suppress(ConnectionError):
            await _pour(page, user, socket)
    finally:
        # A tab that is told nothing more must notice it, to come back.
        await socket.close()


async def _pour(page: Page, user: User, socket: web.WebSocketResponse) -> None:
    events = page.telegram.events
    mark = events.count
    await _tell(socket, {"kind": "hello"})
    while not socket.closed:
        await events.until(lambda: events.count > mark, FOREVER)  # noqa: B023 - looked at before mark changes
        news = list(events.since(mark))
        mark = events.count
        for told in _told(page, user, news[::-1]):
            await _tell(socket, told)


def _told(page: Page, user: User, news: list[Event]) -> Iterator[Payload]:
    for event in news:
        told = TELLERS.get(event.kind, _nothing)(page, user, event)
        if told is not None:
            yield {"kind": event.kind.value, "chat": event.chat_id, **told}
    if any(event.kind in (Happening.MESSAGE, Happening.DELETE, Happening.READ) for event in news):
        yield {"kind": "unread", "unread": unread_view(page)}


def _message(page: Page, user: User, event: Event) -> Payload | None:
    chat = page.telegram.world.chats.get(event.chat_id or 0)
    if chat is None or not is_in(user, chat):
        return None
    message = chat.messages.get(event.data["message_id"])
    return {"message": message_view(user, message)} if message else None


def _deletion(page: Page, user: User, event: Event) -> Payload | None:
    chat = page.telegram.world.chats.get(event.chat_id or 0)
    return {"message_id": event.data["message_id"]} if chat and is_in(user, chat) else None


def _chat(page: Page, user: User, event: Event) -> Payload | None:
    chat = page.telegram.world.chats.get(event.chat_id or 0)
    mine = chat is not None and (not chat.is_private or chat.person is user)
    return {"view": chat_view(page, user, chat)} if chat and mine else None


def _action(page: Page, user: User, event: Event) -> Payload | None:
    chat = page.telegram.world.chats.get(event.chat_id or 0)
    return {"action": event.data["action"]} if chat and is_in(user, chat) else None


def _answer(page: Page, user: User, event: Event) -> Payload | None:
    """What the bot answered to a button, for who pressed it."""
    query = page.telegram.callbacks.asked.get(event.data["query_id"])
    if query is None or query.user is not user:
        return None
    return {"message_id": query.message.id, "data": query.data, "answer": query.answer}


def _call(page: Page, _user: User, event: Event) -> Payload | None:
    number = event.data["number"]
    entry = next((one for one in reversed(page.telegram.journal.entries) if one.number == number), None)
    return {"call": call_view(entry)} if entry and is_worth_telling(entry) else None


def _clock(page: Page, _user: User, _event: Event) -> Payload:
    return {"now": page.controls.now().isoformat()}


def _nothing(_page: Page, _user: User, _event: Event) -> None:
    return None


async def _tell(socket: web.WebSocketResponse, told: Payload) -> None:
    await socket.send_str(dumped(told).decode())


TELLERS: Final[dict[Happening, Teller]] = {
    Happening.MESSAGE: _message,
    Happening.EDIT: _message,
    Happening.REACTION: _message,
    Happening.DELETE: _deletion,
    Happening.PIN: _chat,
    Happening.MEMBER: _chat,
    Happening.CHAT: _chat,
    Happening.ACTION: _action,
    Happening.ANSWER: _answer,
    Happening.CALL: _call,
    Happening.CLOCK: _clock,
}
