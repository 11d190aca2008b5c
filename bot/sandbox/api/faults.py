"""Faults on demand: the errors of a network and of a busy server."""

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.api.calls import Reply
from bot.sandbox.schema.bot_api import dumped
from bot.sandbox.schema.errors import ApiError, too_many_requests

BAD_GATEWAY = b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"  # fmt: skip
STUB_PAGE = "<html><body><h1>Доступ ограничен</h1></body></html>".encode()
HTML = "text/html; charset=utf-8"
FOREVER = 3600.0


@dataclass(slots=True)
class Fault:
    """`reply` None drops the connection. `executes`: the call takes effect nevertheless.

    `method` and `chat_id` select the calls (any, when empty), `spares` names a method left alone; the fault is played
    `times` times after letting `skips` calls pass, with `delay` seconds before each reply.
    """

    name: str
    reply: Reply | None
    executes: bool = False
    delay: float = 0.0
    method: str = ""
    spares: str = ""
    chat_id: int | None = None
    times: int = 1
    skips: int = 0

    def matches(self, method: str, chat_id: Any) -> bool:
        there = self.chat_id is None or str(self.chat_id) == str(chat_id)
        named = self.method.lower() in ("", method.lower())
        return there and named and method.lower() != self.spares.lower()


@dataclass(slots=True)
class Faults:
    """Every method below plans one fault. `where` takes `method`, `spares`, `chat_id`, `times` and `skips`."""

    planned: list[Fault] = field(default_factory=list)

    def too_many_requests(self, retry_after: int | None = 3, **where: Any) -> Fault:
        """429; with None it comes without parameters, as some proxies send it."""
        if retry_after is None:
            return self._plan("429", refusal(ApiError(429)), **where)
        return self._plan("429", refusal(too_many_requests(retry_after)), **where)

    def server_error(self, **where: Any) -> Fault:
        return self._plan("500", refusal(ApiError(500)), **where)

    def bad_gateway(self, *, executes: bool = False, **where: Any) -> Fault:
        """An HTML page with status 502; `executes` says whether the call was carried out, the bot cannot know."""
        return self._plan("HTML 502", Reply(502, BAD_GATEWAY, HTML), executes=executes, **where)

    def stub_page(self, **where: Any) -> Fault:
        """An HTML page with status 200, as a provider's blocking page."""
        return self._plan("HTML 200", Reply(200, STUB_PAGE, HTML), **where)

    def dropped_connection(self, *, executes: bool, **where: Any) -> Fault:
        return self._plan("connection dropped", None, executes=executes, **where)

    def no_answer(self, *, executes: bool, seconds: float = FOREVER, **where: Any) -> Fault:
        """No reply for that many seconds, long enough for the bot's own time-out."""
        return self._plan("no answer", None, executes=executes, delay=seconds, **where)

    def unauthorized(self, **where: Any) -> Fault:
        return self._plan("401", refusal(ApiError(401)), **where)

    def conflict(self, **where: Any) -> Fault:
        said = "terminated by other getUpdates request; make sure that only one bot instance is running"
        return self._plan("409", refusal(ApiError(409, said)), **{"method": "getUpdates", **where})

    def error(self, error: ApiError, **where: Any) -> Fault:
        """Any other error of the Bot API."""
        return self._plan(str(error.code), refusal(error), **where)

    def take(self, method: str, chat_id: Any) -> Fault | None:
        """The fault to play on this call, if one is due; counts it down."""
        for fault in self.planned:
            if fault.matches(method, chat_id):
                return self._due(fault)
        return None

    def clear(self) -> None:
        self.planned.clear()

    def _due(self, fault: Fault) -> Fault | None:
        if fault.skips > 0:
            fault.skips -= 1
            return None
        fault.times -= 1
        if fault.times <= 0:
            self.planned.remove(fault)
        return fault

    def _plan(self, name: str, reply: Reply | None, **how: Any) -> Fault:
        fault = Fault(name, reply, **how)
        self.planned.append(fault)
        return fault


def refusal(error: ApiError) -> Reply:
    headers = {}
    if error.parameters and "retry_after" in error.parameters:
        headers["Retry-After"] = str(error.parameters["retry_after"])
    return Reply(error.code, dumped(error.payload()), headers=headers)
