"""The HTTP session: one JSON body a call, within the rate limits, repeated only where harmless, the token never shown."""

import logging
import time
from collections.abc import AsyncGenerator
from math import inf
from typing import Any, Final, cast

import orjson
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import AiogramError, TelegramAPIError, TelegramRetryAfter
from aiogram.methods.base import TelegramMethod, TelegramType
from aiohttp import ClientTimeout
from aiohttp.typedefs import LooseHeaders

from bot.settings import Settings
from bot.telegram.errors import (
    TRANSPORT_ERRORS,
    AmbiguousOutcome,
    NotSent,
    UnexpectedResponse,
    pause_before_retry,
    transport_error,
)
from bot.telegram.rate_limits import RateLimits, WaitTooLong
from bot.telegram.request_context import REQUEST_CONTEXT
from bot.telegram.requests import AnyMethod, HoldsFile, counted_messages, json_body, traits
from bot.telegram.responses import result, typed_result
from bot.telegram.socket_options import watched_socket, without_password

JSON: LooseHeaders = {"Content-Type": "application/json"}
CONNECT_SECONDS: Final = 4.0
RESPONSE_SECONDS: Final = 15.0
UPLOAD_SECONDS: Final = 120.0
PATIENCE: Final = 5.0  # seconds; a person who pressed a button waits no longer

log = logging.getLogger(__name__)


class DownloadFailed(AiogramError):
    """A file could not be fetched; its address, which holds the token, is not in the text."""


class TelegramSession(AiohttpSession):
    """Talks to the Bot API server at `api_url`; `proxy_url` may hold a password, which no error repeats.

    A call waits `patience` seconds in all for limits and retries, one that answers an update perhaps longer
    (`bot.telegram.request_context`), and raises `TelegramRetryAfter` when that is not enough,
    `NotSent` when it never left, `AmbiguousOutcome` when its outcome is unknown, or Telegram's refusal as
    aiogram names it.
    """

    def __init__(self, api_url: str, proxy_url: str | None = None, limits: RateLimits | None = None) -> None:
        super().__init__(
            api=TelegramAPIServer.from_base(api_url),
            proxy=proxy_url,
            json_loads=orjson.loads,
            timeout=RESPONSE_SECONDS,
        )
        self.limits = limits or RateLimits()
        self.patience = PATIENCE
        self.heard_at = -inf  # monotonic seconds: when Telegram last answered anything
        self._proxy_name = without_password(proxy_url) if proxy_url else None
        if proxy_url is None:
            self._connector_init["socket_factory"] = watched_socket

    @classmethod
    def from_settings(cls, settings: Settings) -> "TelegramSession":
        proxy = settings.proxy_url
        return cls(settings.telegram_api_url, proxy.get_secret_value() if proxy else None)

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram names it
    ) -> TelegramType:
        found = await self.call(bot, method, timeout)
        return cast("TelegramType", typed_result(bot, method, found))

    async def call(self, bot: Bot, method: AnyMethod, seconds: float | None = None) -> Any:
        """Returns the result as JSON gives it; `seconds` limits one attempt instead of the usual time-outs.

        Repeats what failed as far as that is harmless and the patience of the caller lasts.
        """
        update = REQUEST_CONTEXT.get()
        if update is None:
            return await self._call_until_done(bot, method, seconds)
        reply = not traits(type(method)).repeatable
        if reply:
            await update.begin()
        paced_at = self.limits.clock()
        try:
            found = await self._call_until_done(bot, method, seconds)
        except (NotSent, AmbiguousOutcome) as error:
            arrived = reply and isinstance(error, AmbiguousOutcome)
            update.note_failure(may_have_arrived=arrived, alone=self.heard_at > update.started)
            raise
        finally:
            update.patience -= self.limits.clock() - paced_at
        update.sent |= reply
        return found

    async def call_once(self, bot: Bot, method: AnyMethod, seconds: float | None = None) -> Any:
        """Makes one attempt without waiting for rate limits; returns the result as decoded JSON."""
        url = self.api.api_url(token=bot.token, method=method.__api_method__)
        body = self._body(bot, method)
        limit = ClientTimeout(
            total=seconds or (RESPONSE_SECONDS if "headers" in body else UPLOAD_SECONDS),
            connect=CONNECT_SECONDS + 1,
            sock_connect=CONNECT_SECONDS,
        )
        session = await self.create_session()
        try:
            async with session.post(url, timeout=limit, allow_redirects=False, **body) as response:
                content = await response.read()
        except TRANSPORT_ERRORS as error:
            raise transport_error(method, error, self._proxy_name) from None
        return self._response_result(method, response.status, content)

    def _response_result(self, method: AnyMethod, status: int, content: bytes) -> Any:
        """Returns the result, and remembers when Telegram, not a gateway, last answered."""
        before, self.heard_at = self.heard_at, time.monotonic()
        try:
            return result(method, status, content)
        except UnexpectedResponse:
            self.heard_at = before
            raise

    async def _call_until_done(self, bot: Bot, method: AnyMethod, seconds: float | None) -> Any:
        clock = self.limits.clock
        give_up = clock() + self._patience(method)
        attempt = 0
        while True:
            attempt += 1
            await self._acquire(method, give_up - clock())
            try:
                return await self.call_once(bot, method, seconds)
            except TelegramAPIError as error:
                if isinstance(error, TelegramRetryAfter):
                    self.limits.pause(getattr(method, "chat_id", None), error.retry_after)
                pause = pause_before_retry(method, error, attempt)
                if pause is None or clock() + pause > give_up:
                    raise
                log.info("%s: %s; again in %.1f s", method.__api_method__, type(error).__name__, pause)
                await self.limits.sleep(pause)

    def _patience(self, method: AnyMethod) -> float:
        update = REQUEST_CONTEXT.get()
        longer = update.patience_for(getattr(method, "chat_id", None)) if update else 0.0
        return max(self.patience, longer)

    async def _acquire(self, method: AnyMethod, patience: float) -> None:
        if messages := counted_messages(method):
            try:
                await self.limits.acquire(getattr(method, "chat_id", None), messages, patience)
            except WaitTooLong as error:
                raise TelegramRetryAfter(
                    method, "held back", retry_after=round(error.seconds + 0.5)
                ) from None

    def _body(self, bot: Bot, method: AnyMethod) -> dict[str, Any]:
        try:
            return {"data": json_body(bot, method), "headers": JSON}
        except HoldsFile:
            return {"data": self.build_form_data(bot, method)}

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,
        timeout: int = 30,  # noqa: ASYNC109 - aiogram names it
        chunk_size: int = 65536,
        raise_for_status: bool = True,
    ) -> AsyncGenerator[bytes, None]:
        """Yields the file's bytes; raises `DownloadFailed`."""
        failed = ""
        try:
            async for chunk in super().stream_content(url, headers, timeout, chunk_size, raise_for_status):
                yield chunk
        except TRANSPORT_ERRORS as error:
            failed = type(error).__name__
        if failed:
            # Raised here, for the error above holds the address with the token and must not hang on this one.
            raise DownloadFailed(f"the file was not downloaded: {failed}")
