"""The webhook: deliveries are checked, stored, and only then acknowledged."""

import hmac
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web

from bot.fatal_errors import PortTaken
from bot.telegram.responses import decoded
from bot.updates.inbox import UpdateInbox
from bot.updates.raw_update import raw_update

SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
LARGEST_BODY: Final = 1024 * 1024
SHUTDOWN_SECONDS: Final = 3.0

log = logging.getLogger(__name__)


class Webhook:
    """Answers 401 without the secret, 413 to a large body, and 200 once the update cannot be lost any more."""

    def __init__(self, inbox: UpdateInbox, secret: str) -> None:
        self._inbox = inbox
        self._secret = secret.encode()

    async def receive(self, request: web.Request) -> web.Response:
        if not self._has_secret(request):
            return web.Response(status=401)
        body = await request.read()
        await self._inbox.wait_for_capacity()
        update = raw_update(decoded(body), body)
        if update is None:
            # Telegram repeats a refused delivery for a day.
            log.warning("a delivery without an update id was passed over")
        else:
            await self._inbox.accept([update])
        return web.Response()

    def _has_secret(self, request: web.Request) -> bool:
        shown = request.headers.get(SECRET_HEADER, "").encode(errors="replace")
        return hmac.compare_digest(shown, self._secret)

    async def refuse(self, request: web.Request) -> web.Response:
        """Answers 404; where Telegram's own delivery came to another path the log says so."""
        if self._has_secret(request):
            log.warning(
                "Telegram delivers to %s: that is not the path of WEBHOOK_URL; does the reverse proxy change it?",
                request.path,
            )
        return web.Response(status=404)

    @asynccontextmanager
    async def listening(self, url: str, address: tuple[str, int]) -> AsyncIterator[None]:
        """Serves the path of `url` at (host, port) until the block ends; raises `PortTaken`."""
        app = web.Application(client_max_size=LARGEST_BODY)
        app.router.add_post(urlsplit(url).path or "/", self.receive)
        app.router.add_post("/{other:.*}", self.refuse)
        runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=SHUTDOWN_SECONDS)
        await runner.setup()
        try:
            try:
                await web.TCPSite(runner, *address).start()
            except OSError as error:
                raise PortTaken from error
            yield
        finally:
            await runner.cleanup()
