"""Pressing everything that can be reached, each place once, and looking at every screen on the way."""

from collections import deque
from typing import Any, Final

from bot.sandbox.inspection.seen import Seen
from bot.sandbox.people.person import Person

LONGEST_TEXT: Final = 4096  # UTF-16 units, by the Bot API; as the next two
MOST_BUTTONS: Final = 100
LONGEST_DATA: Final = 64  # bytes
FROM_SEVERAL: Final = (
    "a:",
    "c:",
)  # places that know how one came; the way there is left out of what is "new"
CHOICE: Final = "l:"  # another language would change what the screens say


class Crawl:
    """`screens` are the texts seen, by the place they belong to (a button's data without the way there)."""

    def __init__(self, person: Person, back: str, home: str) -> None:
        self._person = person
        self._last_row = [back, home]
        self.screens: dict[str, Seen] = {}

    async def run(self) -> None:
        """From the screen the person looks at, breadth first."""
        start = self._person.screen
        self._examine(start, is_home=True)
        waiting = deque(_places(start))
        while waiting:
            data = waiting.popleft()
            if _key(data) not in self.screens and not data.startswith(CHOICE):
                seen = await self._press(data)
                self.screens[_key(data)] = seen
                waiting.extend(_places(seen))

    async def _press(self, data: str) -> Seen:
        seen = await self._person.presses_data(data, changes=True)
        assert self._person.alert is None, (data, self._person.alert)
        self._examine(seen, is_home=data == "h")
        return seen

    def _examine(self, seen: Seen, *, is_home: bool) -> None:
        assert 0 < len(seen.text.encode("utf-16-le")) // 2 <= LONGEST_TEXT
        assert 0 < len(seen.buttons) <= MOST_BUTTONS
        assert all(len(row) <= 4 for row in seen.rows)
        assert all(len(data.encode()) <= LONGEST_DATA for data in _places(seen))
        labels = [button["text"] for button in seen.rows[-1]]
        assert is_home or labels == self._last_row, seen.text


def _places(seen: Seen) -> list[str]:
    buttons: list[dict[str, Any]] = [button for row in seen.rows for button in row]
    return [button["callback_data"] for button in buttons]


def _key(data: str) -> str:
    return data.rpartition(":")[0] if data.startswith(FROM_SEVERAL) else data
