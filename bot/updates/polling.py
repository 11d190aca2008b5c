"""Long polling: updates are fetched raw, stored, and only then confirmed by asking for the next."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final

from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramConflictError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetUpdates

from bot.fatal_errors import AnotherPoller, TokenRefused
from bot.telegram.errors import AmbiguousOutcome, NotSent, UnexpectedResponse, jittered
from bot.telegram.session import TelegramSession
from bot.updates.inbox import UpdateInbox
from bot.updates.raw_update import raw_update

POLL_SECONDS: Final = 25
GRACE_SECONDS: Final = 5.0
SHORTEST_POLL: Final = 0.5  # a server that does not wait for updates is not asked in a tight circle
# While the network is away it is tried often, so that polling is back within 5 s; a server with errors is spared.
LONGEST_OFFLINE_PAUSE: Final = 3.0
LONGEST_SERVER_PAUSE: Final = 30.0
MOST_CONFLICTS: Final = 3
CONFLICT_SECONDS: Final = 120.0

log = logging.getLogger(__name__)


class Polling:
    """Fetches updates until cancelled; raises `TokenRefused` or `AnotherPoller`."""

    def __init__(self, session: TelegramSession, bot: Bot, inbox: UpdateInbox, kinds: Sequence[str]) -> None:
        self._session = session
        self._bot = bot
        self._inbox = inbox
        self._kinds = list(kinds)
        self._next: int | None = None
        self._failures = 0
        self._conflicts: deque[float] = deque(maxlen=MOST_CONFLICTS)

    async def run(self) -> None:
        while True:
            await self._inbox.wait_for_capacity()
            started = time.monotonic()
            try:
                found = await self._fetch()
            except TelegramAPIError as error:
                await self._recover(error)
            else:
                self._recovered()
                await self._take(found)
                if self._next is None:
                    await asyncio.sleep(max(0.0, SHORTEST_POLL - (time.monotonic() - started)))

    async def _fetch(self) -> list[Any]:
        method = GetUpdates(offset=self._next, timeout=POLL_SECONDS, allowed_updates=self._kinds)
        found = await self._session.call_once(self._bot, method, POLL_SECONDS + GRACE_SECONDS)
        if not isinstance(found, list):
            raise UnexpectedResponse(method, "updates that are not a list")
        return found

    async def _take(self, found: list[Any]) -> None:
        updates = [update for item in found if (update := raw_update(item))]
        if len(updates) < len(found):
            log.warning("%d updates without an id were passed over", len(found) - len(updates))
        await self._inbox.accept(updates)
        # Once everything is confirmed no offset is sent: after a quiet week Telegram may count anew from a lower one.
        self._next = max(update.update_id for update in updates) + 1 if updates else None

    async def _recover(self, error: TelegramAPIError) -> None:
        if isinstance(error, TelegramUnauthorizedError):
            raise TokenRefused from error
        if isinstance(error, TelegramConflictError):
            await self._resolve_conflict(error)
        pause = self._backoff(error)
        self._failures += 1
        log.warning("no updates: %s; again in %.1f s", error.message, pause)
        await asyncio.sleep(pause)

    async def _resolve_conflict(self, error: TelegramConflictError) -> None:
        """Removes a webhook left behind, with its pending updates kept; raises `AnotherPoller` after repeated conflicts."""
        if "webhook" in error.message:
            log.warning("a webhook is set for this bot and is removed: updates are fetched")
            with suppress(TelegramAPIError):  # it is tried again at the next conflict
                await self._bot.delete_webhook(drop_pending_updates=False)
            return
        self._conflicts.append(time.monotonic())
        if (
            len(self._conflicts) == MOST_CONFLICTS
            and self._conflicts[-1] - self._conflicts[0] < CONFLICT_SECONDS
        ):
            raise AnotherPoller from error

    def _backoff(self, error: TelegramAPIError) -> float:
        if isinstance(error, TelegramRetryAfter):
            return float(error.retry_after)
        offline = isinstance(error, NotSent | AmbiguousOutcome) and not isinstance(error, UnexpectedResponse)
        longest = LONGEST_OFFLINE_PAUSE if offline else LONGEST_SERVER_PAUSE
        return jittered(min(2.0**self._failures, longest))

    def _recovered(self) -> None:
        if self._failures:
            log.info("updates come again after %d failures", self._failures)
            self._failures = 0
