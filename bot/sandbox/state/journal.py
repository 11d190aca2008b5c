"""The journal of the bot's calls, and the violations found in them."""

import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.schema.bot_api import Payload

KEPT = 20_000


@dataclass(slots=True)
class Entry:
    """One call. `seconds` is None while it is being answered; the token is never kept.

    `fault` names the fault that was played, if any: its error is no violation of the bot's.
    """

    number: int
    method: str
    parameters: Payload
    began: float
    status: int = 0
    answer: Any = None
    seconds: float | None = None
    problems: list[str] = field(default_factory=list)
    fault: str = ""

    @property
    def description(self) -> str:
        return str(self.answer.get("description", "")) if isinstance(self.answer, dict) else ""

    @property
    def ok(self) -> bool:
        return self.status == 200

    def line(self) -> str:
        """The call in one line of text."""
        shown = ", ".join(f"{name}={_short(value)}" for name, value in self.parameters.items())
        outcome = "…" if self.seconds is None else self.description or str(self.status)
        fault = f" [{self.fault}]" if self.fault else ""
        return f"#{self.number} {self.method}({shown}) -> {outcome}{fault}"


@dataclass(slots=True)
class Expectation:
    """`required`: check() complains when the error never came."""

    text: str
    method: str
    required: bool
    seen: bool = False

    def fits(self, entry: Entry) -> bool:
        return self.text in entry.description and self.method.lower() in ("", entry.method.lower())


class Journal:
    def __init__(self) -> None:
        self.entries: deque[Entry] = deque(maxlen=KEPT)
        self._numbers = 0
        self._expectations: list[Expectation] = []
        self._violations: list[str] = []
        self._open: dict[int, Entry] = {}

    def begin(self, method: str) -> Entry:
        self._numbers += 1
        entry = Entry(self._numbers, method, {}, time.monotonic())
        self.entries.append(entry)
        self._open[entry.number] = entry
        return entry

    def finish(self, entry: Entry, status: int, answer: Any) -> None:
        entry.status, entry.answer = status, answer
        entry.seconds = time.monotonic() - entry.began
        self._open.pop(entry.number, None)
        if not entry.fault:
            self._judge(entry)

    def expect(self, text: str, method: str, *, required: bool) -> None:
        """From now on errors whose description contains this text are no violation."""
        self._expectations.append(Expectation(text, method, required))

    def calls(self, method: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.method.lower() == method.lower()]

    def running(self) -> list[Entry]:
        """Calls being answered, the long poll aside."""
        return [entry for entry in self._open.values() if entry.method != "getUpdates"]

    def violations(self) -> list[str]:
        missing = [
            f"the expected error {one.text!r} never came"
            for one in self._expectations
            if one.required and not one.seen
        ]
        return [*self._violations, *missing]

    def _judge(self, entry: Entry) -> None:
        expected = [one for one in self._expectations if not entry.ok and one.fits(entry)]
        for one in expected:
            one.seen = True
        if expected:
            return
        self._violations.extend(f"{problem}: {entry.line()}" for problem in entry.problems)
        if entry.status in (400, 404, 501):
            self._violations.append(f"unexpected refusal: {entry.line()}")


def _short(value: Any) -> str:
    shown = str(value)
    return repr(shown if len(shown) <= 60 else shown[:57] + "…") if isinstance(value, str) else shown[:120]
