"""What the owner of a page supplies: its characters, and controls over the bot and the clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Character:
    """A person a visitor can play. `part` describes them in a few words by language: `{"ru": …, "en": …}`."""

    id: int
    name: str
    part: Mapping[str, str]


class Controls(Protocol):
    """What the side panel can do beyond Telegram."""

    def now(self) -> datetime: ...

    async def forward(self, by: timedelta) -> None:
        """Moves the clocks of the bot and of the local Telegram."""

    async def restart(self) -> None:
        """Kills the bot and starts it again."""

    async def reset(self) -> None:
        """Restores the prepared data; the characters keep their ids."""
