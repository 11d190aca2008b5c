"""The HTTP side: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

from aiohttp import web

from bot.sandbox.api.calls import Reply, read_call
from bot.sandbox.api.dispatch import answer
from bot.sandbox.api.faults import refusal
from bot.sandbox.api.telegram import Telegram
from bot.sandbox.schema.errors import ApiError

TELEGRAM = web.AppKey("telegram", Telegram)
SHUTDOWN = 0.1  # seconds a running call gets when the server stops


def application(telegram: Telegram) -> web.Application:
    """Further routes (a page in the browser) may be added before it starts."""
    app = web.Application(client_max_size=telegram.options.body_limit)
    app[TELEGRAM] = telegram
    app.router.add_route("*", "/bot{token}/{method}", handle_call)
    app.router.add_get("/file/bot{token}/{path:.+}", handle_download)
    app.router.add_route("*", "/bot{token}", handle_unknown)
    return app


async def handle_call(request: web.Request) -> web.StreamResponse:
    telegram = request.app[TELEGRAM]
    try:
        reply = await answer(telegram, await read_call(request))
    except ApiError as error:
        reply = refusal(error)
    except web.HTTPRequestEntityTooLarge:
        reply = refusal(ApiError(413))
    if reply is None:
        return _dropped(request)
    return _response(reply)


async def handle_download(request: web.Request) -> web.StreamResponse:
    telegram = request.app[TELEGRAM]
    try:
        telegram.account.check_token(request.match_info["token"])
    except ApiError as error:
        return _response(refusal(error))
    stored = telegram.state.files.at(request.match_info["path"])
    if stored is None:
        return _response(refusal(ApiError(404)))
    return web.Response(body=stored.body, content_type="application/octet-stream")


async def handle_unknown(_request: web.Request) -> web.StreamResponse:
    return _response(refusal(ApiError(404)))


def _response(reply: Reply) -> web.Response:
    return web.Response(
        body=reply.body,
        status=reply.status,
        headers={"Content-Type": reply.content_type, **reply.headers},
    )


def _dropped(request: web.Request) -> web.Response:
    """The bot sees its connection reset."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


class HttpServer:
    """One port that may be closed and opened again, as a network that fails and returns."""

    def __init__(self, app: web.Application, host: str, port: int) -> None:
        self._app = app
        self._host = host
        self._port = port
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None

    @property
    def url(self) -> str:
        return f"http://{self._host}:{self._port}"

    async def start(self) -> None:
        self._runner = web.AppRunner(
            self._app, handler_cancellation=True, shutdown_timeout=SHUTDOWN, access_log=None
        )
        await self._runner.setup()
        await self.open()

    async def open(self) -> None:
        """Listens; a port of 0 becomes the free one the system chose."""
        if self._runner is None or self._site is not None:
            return
        self._site = web.TCPSite(self._runner, self._host, self._port)
        await self._site.start()
        self._port = self._runner.addresses[-1][1]

    async def close(self) -> None:
        """Refuses new connections and resets the open ones."""
        site, self._site = self._site, None
        if site is None or self._runner is None:
            return
        await site.stop()
        for connection in self._runner.server.connections if self._runner.server else ():
            connection.force_close()

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
