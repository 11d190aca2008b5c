"""Delivery of updates to the bot's own address."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout

from bot.sandbox.api.webhook_settings import WebhookSettings
from bot.sandbox.schema.bot_api import Payload, dumped, present
from bot.sandbox.state.clock import Clock
from bot.sandbox.state.events import Events
from bot.sandbox.state.updates import Update, UpdateQueue

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
LONGEST_PAUSE = 60.0
LONGEST_RETRY_AFTER = 3600.0
GONE = 410
GONE_FOR = 23 * 3600.0
PATIENCE = 60.0

OnReply = Callable[[ClientResponse], Awaitable[None]]


async def ignore_reply(_response: ClientResponse) -> None:
    return


@dataclass(slots=True)
class LastError:
    date: int
    message: str


class Webhook:
    """A running webhook: updates of one queue are delivered in order, different queues concurrently.

    A delivery counts when the bot answers 2xx; until then it is repeated with a doubling pause, or the pause the
    bot asks for by `Retry-After`, so an update may come twice. `on_reply` carries out a method the bot puts into
    its answer. The rules are those of the official server (WebhookActor.cpp).
    """

    def __init__(
        self, settings: WebhookSettings, queue: UpdateQueue, events: Events, clock: Clock, on_reply: OnReply
    ) -> None:
        self.settings = settings
        self.last_error: LastError | None = None
        self.gone = False
        self._queue = queue
        self._events = events
        self._clock = clock
        self._on_reply = on_reply
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._gone_since: float | None = None
        self._session = ClientSession(timeout=ClientTimeout(total=PATIENCE))
        self._loop = asyncio.create_task(self._run())

    @property
    def is_idle(self) -> bool:
        return not self._busy and not self._queue.waiting()

    async def stop(self) -> None:
        tasks = [self._loop, *self._busy.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._session.close()

    def info(self) -> Payload:
        """The WebhookInfo object, allowed_updates left to the caller."""
        error = self.last_error
        return {
            "url": self.settings.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._queue.waiting()),
            "max_connections": self.settings.connections,
            **present(
                last_error_date=error.date if error else None,
                last_error_message=error.message if error else None,
            ),
        }

    async def _run(self) -> None:
        while not self.gone:
            await self._events.until(lambda: self._next() is not None, timeout=LONGEST_PAUSE)
            if (update := self._next()) is not None:
                self._busy[update.queue] = asyncio.create_task(self._deliver(update))

    def _next(self) -> Update | None:
        """The oldest update whose queue is free, while there is a free connection."""
        if len(self._busy) >= self.settings.connections:
            return None
        return next((one for one in self._queue.waiting() if one.queue not in self._busy), None)

    async def _deliver(self, update: Update) -> None:
        pause = 1.0
        try:
            while update in self._queue.waiting() and not self.gone:
                retry_after = await self._attempt(update)
                if retry_after is None:
                    return
                await self._clock.sleep(min(retry_after or pause, LONGEST_RETRY_AFTER))
                pause = min(pause * 2, LONGEST_PAUSE)
        finally:
            self._busy.pop(update.queue, None)
            self._events.wake()

    async def _attempt(self, update: Update) -> float | None:
        """None when delivered; else the seconds the bot asked to wait, 0 when it asked for none."""
        self._queue.hand_out([update])
        try:
            for _ in range(update.take_copies()):
                response = await self._post(update)
        except (ClientError, TimeoutError, OSError) as error:
            self._failed(str(error) or type(error).__name__)
            return 0.0
        if response.ok:
            self._gone_since = None
            self._queue.confirm(update)
            return None
        self._note_gone(response.status)
        self._failed(f"Wrong response from the webhook: {response.status} {response.reason}")
        return _seconds(response.headers.get("Retry-After", ""))

    async def _post(self, update: Update) -> ClientResponse:
        headers = {"Content-Type": "application/json"}
        if self.settings.secret:
            headers[SECRET_HEADER] = self.settings.secret
        async with self._session.post(
            self.settings.url, data=dumped(update.card()), headers=headers
        ) as response:
            if response.ok:
                await self._on_reply(response)
            return response

    def _note_gone(self, status: int) -> None:
        """Status 410 for 23 hours removes the webhook."""
        if status != GONE:
            self._gone_since = None
            return
        self._gone_since = self._gone_since or self._clock.now()
        self.gone = self._clock.now() - self._gone_since >= GONE_FOR

    def _failed(self, message: str) -> None:
        self.last_error = LastError(self._clock.stamp(), message)


def _seconds(header: str) -> float:
    return float(header) if header.isdecimal() else 0.0
