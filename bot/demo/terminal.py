"""The demo: the bot as it is, a local Telegram, and a chat with it in the terminal."""

import asyncio
import sys
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from bot.app import App
from bot.i18n import gettext as _
from bot.sandbox.person import Person
from bot.sandbox.render import numbered_buttons, rendered
from bot.sandbox.seen import Seen
from bot.sandbox.server import Sandbox
from bot.sandbox.watching import Unseen
from bot.settings import Settings
from bot.terminal import say

QUIT: Final = "/quit"
PATIENCE: Final = 60.0  # seconds; a slow machine loads the dictionaries at the first question


class Conversation:
    """One person's chat: each line is a question, or the number of a button of the last screen."""

    def __init__(self, sandbox: Sandbox, person: Person) -> None:
        self._sandbox = sandbox
        self._person = person
        self._shown: dict[int, dict[str, Any]] = {}

    async def hears(self, line: str) -> None:
        """Does what the line says and shows what the bot made of it."""
        button = self._button(line)
        try:
            if button is None:
                self._person.writes(line)
            elif "callback_data" in button:
                await self._person.presses_data(button["callback_data"])
            else:
                await self._person.presses(button["text"])
            await self._sandbox.settled(timeout=PATIENCE)
        except Unseen as unseen:
            say(str(unseen))
        self._show(pressed=button is not None)

    def _button(self, line: str) -> dict[str, Any] | None:
        if not self._shown or not (line.isascii() and line.isdigit()):
            return None
        buttons = numbered_buttons(self._person.screen)
        return buttons[int(line) - 1] if 0 < int(line) <= len(buttons) else None

    def _show(self, *, pressed: bool) -> None:
        told = (self._person.alert or self._person.toast) if pressed else None
        changed = [seen for seen in self._bots() if self._shown.get(seen.message_id) != seen.card]
        if told:
            say(f"({told})")
        for seen in changed:
            say(f"\n{rendered(seen)}")
            self._shown[seen.message_id] = seen.card
        if not (told or changed):
            say(_("(nothing changes)"))
        say()

    def _bots(self) -> list[Seen]:
        return [seen for seen in self._person.history() if seen.card.get("from", {}).get("is_bot")]


async def talk(locale: str) -> None:
    """Until /quit or the end of the input."""
    say(_("A local Telegram and the bot are starting …"))
    with TemporaryDirectory(prefix="roadmap-bot-") as folder:
        async with Sandbox.running() as sandbox:
            person = sandbox.person(_("You"), language_code=locale)
            async with App.running(_settings(sandbox, person, locale, Path(folder))) as app:
                sandbox.settles_when(lambda: app.intake.is_idle)
                await app.ready.wait()
                say(_("Write a question, or the number of a button; {quit} ends.").format(quit=QUIT))
                await _converse(Conversation(sandbox, person))


async def _converse(conversation: Conversation) -> None:
    await conversation.hears("/start")
    async for line in _lines():
        if line == QUIT:
            return
        if line:
            await conversation.hears(line)


def _settings(sandbox: Sandbox, person: Person, locale: str, folder: Path) -> Settings:
    """Everything as it is by default, whatever this machine's environment says, but for another Telegram."""
    own = {
        "bot_token": sandbox.token,
        "telegram_api_url": sandbox.url,
        "database_path": folder / "demo.db",
        "admin_ids": frozenset({person.id}),
        "default_locale": locale,
    }
    usual = {name: field.default for name, field in Settings.model_fields.items()}
    return Settings(_env_file=None, **(usual | own))


async def _lines() -> AsyncIterator[str]:
    """Lines of standard input, whether it is a terminal, a pipe or a file."""
    heard: asyncio.Queue[str | None] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def listen() -> None:
        for line in sys.stdin:
            loop.call_soon_threadsafe(heard.put_nowait, line.strip())
        loop.call_soon_threadsafe(heard.put_nowait, None)

    # A daemon: a line that nobody writes must not keep the process alive.
    threading.Thread(target=listen, daemon=True).start()
    while True:
        _prompt()
        line = await heard.get()
        if line is None:
            return
        if not sys.stdin.isatty():
            say(line)
        yield line


def _prompt() -> None:
    sys.stdout.write("> ")
    sys.stdout.flush()
