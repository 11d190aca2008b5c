"""The queue of updates that wait for the bot."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.sandbox.schema.bot_api import Payload, bot_api
from bot.sandbox.state.clock import Clock
from bot.sandbox.state.events import EventKind, Events

DAY = 86_400.0
# Seconds an update is kept (official Bot API server, Client.cpp); everything else a day.
LIFETIMES = {
    "callback_query": 150.0,
    "inline_query": 30.0,
    "chosen_inline_result": 600.0,
    "shipping_query": 150.0,
    "pre_checkout_query": 150.0,
}
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
FIRST_ID = 700_000_001


def all_kinds() -> frozenset[str]:
    return frozenset(bot_api().types["Update"]) - {"update_id"}


def usual_kinds() -> frozenset[str]:
    return all_kinds() - ON_REQUEST


@dataclass(slots=True)
class Update:
    """`queue` orders webhook deliveries: a chat's messages, a person's queries. `copies` above 1 is a fault."""

    id: int
    kind: str
    body: Payload
    queue: str
    expires: float
    delivered: bool = False
    copies: int = 1

    def card(self) -> Payload:
        """The Update object."""
        return {"update_id": self.id, self.kind: self.body}

    def take_copies(self) -> int:
        """How many copies to deliver this time: 1, or 2 when a duplicate is planned."""
        copies, self.copies = self.copies, 1
        return copies


@dataclass(slots=True)
class UpdateQueue:
    clock: Clock
    events: Events
    allowed: frozenset[str] = field(default_factory=usual_kinds)
    duplicates: int = 0
    _next_id: int = FIRST_ID
    _waiting: list[Update] = field(default_factory=list)

    def add(self, kind: str, body: Payload, queue: str) -> Update | None:
        """None when the bot has not asked for this kind; the choice counts at the time of the event."""
        return self.put(kind, body, queue) if kind in self.allowed else None

    def put(self, kind: str, body: Payload, queue: str) -> Update:
        expires = self.clock.now() + LIFETIMES.get(kind, DAY)
        update = Update(self._next_id, kind, body, queue, expires, copies=self._copies())
        self._next_id += 1
        self._waiting.append(update)
        self.events.publish(EventKind.UPDATE, None, {"update_id": update.id, "kind": kind})
        return update

    def waiting(self) -> list[Update]:
        """Updates neither confirmed nor expired, oldest first."""
        now = self.clock.now()
        if any(update.expires <= now for update in self._waiting):
            self._waiting = [update for update in self._waiting if update.expires > now]
        return self._waiting

    def hand_out(self, updates: Iterable[Update]) -> None:
        """Marks the updates as delivered."""
        for update in updates:
            update.delivered = True
            self.events.publish(EventKind.TAKEN, None, {"update_id": update.id})

    def confirm_below(self, offset: int) -> None:
        """Confirms updates with a lower id; a negative offset keeps that many from the end."""
        if offset < 0:
            self._keep(self.waiting()[offset:])
        elif offset > 0:
            self._keep([update for update in self.waiting() if update.id >= offset])

    def confirm(self, update: Update) -> None:
        self._keep([one for one in self._waiting if one is not update])

    def clear(self) -> None:
        self._keep([])

    def allow(self, kinds: list[str] | None) -> None:
        """None keeps the earlier choice; an empty list restores the default kinds; unknown names are ignored."""
        if kinds is not None:
            self.allowed = frozenset(kinds) & all_kinds() if kinds else usual_kinds()

    def _keep(self, updates: list[Update]) -> None:
        if len(updates) != len(self._waiting):
            self._waiting = updates
            self.events.publish(EventKind.CONFIRMED)

    def _copies(self) -> int:
        if not self.duplicates:
            return 1
        self.duplicates -= 1
        return 2
