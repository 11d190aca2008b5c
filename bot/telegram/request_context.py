"""The update that calls to Telegram are made for, and whether a reply to it was begun."""

import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

PATIENCE: Final = 90.0  # seconds; less than `bot.updates.dispatcher` lets a handler run


class AnswerInDoubt(Exception):
    """A reply may not have arrived, and the person could not be told so either: they are still to be told.

    `wait` is how many seconds Telegram asked to wait before, 0 when it did not.
    """

    def __init__(self, wait: float = 0.0) -> None:
        super().__init__("a person is to be told that an answer may be missing")
        self.wait = wait


class RequestContext:
    """One update while it is handled; `note` stores that a reply is about to go out.

    A reply is a call that cannot be repeated harmlessly: `sent` is true when Telegram took one or may have
    taken it, `failed` when some call did not get through, `alone` when that was so while Telegram answered
    other calls, since `started` (monotonic seconds). `chat_id` is the chat of the update, None for one without; calls to it may wait `patience`
    seconds in all for Telegram's limits.
    """

    def __init__(
        self, note: Callable[[], Awaitable[None]], *, begun: bool = False, chat_id: int | None = None
    ) -> None:
        self._note = note
        self.begun = begun
        self.chat_id = chat_id
        self.patience = PATIENCE
        self.started = time.monotonic()
        self.sent = False
        self.failed = False
        self.alone = False

    def patience_for(self, chat_id: object) -> float:
        """Returns how long a call to that chat waits in place: handling the update again would not do.

        In a group the call would lose its turn to the posts, and after a reply the update is not repeated.
        """
        if self.chat_id is None or chat_id != self.chat_id:
            return 0.0
        return self.patience if self.sent or self.chat_id < 0 else 0.0

    async def begin(self) -> None:
        """Called before each reply; stored once, before the first."""
        if not self.begun:
            self.begun = True
            await self._note()

    def note_failure(self, *, may_have_arrived: bool, alone: bool = False) -> None:
        self.failed = True
        self.sent |= may_have_arrived
        self.alone |= alone

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
