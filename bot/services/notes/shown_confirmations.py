"""What stands in the messages that show notes, so that two tasks never draw one at once, nor the same twice."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final
from weakref import WeakValueDictionary

from bot.telegram.rendering import content
from bot.telegram.screen import Screen
from data.messaging.posts import MessageAddress

MOST: Final = 2000  # messages; of a forgotten one the same may be drawn once more, which changes nothing


class ShownConfirmations:
    """A press and the news of the outbox change the same message: each draws what holds when its turn comes."""

    def __init__(self) -> None:
        self._turns: WeakValueDictionary[MessageAddress, asyncio.Lock] = WeakValueDictionary()
        self._shown: OrderedDict[MessageAddress, str] = OrderedDict()

    @asynccontextmanager
    async def turn(self, place: MessageAddress) -> AsyncIterator[None]:
        """Holds the message: what is to be drawn is worked out inside."""
        lock = self._turns.setdefault(place, asyncio.Lock())
        async with lock:
            yield

    def shows(self, place: MessageAddress, screen: Screen) -> bool:
        """True when this screen was the last one drawn there."""
        return self._shown.get(place) == repr(content(screen))

    def remember(self, place: MessageAddress, screen: Screen) -> None:
        """Notes what the message shows from now on."""
        self._shown[place] = repr(content(screen))
        self._shown.move_to_end(place)
        if len(self._shown) > MOST:
            self._shown.popitem(last=False)
