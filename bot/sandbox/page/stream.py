"""Events of the chats one tab shows, sent as they happen over a WebSocket.

Not server-sent events: a browser keeps six connections to a host over HTTP/1.1, and each tab would hold one.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Final

from aiohttp import web

from bot.sandbox.page.queries import is_shown
from bot.sandbox.page.shared import PAGE, Page, is_in
from bot.sandbox.page.views import call_view, chat_view, message_view, unread_view
from bot.sandbox.schema.bot_api import Payload, dumped
from bot.sandbox.schema.errors import ApiError
from bot.sandbox.state.events import Event, EventKind
from bot.sandbox.state.users import User

HEARTBEAT: Final = 20.0  # seconds
FOREVER: Final = 3600.0
EventRenderer = Callable[[Page, User, Event], Payload | None]


async def handle_stream(request: web.Request) -> web.StreamResponse:
    """`?as=` is the id of the tab's character. The first message is `hello`: no later event is missed."""
    page, number = request.app[PAGE], request.query.get("as", "")
    if not number.isdecimal() or not page.is_character(int(number)):
        raise web.HTTPForbidden
    socket = web.WebSocketResponse(heartbeat=HEARTBEAT)
    await socket.prepare(request)
    page.streams.add(socket)
    sending = asyncio.create_task(_start_stream(page, int(number), socket))
    try:
        async for _ in socket:
            pass
    finally:
        sending.cancel()
        page.streams.discard(socket)
    return socket


async def announce_reset(socket: web.WebSocketResponse) -> None:
    """Sends `reset` and closes: the tab shows a notice until it has reconnected."""
    with suppress(ConnectionError):
        await _send(socket, {"kind": "reset"})
    await socket.close()


async def _start_stream(page: Page, number: int, socket: web.WebSocketResponse) -> None:
    await page.ready.wait()
    try:
        user = page.person(number).user
    except ApiError:
        # The characters are not created yet: the tab reconnects.
        await socket.close()
        return
    if not page.visited:
        page.visited = True
        page.mark_all_read()
    try:
        with suppress(ConnectionError):
            await _send_events(page, user, socket)
    finally:
        # A closed socket makes the tab reconnect; an open silent one would not.
        await socket.close()


async def _send_events(page: Page, user: User, socket: web.WebSocketResponse) -> None:
    events = page.telegram.events
    mark = events.count
    await _send(socket, {"kind": "hello"})
    while not socket.closed:
        await events.until(lambda: events.count > mark, FOREVER)  # noqa: B023 - looked at before mark changes
        new_events = list(events.since(mark))
        mark = events.count
        for payload in _rendered(page, user, new_events[::-1]):
            await _send(socket, payload)


def _rendered(page: Page, user: User, new_events: list[Event]) -> Iterator[Payload]:
    for event in new_events:
        payload = RENDERERS.get(event.kind, _nothing)(page, user, event)
        if payload is not None:
            yield {"kind": event.kind.value, "chat": event.chat_id, **payload}
    if any(event.kind in (EventKind.MESSAGE, EventKind.DELETE, EventKind.READ) for event in new_events):
        yield {"kind": "unread", "unread": unread_view(page)}


def _message(page: Page, user: User, event: Event) -> Payload | None:
    chat = page.telegram.state.chats.get(event.chat_id or 0)
    if chat is None or not is_in(user, chat):
        return None
    message = chat.messages.get(event.data["message_id"])
    return {"message": message_view(user, message)} if message else None


def _deletion(page: Page, user: User, event: Event) -> Payload | None:
    chat = page.telegram.state.chats.get(event.chat_id or 0)
    return {"message_id": event.data["message_id"]} if chat and is_in(user, chat) else None


def _chat(page: Page, user: User, event: Event) -> Payload | None:
    chat = page.telegram.state.chats.get(event.chat_id or 0)
    mine = chat is not None and (not chat.is_private or chat.person is user)
    return {"view": chat_view(page, user, chat)} if chat and mine else None


def _action(page: Page, user: User, event: Event) -> Payload | None:
    chat = page.telegram.state.chats.get(event.chat_id or 0)
    return {"action": event.data["action"]} if chat and is_in(user, chat) else None


def _answer(page: Page, user: User, event: Event) -> Payload | None:
    """The answer to a pressed button, for the user who pressed it."""
    query = page.telegram.callbacks.asked.get(event.data["query_id"])
    if query is None or query.user is not user:
        return None
    return {"message_id": query.message.id, "data": query.data, "answer": query.answer}


def _call(page: Page, _user: User, event: Event) -> Payload | None:
    number = event.data["number"]
    entry = next((one for one in reversed(page.telegram.journal.entries) if one.number == number), None)
    return {"call": call_view(entry)} if entry and is_shown(entry) else None


def _clock(page: Page, _user: User, _event: Event) -> Payload:
    return {"now": page.controls.now().isoformat()}


def _nothing(_page: Page, _user: User, _event: Event) -> None:
    return None


async def _send(socket: web.WebSocketResponse, payload: Payload) -> None:
    await socket.send_str(dumped(payload).decode())


RENDERERS: Final[dict[EventKind, EventRenderer]] = {
    EventKind.MESSAGE: _message,
    EventKind.EDIT: _message,
    EventKind.REACTION: _message,
    EventKind.DELETE: _deletion,
    EventKind.PIN: _chat,
    EventKind.MEMBER: _chat,
    EventKind.CHAT: _chat,
    EventKind.ACTION: _action,
    EventKind.ANSWER: _answer,
    EventKind.CALL: _call,
    EventKind.CLOCK: _clock,
}
