"""Runs the demo: the local Telegram, the bot, then the page and the chat in the terminal."""

import asyncio
import gc
import os
import signal
import sys
import threading
import webbrowser
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.app import GC_THRESHOLDS
from bot.background import start_task
from bot.console import say
from bot.demo.characters import playable_characters
from bot.demo.demo_controller import DemoController
from bot.demo.story import load_story
from bot.demo.terminal import Conversation, converse
from bot.i18n import gettext as _
from bot.sandbox.page.routes import mount
from bot.sandbox.server import Sandbox


@dataclass(frozen=True, slots=True)
class Visit:
    """`port` None: without the page; `opened`: the page opens in a browser; `talks`: a chat in the terminal."""

    locale: str
    port: int | None
    opened: bool
    talks: bool


@dataclass(frozen=True, slots=True)
class PreparedDemo:
    """`reset` restores the prepared data; with a page, its open tabs are notified."""

    controller: DemoController
    reset: Callable[[], Awaitable[None]]


async def run_demo(visit: Visit) -> None:
    """Runs until /quit, Ctrl+C or SIGTERM; without the page until the end of the input."""
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    say(_("A local Telegram and the bot are starting …"), at_once=True)
    with TemporaryDirectory(prefix="roadmap-bot-") as folder:
        set_up: list[PreparedDemo] = []

        def prepare(sandbox: Sandbox) -> None:
            controller = DemoController(sandbox, load_story(), Path(folder) / "demo.db", visit.locale)
            reset = (
                controller.reset
                if visit.port is None
                else mount(sandbox, playable_characters(load_story()), controller)
            )
            set_up.append(PreparedDemo(controller, reset))

        async with Sandbox.running(port=visit.port or 0, prepare=prepare) as sandbox:
            (demo,) = set_up
            try:
                await _until(stopped, _show(visit, sandbox, demo))
            finally:
                await demo.controller.close()


async def _until(stopped: asyncio.Event, show: Coroutine[Any, Any, None]) -> None:
    showing, stopping = start_task(show, "the demo"), start_task(stopped.wait(), "waiting for a signal")
    try:
        await asyncio.wait({showing, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if showing.done():
            await showing
    finally:
        for task in (showing, stopping):
            task.cancel()
        await asyncio.gather(showing, stopping, return_exceptions=True)


async def _show(visit: Visit, sandbox: Sandbox, demo: PreparedDemo) -> None:
    say(_("Six weeks of reports on the roadmap are being written …"), at_once=True)
    _tune_garbage_collector()
    await demo.reset()
    if visit.port is not None:
        say(_("The page: {url} (Ctrl+C ends)").format(url=sandbox.url), at_once=True)
        if visit.opened:
            _open(sandbox.url)
    quits = visit.talks and await converse(Conversation(sandbox, lambda: demo.controller.characters.visitor))
    if visit.port is not None and not quits:
        await asyncio.Event().wait()


def _tune_garbage_collector() -> None:
    """Sets the thresholds `run` uses."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)


def _open(url: str) -> None:
    """Opens the page in a browser with a window: a text browser would take the terminal from the chat."""
    if sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        # A daemon: a hanging browser must not keep the process alive.
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
