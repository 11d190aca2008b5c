"""What the demo gives to the page: whom a visitor may be, and what can be done beyond Telegram."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody a visitor can be. `part` says in a few words who that is, by language: `{"ru": …, "en": …}`."""

    id: int
    name: str
    part: Mapping[str, str]


class Controls(Protocol):
    """What the side panel can do beyond Telegram; the demo supplies it."""

    def now(self) -> datetime: ...

    async def forward(self, by: timedelta) -> None:
        """Move the bot's clock, and with it the clock of the local Telegram."""

    async def restart(self) -> None:
        """The bot is killed and started."""

    async def reset(self) -> None:
        """Prepared data anew; the characters keep their ids."""
