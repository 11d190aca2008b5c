"""The bot that `run` runs, within this process: started, stopped in peace, or killed."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack

from bot.app import App
from bot.clock import Clock
from bot.settings import Settings


class Process:
    """One bot at a time. `app` raises `LookupError` while there is none."""

    def __init__(self, settings: Callable[[], Settings], clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
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
        """Returns when it is being started: how soon it is ready lies with Telegram too."""
        app = await self._stack.enter_async_context(App.running(self._settings(), self._clock))
        # Should a fault end it, that is nobody's error here: it waits to be started again.
        app.working.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
        self._app = app

    async def ready(self) -> None:
        """Until it takes updates; raises what ends it before that."""
        app = self.app
        ready = asyncio.create_task(app.ready.wait())
        try:
            await asyncio.wait({ready, app.working}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ready.cancel()
        if app.working.done():
            await app.working

    async def stop(self) -> None:
        """Lets it finish what it has begun."""
        self._app = None
        await self._stack.aclose()

    async def kill(self) -> None:
        """Nothing under way is finished: of each call and transaction only what has happened already stays."""
        if self._app is not None:
            self._app.working.cancel()
            await asyncio.gather(self._app.inbox.stop(0), self._app.outbox.stop(0))
        await self.stop()
