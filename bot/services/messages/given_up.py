"""Tells a person that a message or a press of theirs was given up: the process crashed each time it was handled."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from bot.clock import Clock
from bot.screens.notices import given_up_words, plain
from bot.services.messages.kinds import MessageKind
from bot.services.messages.notifier import Notifier, Queued
from bot.telegram.responses import decoded
from data.database import Database
from data.messaging.inbox import StoredUpdate
from data.people.people import SHARED_IDS

ASKING: Final = ("message", "edited_message", "callback_query")


@dataclass(frozen=True, slots=True)
class GivenUpNotices:
    """`wake` wakes the outbox after the commit."""

    db: Database
    notifier: Notifier
    clock: Clock
    wake: Callable[[], None]

    async def tell(self, stored: StoredUpdate) -> None:
        """Queues the message, once for the update; nothing where no person is known who waits for an answer."""
        asker = _asker(decoded(stored.payload))
        if asker is None:
            return
        at = int(self.clock().timestamp())
        async with self.db.writing() as connection:
            way = Queued(connection, f"given-up:{stored.update_id}", at)
            kind = MessageKind.UPDATE_GIVEN_UP
            await self.notifier.to_person(asker, kind, lambda: plain(given_up_words()), way)
        self.wake()


def _asker(update: Any) -> int | None:
    """Returns the Telegram id of the person who wrote or pressed; the update may be anything."""
    events = (update.get(kind) for kind in ASKING) if isinstance(update, dict) else ()
    event = next((found for found in events if isinstance(found, dict)), {})
    person = event.get("from")
    if not isinstance(person, dict) or person.get("is_bot"):
        return None
    user_id = person.get("id")
    return user_id if isinstance(user_id, int) and user_id > 0 and user_id not in SHARED_IDS else None
