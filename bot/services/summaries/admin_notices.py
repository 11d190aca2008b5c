"""Telling the administrators that a summary may be missing in its group."""

import time
from collections.abc import Callable
from functools import partial
from typing import Final

from bot.screens.summaries.notices import uncertain_summary_screen
from bot.services.messages.kinds import MessageKind
from bot.services.messages.notifier import Notifier, Queued
from bot.telegram.screen import Screen
from data.database import Database
from data.messaging.deliveries import Delivery, DeliveryState
from data.messaging.outbox import OutboxRow

PREFIX: Final = "summary:"  # of the keys that `data.summaries.summaries.SummaryRow` gives to posts
REPORTED: Final = frozenset({DeliveryState.UNCERTAIN, DeliveryState.FAILED})


class SummaryNotices:
    """Tells every administrator: a summary has no author who would look whether it arrived."""

    def __init__(self, db: Database, notifier: Notifier, wake: Callable[[], None]) -> None:
        self._db = db
        self._notifier = notifier
        self._wake = wake

    async def tell(self, delivery: Delivery) -> None:
        """An `OutboxListeners.on_state_change`; passes over other posts and over changes of a post."""
        row = delivery.row
        if row is None or not row.group_key.startswith(PREFIX) or not row.method.sends:
            return
        if delivery.state in REPORTED:
            number = int(row.group_key.split(":")[2].replace("-W", ""))
            await self._queue(row, partial(uncertain_summary_screen, delivery.state, number))

    async def _queue(self, row: OutboxRow, screen: Callable[[], Screen]) -> None:
        """Through the outbox: it comes also where Telegram is not reached for hours after the doubt."""
        at = int(time.time())
        async with self._db.writing() as connection:
            for admin in await self._notifier.administrators():
                way = Queued(connection, f"doubt:{row.id}:{row.state}:{at}:{admin}", at)
                await self._notifier.to_person(admin, MessageKind.SUMMARY_IN_DOUBT, screen, way)
        self._wake()
