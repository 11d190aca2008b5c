"""Which language a person's Telegram speaks, for what is sent to them without their asking."""

from typing import Final

from aiogram.types import User

MOST_KEPT: Final = 10_000


class Tongues:
    """As it was last heard since the start; whoever was not heard is spoken to in the default language."""

    def __init__(self) -> None:
        self._codes: dict[int, str] = {}

    def hear(self, user: User) -> None:
        if user.language_code is None:
            return
        if len(self._codes) >= MOST_KEPT:
            self._codes.clear()
        self._codes[user.id] = user.language_code

    def of(self, user_id: int) -> str | None:
        """Telegram's language code, such as «en-GB»."""
        return self._codes.get(user_id)
