"""The page on a local Telegram: `mount(sandbox, cast, controls)` before it starts, then open `sandbox.url`."""

from collections.abc import Sequence

from bot.sandbox.page.controls import Character, Controls
from bot.sandbox.server import Sandbox


def mount(sandbox: Sandbox, cast: Sequence[Character], controls: Controls) -> None:
    """Groups need not be named: each character is shown the chats they are in."""
    raise NotImplementedError
