"""The update that calls to Telegram are made for, and whether a reply to it was begun."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class RequestContext:
    """One update while it is handled; `note` stores that a reply is about to go out.

    A reply is a call that cannot be repeated harmlessly: `sent` is true when Telegram took one or may have
    taken it, `failed` when some call did not get through.
    """

    def __init__(self, note: Callable[[], Awaitable[None]], *, begun: bool = False) -> None:
        self._note = note
        self.begun = begun
        self.sent = False
        self.failed = False

    async def begin(self) -> None:
        """Called before each reply; stored once, before the first."""
        if not self.begun:
            self.begun = True
            await self._note()

    def note_failure(self, *, may_have_arrived: bool) -> None:
        self.failed = True
        self.sent |= may_have_arrived

    @property
    def may_repeat(self) -> bool:
        """True when something was not delivered and handling the update again cannot repeat a reply."""
        return self.failed and not self.sent


REQUEST_CONTEXT: ContextVar[RequestContext | None] = ContextVar("request_context", default=None)


@contextmanager
def request_context(update: RequestContext) -> Iterator[None]:
    """Ties the calls made inside, also those of tasks started inside, to this update."""
    token = REQUEST_CONTEXT.set(update)
    try:
        yield
    finally:
        REQUEST_CONTEXT.reset(token)
