"""The local Telegram as a whole, apart from HTTP."""

from dataclasses import dataclass

from bot.sandbox.api.faults import Faults
from bot.sandbox.api.options import Options
from bot.sandbox.api.polling import Polling
from bot.sandbox.api.webhook import OnReply, Webhook, ignore_reply
from bot.sandbox.state.account import Account
from bot.sandbox.state.callback_queries import Callbacks
from bot.sandbox.state.clock import Clock
from bot.sandbox.state.events import EventKind, Events
from bot.sandbox.state.flood_limits import Limits
from bot.sandbox.state.inline_queries import InlineQueries
from bot.sandbox.state.journal import Journal
from bot.sandbox.state.state import State
from bot.sandbox.state.updates import UpdateQueue
from bot.sandbox.state.users import User


@dataclass(slots=True)
class Telegram:
    options: Options
    clock: Clock
    events: Events
    state: State
    queue: UpdateQueue
    polling: Polling
    callbacks: Callbacks
    inline: InlineQueries
    limits: Limits
    journal: Journal
    faults: Faults
    on_webhook_reply: OnReply = ignore_reply
    webhook: Webhook | None = None
    webhook_set: float = float("-inf")

    @property
    def bot(self) -> User:
        return self.state.bot

    @property
    def account(self) -> Account:
        return self.state.account

    def advance(self, seconds: float) -> None:
        """Moves the clock and publishes a clock event, so that waiting conditions are evaluated again."""
        self.clock.advance(seconds)
        self.events.publish(EventKind.CLOCK, None, {"now": self.clock.now()})

    def reset(self) -> None:
        """Drops people, chats, updates and planned faults; keeps the account, clock, journal and subscribers."""
        fresh = new_telegram(self.options, self.clock, self.account, self.events)
        for part in ("state", "queue", "polling", "callbacks", "inline", "limits", "faults"):
            setattr(self, part, getattr(fresh, part))

    async def drop_webhook(self) -> None:
        webhook, self.webhook = self.webhook, None
        if webhook is not None:
            await webhook.stop()


def new_telegram(options: Options, clock: Clock, account: Account, events: Events | None = None) -> Telegram:
    events = events or Events()
    queue = UpdateQueue(clock, events)
    return Telegram(
        options,
        clock,
        events,
        State(clock, events, account),
        queue,
        Polling(queue, events, options),
        Callbacks(clock, options.callback_deadline),
        InlineQueries(clock, options.inline_deadline),
        Limits(clock, options.rates),
        Journal(),
        Faults(),
    )
