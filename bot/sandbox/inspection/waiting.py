"""Waits for visible events, never for time to pass.

A bot may confirm an update long before it has handled it, so "confirmed" proves nothing: waiting ends with what a
person sees, a message that came, changed or was deleted, or the answer to a button.
"""

import asyncio
import inspect
from collections.abc import Awaitable, Callable

from bot.sandbox.api.telegram import Telegram
from bot.sandbox.inspection.failure_report import failure_report
from bot.sandbox.state.chats import Chat
from bot.sandbox.state.events import Event, EventKind

VISIBLE = frozenset({EventKind.MESSAGE, EventKind.EDIT, EventKind.DELETE})
TICK = 0.02  # seconds between two evaluations of a condition that no event announces

Condition = Callable[[], bool | Awaitable[bool]]


class NotSeen(AssertionError):
    """An expected event did not happen in time; the text is the failure report."""


class Watch:
    """Watches one chat from the moment of its construction."""

    def __init__(self, telegram: Telegram, chat: Chat) -> None:
        self.telegram = telegram
        self.chat = chat
        self.mark = telegram.events.count

    def changes(self) -> list[Event]:
        """Messages, edits and deletions of the bot in the chat since, latest first."""
        bot_id = self.telegram.bot.id
        return [
            event
            for event in self.telegram.events.since(self.mark)
            if event.kind in VISIBLE and event.chat_id == self.chat.id and event.data["by"] == bot_id
        ]

    async def until(self, happened: Callable[[], bool], what: str) -> None:
        """Raises `NotSeen` when it has not happened within the patience of the options."""
        patience = self.telegram.options.patience
        if not await self.telegram.events.until(happened, patience):
            raise NotSeen(f"{what} within {patience:g} s.\n{failure_report(self.telegram, self.chat)}")

    async def quiet(self) -> None:
        """Waits until no call is being answered and no event has happened for `Options.quiet` seconds."""
        seconds = self.telegram.options.quiet
        while True:
            count = self.telegram.events.count
            await self.until(lambda: not self.telegram.journal.running(), "the bot's calls did not end")
            if not await self.telegram.events.until(lambda: self.telegram.events.count != count, seconds):  # noqa: B023 - looked at before count changes
                return


async def eventually(telegram: Telegram, condition: Condition, seconds: float, what: str) -> None:
    """Waits for any condition, on a database too: evaluated every `TICK` seconds.

    Raises `NotSeen` after that many seconds.
    """
    try:
        async with asyncio.timeout(seconds):
            while not await _holds(condition):  # noqa: ASYNC110 - a database announces nothing
                await asyncio.sleep(TICK)
    except TimeoutError:
        raise NotSeen(f"{what} within {seconds:g} s.\n{failure_report(telegram)}") from None


async def _holds(condition: Condition) -> bool:
    found = condition()
    return await found if inspect.isawaitable(found) else found
