"""Requests of the page: read, handed to a page action, and answered in JSON."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.sandbox.api.calls import json_values
from bot.sandbox.page.shared import PAGE, Page
from bot.sandbox.people.person import Person
from bot.sandbox.schema.bot_api import dumped
from bot.sandbox.schema.errors import ApiError, bad_request
from bot.sandbox.schema.parameters import Parameters
from bot.sandbox.state.chats import Chat, Message
from bot.sandbox.state.users import User


@dataclass(frozen=True, slots=True)
class PageRequest:
    """`values` are those of the JSON body, or of the query string with whole numbers read."""

    page: Page
    values: Parameters

    @property
    def person(self) -> Person:
        """The character named by `as`. Raises `ApiError` 403."""
        return self.page.person(self.values.integer("as"))

    @property
    def user(self) -> User:
        return self.person.user

    @property
    def chat(self) -> Chat:
        """Raises `ApiError` 403 for a chat that the person is not in."""
        return self.page.chat(self.user, self.values.integer("chat"))

    @property
    def thread(self) -> int | None:
        """The open topic's id; None in General and in chats without topics."""
        topic = self.values.integer("topic")
        return topic if topic in self.chat.topics else None

    def message(self, name: str) -> Message:
        """The message whose id stands in the value `name`. Raises `ApiError` 400 when it was deleted."""
        found = self.chat.messages.get(self.values.integer(name))
        if found is None:
            raise bad_request("message not found")
        return found


PageAction = Callable[[PageRequest], Any]
Handler = Callable[[web.Request], Awaitable[web.Response]]


def get_handler(action: PageAction) -> Handler:
    """Handles a GET request; the result of `action` is sent as JSON."""

    async def handle(request: web.Request) -> web.Response:
        return await respond(action, PageRequest(request.app[PAGE], Parameters(_query(request))))

    return handle


def post_handler(action: PageAction) -> Handler:
    """Handles a POST request with a JSON body."""

    async def handle(request: web.Request) -> web.Response:
        body = await request.read()
        return await respond(action, PageRequest(request.app[PAGE], Parameters(json_values(body))))

    return handle


async def respond(action: PageAction, request: PageRequest) -> web.Response:
    """The result as JSON, or `{"error": …}` with the status of the `ApiError` that was raised."""
    try:
        result = action(request)
        if isinstance(result, Awaitable):
            result = await result
    except ApiError as error:
        return _json({"error": error.description}, error.code)
    return _json({} if result is None else result)


def _json(value: Any, status: int = 200) -> web.Response:
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return web.Response(body=dumped(value), status=status, content_type="application/json", headers=headers)


def _query(request: web.Request) -> dict[str, Any]:
    return {name: _number(value) for name, value in request.query.items()}


def _number(text: str) -> int | str:
    return int(text) if text.removeprefix("-").isdecimal() and text.isascii() else text
