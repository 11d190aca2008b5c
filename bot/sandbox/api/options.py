"""Options of a local Telegram: deadlines, limits, patience."""

from dataclasses import dataclass, field

from bot.sandbox.state.flood_limits import Rates


@dataclass(frozen=True, slots=True)
class Options:
    """All times in seconds.

    `callback_deadline` and `inline_deadline` are not published by Telegram (reports: inline answers fail after
    about 20 s). `rates` None switches the flood limits off. `local_webhooks` allows plain HTTP on any port.
    `conflict_pause` holds back a second 409; a poll with the same offset within `repeat_pause` lasts as long.
    `patience` is how long a person waits for the bot, `quiet` how long no event may happen before all is settled.
    """

    callback_deadline: float = 30.0
    inline_deadline: float = 15.0
    rates: Rates | None = field(default_factory=Rates)
    local_webhooks: bool = True
    conflict_pause: float = 3.0
    repeat_pause: float = 3.0
    webhook_interval: float = 1.0
    patience: float = 5.0
    quiet: float = 0.05
    body_limit: int = 55 << 20
