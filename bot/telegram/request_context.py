"""What a call to Telegram knows of the update it is made for: was a reply begun, and how long may it wait."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

INTERACTIVE: Final = 5.0  # seconds a person's press may wait in all for limits and retries


class RequestContext:
    """One update while it is handled; `note` writes down that a reply is about to go out.

    A reply is a call that cannot be repeated harmlessly: `sent` is true when Telegram took one or may have
    taken it, `failed` when some call did not get through.
    """

    def __init__(self, note: Callable[[], Awaitable[None]], *, begun: bool = False) -> None:
        self._note = note
        self.begun = begun
        self.sent = False
        self.failed = False

    async def begin(self) -> None:
        """Called before each reply; written down once, before the first."""
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


HANDLING: ContextVar[RequestContext | None] = ContextVar("request_context", default=None)
PATIENCE: ContextVar[float] = ContextVar("patience", default=INTERACTIVE)


@contextmanager
def request_context(update: RequestContext) -> Iterator[None]:
    """The calls made inside, also from tasks started inside, are made for this update."""
    token = HANDLING.set(update)
    try:
        yield
    finally:
        HANDLING.reset(token)


@contextmanager
def waiting_up_to(seconds: float) -> Iterator[None]:
    """The calls made inside wait so long for limits, `retry_after` and retries; `math.inf` as long as it takes."""
    token = PATIENCE.set(seconds)
    try:
        yield
    finally:
        PATIENCE.reset(token)
