"""Which language a person's Telegram speaks, for what is sent to them without their asking."""

from typing import Final

from aiogram.types import User

from data.people.people import Person

MOST_KEPT: Final = 10_000


class LanguageCache:
    """As it was last heard since the start, or before by `data.people.people`."""

    def __init__(self) -> None:
        self._codes: dict[int, str] = {}

    def hear(self, user: User) -> bool:
        """True when it is news."""
        if user.language_code is None or self._codes.get(user.id) == user.language_code:
            return False
        if len(self._codes) >= MOST_KEPT:
            self._codes.clear()
        self._codes[user.id] = user.language_code
        return True

    def of(self, person: Person) -> str | None:
        """Telegram's language code, such as «en-GB»."""
        return self._codes.get(person.user_id, person.heard)
