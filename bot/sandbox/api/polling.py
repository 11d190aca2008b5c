"""getUpdates: long polls, their time-outs and conflicts."""

import asyncio
from dataclasses import dataclass

from bot.sandbox.api.options import Options
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.schema.errors import ApiError
from bot.sandbox.schema.parameters import Parameters
from bot.sandbox.state.events import Events
from bot.sandbox.state.updates import UpdateQueue

LONGEST_WAIT = 50
MOST_UPDATES = 100
HASTY = 0.5  # seconds within which the same offset again gets a single update
OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"
NEW_WEBHOOK = "terminated by setWebhook request"
WEBHOOK = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


@dataclass(slots=True)
class Waiter:
    """A poll that waits; `terminated_by` says why it must stop."""

    terminated_by: str = ""


class Polling:
    """The rules and seconds are those of the official Bot API server (Client.cpp); they are real seconds."""

    def __init__(self, queue: UpdateQueue, events: Events, options: Options) -> None:
        self._queue = queue
        self._events = events
        self._options = options
        self._waiter: Waiter | None = None
        self._last_offset: int | None = None
        self._last_start = float("-inf")
        self._last_conflict = float("-inf")

    @property
    def is_open(self) -> bool:
        """True while a poll waits: the bot has nothing left to fetch."""
        return self._waiter is not None

    async def get_updates(self, parameters: Parameters) -> list[Payload]:
        """Raises `ApiError` 409 when another poll or a webhook takes over."""
        self.terminate(OTHER_POLL)
        offset = parameters.integer("offset")
        timeout, limit = self._measured(parameters, offset)
        kinds = parameters.values.get("allowed_updates")
        self._queue.allow(kinds if isinstance(kinds, list) else None)
        self._queue.confirm_below(offset)
        if not self._queue.waiting() and timeout:
            await self._wait(timeout)
        found = self._queue.waiting()[:limit]
        self._queue.hand_out(found)
        return [update.card() for update in found for _ in range(update.take_copies())]

    def terminate(self, why: str) -> None:
        """Ends the open poll, if any, with 409."""
        if self._waiter is not None:
            self._waiter.terminated_by = why
            self._waiter = None
            self._events.wake()

    async def conflict(self, why: str) -> ApiError:
        """At most one 409 comes in 3 seconds; further ones are held back that long."""
        now = asyncio.get_running_loop().time()
        if now - self._last_conflict < self._options.conflict_pause:
            await asyncio.sleep(self._options.conflict_pause)
        self._last_conflict = asyncio.get_running_loop().time()
        return ApiError(409, why)

    async def _wait(self, seconds: int) -> None:
        waiter = self._waiter = Waiter()
        try:
            await self._events.until(lambda: bool(waiter.terminated_by or self._queue.waiting()), seconds)
        finally:
            if self._waiter is waiter:
                self._waiter = None
        if waiter.terminated_by:
            raise await self.conflict(waiter.terminated_by)

    def _measured(self, parameters: Parameters, offset: int) -> tuple[int, int]:
        """Seconds to wait and updates to give."""
        timeout = min(max(0, parameters.integer("timeout")), LONGEST_WAIT)
        limit = parameters.integer("limit", MOST_UPDATES)
        limit = limit if 1 <= limit <= MOST_UPDATES else MOST_UPDATES
        now = asyncio.get_running_loop().time()
        passed, pause = now - self._last_start, self._options.repeat_pause
        if offset == self._last_offset and passed < pause:
            timeout = max(timeout, int(pause))
            limit = 1 if passed < HASTY else limit
        self._last_offset, self._last_start = offset, now
        return timeout, limit
