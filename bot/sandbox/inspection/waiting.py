"""Waiting for what the bot visibly does, never for time to pass.

A bot may confirm an update long before it has handled it, so "confirmed" says nothing: a person waits for what a
person sees, a message that came, changed or went, or the answer to a button.
"""

import asyncio
import inspect
from collections.abc import Awaitable, Callable

from bot.sandbox.api.telegram import Telegram
from bot.sandbox.inspection.failure_report import picture
from bot.sandbox.state.chats import Chat
from bot.sandbox.state.events import Event, Happening

VISIBLE = frozenset({Happening.MESSAGE, Happening.EDIT, Happening.DELETE})
TICK = 0.02  # seconds between looks at a condition that no event of ours announces

Condition = Callable[[], bool | Awaitable[bool]]


class NotSeen(AssertionError):
    """What was waited for did not happen; its text shows what did."""


class Watch:
    """Looks at one chat from the moment it is made."""

    def __init__(self, telegram: Telegram, chat: Chat) -> None:
        self.telegram = telegram
        self.chat = chat
        self.mark = telegram.events.count

    def changes(self) -> list[Event]:
        """What the bot has visibly done in the chat since, latest first."""
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
            raise NotSeen(f"{what} within {patience:g} s.\n{picture(self.telegram, self.chat)}")

    async def quiet(self) -> None:
        """Until no call is being answered and nothing has happened for a short while."""
        seconds = self.telegram.options.quiet
        while True:
            count = self.telegram.events.count
            await self.until(lambda: not self.telegram.journal.running(), "the bot's calls did not end")
            if not await self.telegram.events.until(lambda: self.telegram.events.count != count, seconds):  # noqa: B023 - looked at before count changes
                return


async def eventually(telegram: Telegram, condition: Condition, seconds: float, what: str) -> None:
    """For conditions on anything, a database too: looked at after every event and a few times a second.

    Raises `NotSeen` after that many seconds.
    """
    try:
        async with asyncio.timeout(seconds):
            while not await _holds(condition):
                await telegram.events.until(lambda: False, TICK)
    except TimeoutError:
        raise NotSeen(f"{what} within {seconds:g} s.\n{picture(telegram)}") from None


async def _holds(condition: Condition) -> bool:
    found = condition()
    return await found if inspect.isawaitable(found) else found
