"""Faults that stay on until they are switched off, to see that no message is lost."""

from collections.abc import Callable
from functools import partial
from typing import Final

from bot.sandbox.api.faults import Fault, Faults

ALWAYS: Final = 10**9
RETRY_AFTER: Final = 3  # seconds
Plan = Callable[[Faults], Fault]

# The fault each switch plans. Long polls are spared where the bot must still receive updates.
PLANS: Final[dict[str, Plan]] = {
    "flood": lambda faults: faults.too_many_requests(RETRY_AFTER, spares="getUpdates", times=ALWAYS),
    "lost": lambda faults: faults.dropped_connection(executes=False, times=ALWAYS),
    "unanswered": lambda faults: faults.dropped_connection(executes=True, spares="getUpdates", times=ALWAYS),
    "gateway": lambda faults: faults.bad_gateway(spares="getUpdates", times=ALWAYS),
}


class Switches:
    """`faults` returns the current `Faults` of the local Telegram: a reset replaces them."""

    def __init__(self, faults: Callable[[], Faults]) -> None:
        self._faults = faults
        self._on: dict[str, Fault] = {}

    def turn(self, name: str, *, on: bool) -> None:
        """Raises `KeyError` for a name that no switch has."""
        plan = partial(PLANS[name], self._faults())
        fault = self._on.pop(name, None)
        self._faults().planned[:] = [one for one in self._faults().planned if one is not fault]
        if on:
            self._on[name] = plan()

    def states(self) -> dict[str, bool]:
        planned = self._faults().planned
        return {name: any(one is self._on.get(name) for one in planned) for name in PLANS}
