"""A chat with the bot in the terminal: a line is a question, or the number of a button of the last screen."""

import asyncio
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from typing import Any, Final

from bot.console import say
from bot.i18n import gettext as _
from bot.sandbox.inspection.render import numbered_buttons, rendered
from bot.sandbox.inspection.seen import Seen
from bot.sandbox.inspection.waiting import NotSeen
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox

QUIT: Final = "/quit"
PATIENCE: Final = 60.0  # seconds; a slow machine loads the dictionaries at the first question


class Conversation:
    """The chat of one person; `visitor` returns the person, who is another object after a reset."""

    def __init__(self, sandbox: Sandbox, visitor: Callable[[], Person]) -> None:
        self._sandbox = sandbox
        self._visitor = visitor
        self._person = visitor()
        self._shown: dict[int, dict[str, Any]] = {}

    async def handle_line(self, line: str) -> None:
        """Sends the text or presses the button, and prints the new and changed messages."""
        self._follow_reset()
        button = self._button(line)
        try:
            if button is None:
                self._person.writes(line)
            elif "callback_data" in button:
                await self._person.presses_data(button["callback_data"])
            else:
                await self._person.presses(button["text"])
            await self._sandbox.settled(timeout=PATIENCE)
        except NotSeen as unseen:
            say(str(unseen))
        self._show(pressed=button is not None)

    def _follow_reset(self) -> None:
        """Takes the new person after a reset and forgets the printed messages."""
        if self._person is not self._visitor():
            self._person = self._visitor()
            self._shown.clear()

    def _button(self, line: str) -> dict[str, Any] | None:
        if not self._shown or not (line.isascii() and line.isdigit()):
            return None
        buttons = numbered_buttons(self._person.screen)
        return buttons[int(line) - 1] if 0 < int(line) <= len(buttons) else None

    def _show(self, *, pressed: bool) -> None:
        answer = (self._person.alert or self._person.toast) if pressed else None
        changed = [seen for seen in self._bot_messages() if self._shown.get(seen.message_id) != seen.card]
        if answer:
            say(f"({answer})")
        for seen in changed:
            say(f"\n{rendered(seen)}")
            self._shown[seen.message_id] = seen.card
        if not (answer or changed):
            say(_("(nothing changes)"))
        say()

    def _bot_messages(self) -> list[Seen]:
        return [seen for seen in self._person.history() if seen.card.get("from", {}).get("is_bot")]


async def converse(conversation: Conversation) -> bool:
    """Runs the chat until /quit (returns True) or the end of the input."""
    say(_("Write a question, or the number of a button; {quit} ends.").format(quit=QUIT))
    await conversation.handle_line("/start")
    async for line in _lines():
        if line == QUIT:
            return True
        if line:
            await conversation.handle_line(line)
    return False


async def _lines() -> AsyncIterator[str]:
    """Lines of standard input, which may be a terminal, a pipe or a file."""
    typed_lines: asyncio.Queue[str | None] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def listen() -> None:
        with suppress(RuntimeError):  # the visit has ended, and its loop with it
            for line in _input():
                loop.call_soon_threadsafe(typed_lines.put_nowait, line.strip())
            loop.call_soon_threadsafe(typed_lines.put_nowait, None)

    # A daemon: waiting for a line that never comes must not keep the process alive.
    threading.Thread(target=listen, daemon=True).start()
    while True:
        _prompt()
        line = await typed_lines.get()
        if line is None:
            return
        if not sys.stdin.isatty():
            say(line)
        yield line


def _input() -> Iterator[str]:
    if sys.stdin is None:  # closed by the parent process
        return
    # Not sys.stdin itself: its lock, held while a line is awaited, would break the interpreter's shutdown.
    with open(sys.stdin.fileno(), encoding="utf-8", errors="replace", closefd=False) as lines:
        yield from lines


def _prompt() -> None:
    sys.stdout.write("> ")
    sys.stdout.flush()
