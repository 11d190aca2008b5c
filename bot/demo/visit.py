"""A visit to the demo: the local Telegram, the bot, then the page and the chat in the terminal."""

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
from bot.console import say
from bot.demo.characters import characters
from bot.demo.demo_controller import DemoController
from bot.demo.story import the_story
from bot.demo.terminal import Conversation, converse
from bot.i18n import gettext as _
from bot.sandbox.page.routes import mount
from bot.sandbox.server import Sandbox


@dataclass(frozen=True, slots=True)
class Visit:
    """`port` None is a visit without the page; `opened` in a browser if there is one; `talks` in the terminal."""

    locale: str
    port: int | None
    opened: bool
    talks: bool


@dataclass(frozen=True, slots=True)
class PreparedDemo:
    """`begin` brings the prepared data; with a page, its open tabs are told."""

    stage: DemoController
    begin: Callable[[], Awaitable[None]]


async def receive(visit: Visit) -> None:
    """Until /quit, Ctrl+C or SIGTERM; without the page until the end of the input."""
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    say(_("A local Telegram and the bot are starting …"), at_once=True)
    with TemporaryDirectory(prefix="roadmap-bot-") as folder:
        set_up: list[PreparedDemo] = []

        def prepare(sandbox: Sandbox) -> None:
            stage = DemoController(sandbox, the_story(), Path(folder) / "demo.db", visit.locale)
            begin = stage.reset if visit.port is None else mount(sandbox, characters(the_story()), stage)
            set_up.append(PreparedDemo(stage, begin))

        async with Sandbox.running(port=visit.port or 0, prepare=prepare) as sandbox:
            (scene,) = set_up
            try:
                await _until(stopped, _show(visit, sandbox, scene))
            finally:
                await scene.stage.leave()


async def _until(stopped: asyncio.Event, show: Coroutine[Any, Any, None]) -> None:
    showing, stopping = asyncio.create_task(show), asyncio.create_task(stopped.wait())
    try:
        await asyncio.wait({showing, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if showing.done():
            await showing
    finally:
        for task in (showing, stopping):
            task.cancel()
        await asyncio.gather(showing, stopping, return_exceptions=True)


async def _show(visit: Visit, sandbox: Sandbox, scene: PreparedDemo) -> None:
    say(_("Six weeks of reports on the roadmap are being written …"), at_once=True)
    _spare_the_collector()
    await scene.begin()
    if visit.port is not None:
        say(_("The page: {url} (Ctrl+C ends)").format(url=sandbox.url), at_once=True)
        if visit.opened:
            _open(sandbox.url)
    quits = visit.talks and await converse(Conversation(sandbox, lambda: scene.stage.troupe.visitor))
    if visit.port is not None and not quits:
        await asyncio.Event().wait()


def _spare_the_collector() -> None:
    """As `run` does."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)


def _open(url: str) -> None:
    """In a browser with a window: one in the terminal would take the place of the chat."""
    if sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        # A daemon: a browser that does not come up must not keep the process alive.
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
