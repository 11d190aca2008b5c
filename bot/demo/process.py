"""The bot as `run` starts it, within this process: started, stopped gracefully, or killed."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack

from bot.app import App
from bot.background import start_task
from bot.clock import Clock
from bot.services.roadmap.cache import SearchIndexes
from bot.settings import Settings


class Process:
    """One bot at a time. `app` raises `LookupError` while there is none."""

    def __init__(self, settings: Callable[[], Settings], clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._indexes = SearchIndexes()
        self._stack = AsyncExitStack()
        self._app: App | None = None

    @property
    def app(self) -> App:
        if self._app is None:
            raise LookupError("the bot is not running")
        return self._app

    @property
    def is_idle(self) -> bool:
        return self._app is not None and self._app.inbox.is_idle

    async def start(self) -> None:
        """Begins the start and returns; `ready` waits for its end, which depends on Telegram too."""
        app = await self._stack.enter_async_context(App.running(self._settings(), self._clock, self._indexes))
        # A planned fault may end it; the exception is taken here, and the bot can be started again.
        app.working.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
        self._app = app

    async def ready(self) -> None:
        """Waits until the bot takes updates; raises the exception that ends it before that."""
        app = self.app
        ready = start_task(app.ready.wait(), "waiting until the bot is ready")
        try:
            await asyncio.wait({ready, app.working}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ready.cancel()
        if app.working.done():
            await app.working

    async def stop(self) -> None:
        """Stops the bot after it has finished what it has begun."""
        self._app = None
        await self._stack.aclose()

    async def kill(self) -> None:
        """Stops the bot without finishing calls and transactions: only effects that have happened already stay."""
        if self._app is not None:
            self._app.working.cancel()
            await asyncio.gather(self._app.inbox.stop(0), self._app.outbox.stop(0))
        await self.stop()
