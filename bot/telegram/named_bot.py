"""The bot under the name it has now: BotFather renames it while it runs."""

import asyncio
import re
from contextlib import suppress
from datetime import datetime
from math import inf
from typing import Final

from aiogram import Bot
from aiogram.exceptions import TelegramUnauthorizedError
from aiogram.types import User

ADDRESSED: Final = re.compile(r"/\w+@(\w+)")
SHORTEST: Final = 60.0  # seconds between two questions to Telegram because of a command for an unknown name
USUAL: Final = 3600.0  # seconds after which the name is asked for anyway: links carry it


class NamedBot(Bot):
    """`me()` keeps what Telegram said last; a new name is learnt from the first command that is sent to it."""

    _known: User | None = None
    _addressed_at = -inf  # by the clock of the event loop
    _renewed_at = -inf

    async def me(self) -> User:
        """Returns the bot as Telegram last described it. Raises `TelegramAPIError` as long as it never has."""
        return self._known or await self._learnt()

    async def renew_if_addressed(self, text: str) -> None:
        """Asks Telegram for the name when a command is for another one than is known. Raises `TelegramAPIError`."""
        addressed, now = ADDRESSED.match(text), asyncio.get_running_loop().time()
        if addressed is None or addressed[1].lower() == ((await self.me()).username or "").lower():
            return
        if now - self._addressed_at >= SHORTEST:
            self._addressed_at = now
            await self._learnt()

    async def renew(self, _: datetime) -> None:
        """A `bot.scheduler.Job`: asks for the name once an hour. Raises `TelegramAPIError`."""
        if asyncio.get_running_loop().time() - self._renewed_at >= USUAL:
            with suppress(TelegramUnauthorizedError):  # what fetches updates or sends ends the process for it
                await self._learnt()

    async def _learnt(self) -> User:
        self._renewed_at = asyncio.get_running_loop().time()
        self._known = await self.get_me()
        return self._known
