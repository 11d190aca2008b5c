"""The local Telegram as a process of its own, to test any bot against."""

import asyncio
from collections.abc import Callable

from bot.sandbox.api.options import Options
from bot.sandbox.api.telegram import new_telegram
from bot.sandbox.server import USERNAME, Prepare, Sandbox
from bot.sandbox.state.account import Account
from bot.sandbox.state.clock import Clock
from bot.sandbox.state.users import User


def open_sandbox(
    host: str = "127.0.0.1", port: int = 8081, *, username: str = USERNAME, options: Options | None = None
) -> Sandbox:
    """Not started yet; the first well-formed token that comes becomes the bot's."""
    account = Account(User(0, "Bot", username=username, is_bot=True))
    return Sandbox(new_telegram(options or Options(), Clock(), account), host, port)


async def serve(
    host: str = "127.0.0.1",
    port: int = 8081,
    *,
    options: Options | None = None,
    prepare: Prepare | None = None,
    say: Callable[[str], None] = print,
) -> None:
    """Serve until cancelled; `prepare` may add people, groups and routes before the start.

    Raises `OSError` when the port is taken.
    """
    sandbox = open_sandbox(host, port, options=options)
    if prepare is not None:
        prepare(sandbox)
    await sandbox.start()
    say(f"The local Telegram answers at {sandbox.url} (Bot API 10.3, any well-formed token)")
    try:
        await asyncio.Event().wait()
    finally:
        await sandbox.stop()
