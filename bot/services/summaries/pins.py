"""Pins the newest summary and unpins the one before; where the bot may not pin, administrators get one message."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError

from bot.screens.notices import plain
from bot.screens.summaries.notices import not_pinned_words
from bot.services.messages.kinds import MessageKind
from bot.services.messages.notifier import Notifier, Queued
from bot.services.summaries.publishing import SummaryTarget
from data.database import Database
from data.messaging.outbox import OutboxRow, RowState, select_batch
from data.summaries.summaries import PinState, SummaryRow, select_pins, update_pin

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pins:
    """Pinning twice changes nothing in a chat, so a pin needs no outbox: what was not written down is done again.

    `wake` wakes the outbox after a commit.
    """

    db: Database
    bot: Bot
    notifier: Notifier
    wake: Callable[[], None]

    async def renew(self, target: SummaryTarget, now: datetime) -> None:
        """Does nothing in a group that is closed to the bot.

        Raises `TelegramAPIError` when Telegram cannot be reached: the next round tries again.
        """
        if target.chat.paused:
            return
        rows = await select_pins(self.db.reader, target.roadmap_id)
        if rows and (rows[-1].pin is PinState.PINNED or await self._pinned(rows[-1], target, now)):
            for row in rows[:-1]:
                await self._replace(row)

    async def _pinned(self, row: SummaryRow, target: SummaryTarget, now: datetime) -> bool:
        """False while it is not in the group, and when it may not be pinned."""
        post = await self._post(row)
        state = await self._pin(post) if post else PinState.WANTED
        if state is PinState.REFUSED and row.pin is not state:
            await self._note_refused(row, target, now)
        else:
            await self._note(row, state)
        return state is PinState.PINNED

    async def _note_refused(self, row: SummaryRow, target: SummaryTarget, now: datetime) -> None:
        """Writes it down and tells every administrator, however long Telegram is away."""
        at = int(now.timestamp())
        async with self.db.writing() as connection:
            await update_pin(connection, row, PinState.REFUSED)
            for admin in await self.notifier.administrators():
                way = Queued(connection, f"not_pinned:{row.key}:{admin}", at)
                await self.notifier.to_person(
                    admin,
                    MessageKind.SUMMARY_NOT_PINNED,
                    lambda: plain(not_pinned_words(target.chat.title)),
                    way,
                )
        self.wake()

    async def _pin(self, post: OutboxRow) -> PinState:
        chat_id = post.destination.chat_id
        try:
            await self.bot.pin_chat_message(chat_id, post.message_ids[0], disable_notification=True)
        except (TelegramBadRequest, TelegramForbiddenError) as error:
            log.warning("chat %d: the summary was not pinned: %s", chat_id, error.message)
            return PinState.REFUSED
        return PinState.PINNED

    async def _replace(self, row: SummaryRow) -> None:
        post = await self._post(row) if row.pin is PinState.PINNED else None
        if post:
            try:
                await self.bot.unpin_chat_message(
                    chat_id=post.destination.chat_id, message_id=post.message_ids[0]
                )
            except (TelegramBadRequest, TelegramForbiddenError):
                log.info("chat %d: the summary before was not pinned any more", post.destination.chat_id)
        await self._note(row, PinState.REPLACED)

    async def _post(self, row: SummaryRow) -> OutboxRow | None:
        """Its first message in the group, once it is there under a known id."""
        posts = await select_batch(self.db.reader, row.key)
        first = next(iter(posts), None)
        return first if first and first.state is RowState.SENT and first.message_ids else None

    async def _note(self, row: SummaryRow, state: PinState) -> None:
        if row.pin is state:
            return
        async with self.db.writing() as connection:
            await update_pin(connection, row, state)
