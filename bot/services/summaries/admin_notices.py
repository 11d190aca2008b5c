"""Telling the administrators that a summary may be missing in its group."""

from functools import partial
from typing import Final

from bot.screens.summaries.notices import uncertain_summary_screen
from bot.services.messages.kinds import MessageKind
from bot.services.messages.notifier import Notifier
from data.messaging.deliveries import Delivery, DeliveryState

PREFIX: Final = "summary:"  # of the keys that `data.summaries.summaries.SummaryRow` gives to posts
REPORTED: Final = frozenset({DeliveryState.UNCERTAIN, DeliveryState.FAILED})


class SummaryNotices:
    """Tells every administrator: a summary has no author who would look whether it arrived."""

    def __init__(self, notifier: Notifier) -> None:
        self._notifier = notifier

    async def tell(self, delivery: Delivery) -> None:
        """An `OutboxListeners.on_state_change`; passes over other posts and over changes of a post."""
        row = delivery.row
        if row is None or not row.group_key.startswith(PREFIX) or not row.method.sends:
            return
        if delivery.state in REPORTED:
            number = int(row.group_key.split(":")[2].replace("-W", ""))
            for admin in await self._notifier.administrators():
                await self._notifier.to_person(
                    admin,
                    MessageKind.SUMMARY_IN_DOUBT,
                    partial(uncertain_summary_screen, delivery.state, number),
                )
