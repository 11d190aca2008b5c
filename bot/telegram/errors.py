"""Errors of calls to Telegram, by what may be done about them."""

import random
import re
from typing import Any, Final

from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiohttp import ClientConnectorError, ClientError, ConnectionTimeoutError
from aiohttp_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError

from bot.telegram.requests import AnyMethod, traits

PROXY_ERRORS = (ProxyError, ProxyConnectionError, ProxyTimeoutError)
TRANSPORT_ERRORS = (ClientError, OSError, *PROXY_ERRORS)  # TimeoutError is an OSError
DEFAULT_RETRY_AFTER: Final = 3  # seconds, when Telegram says "too many requests" and not for how long
ATTEMPTS: Final = {"unsent": 5, "uncertain": 3, "server": 3}


# Telegram's words, in lower case. The names of errors in capitals come from its servers unchanged.
NOT_MODIFIED: Final = ("message is not modified",)
ALREADY_DELETED: Final = ("message to delete not found",)
POST_GONE: Final = ("message to edit not found", "message_id_invalid", "message can't be edited")
NOT_EDITABLE: Final = (*POST_GONE, "there is no text in the message to edit")
ANSWERED_TOO_LATE: Final = ("query is too old", "query id is invalid")
TOPIC_GONE: Final = ("message thread not found", "topic_closed", "topic_deleted")
NO_RIGHTS: Final = (
    *("not enough rights", "have no write access", "chat_write_forbidden", "chat_restricted"),
    "chat_send_plain_forbidden",
)
CHAT_NOT_FOUND: Final = ("chat not found",)
NO_RIGHT_TO_FILES: Final = re.compile(
    r"not enough rights to send (?!text)|chat_send_(?!plain)\w+_forbidden"
)  # and not to texts


class NotSent(TelegramNetworkError):
    """The request never left: refused, not resolved, the proxy did not connect. Repeating it is harmless."""


class AmbiguousOutcome(TelegramNetworkError):
    """Telegram may have done it: the response did not come, or was cut off."""


class UnexpectedResponse(AmbiguousOutcome):
    """The response is not Telegram's: a gateway's page, a provider's stub."""


REFUSALS: dict[int, type[TelegramAPIError]] = {
    400: TelegramBadRequest,
    401: TelegramUnauthorizedError,
    403: TelegramForbiddenError,
    404: TelegramNotFound,
    409: TelegramConflictError,
    413: TelegramEntityTooLarge,
}


def is_not_modified(error: TelegramAPIError) -> bool:
    """The message shows already what it was to be changed to."""
    return _says(error, NOT_MODIFIED)


def is_already_done(error: TelegramAPIError) -> bool:
    """An edit or a deletion has nothing left to do."""
    return _says(error, NOT_MODIFIED + ALREADY_DELETED)


def is_post_gone(error: TelegramAPIError) -> bool:
    """The message to be changed was deleted, or is too old to be changed."""
    return _says(error, POST_GONE)


def is_not_editable(error: TelegramAPIError) -> bool:
    """The message is gone, too old, or a picture without a text."""
    return _says(error, NOT_EDITABLE)


def is_answered_too_late(error: TelegramAPIError) -> bool:
    """A press is more than some minutes old; Telegram takes no answer to it any more."""
    return _says(error, ANSWERED_TOO_LATE)


def is_topic_gone(error: TelegramAPIError) -> bool:
    """The topic was closed or deleted."""
    return _says(error, TOPIC_GONE)


def lacks_rights(error: TelegramAPIError) -> bool:
    """The bot may not write in the chat."""
    return _says(error, NO_RIGHTS) and not lacks_right_to_files(error)


def lacks_right_to_files(error: TelegramAPIError) -> bool:
    """The bot may not send this kind of file in the chat; texts are another right."""
    return NO_RIGHT_TO_FILES.search(error.message.lower()) is not None


def is_chat_not_found(error: TelegramAPIError) -> bool:
    return _says(error, CHAT_NOT_FOUND)


def transport_error(method: AnyMethod, error: Exception, proxy: str | None) -> TelegramNetworkError:
    """Returns what a failed connection means; `proxy` is its address without the password.

    The text never holds the request's address, where the token is.
    """
    if isinstance(error, PROXY_ERRORS):
        return NotSent(method, f"the proxy {proxy} did not connect: {error}")
    if isinstance(error, ClientConnectorError | ConnectionTimeoutError):
        through = f" through the proxy {proxy}" if proxy else ""
        return NotSent(method, f"Telegram was not reached{through}: {type(error).__name__}")
    return AmbiguousOutcome(method, f"no response from Telegram: {type(error).__name__}")


def refusal(method: AnyMethod, status: int, response: dict[str, Any]) -> TelegramAPIError:
    """Returns Telegram's refusal as the exception aiogram has for it."""
    description = str(response.get("description") or f"HTTP {status} without a description")
    parameters = response.get("parameters")
    parameters = parameters if isinstance(parameters, dict) else {}
    if status == 429 or parameters.get("retry_after"):
        return TelegramRetryAfter(method, description, retry_after=_seconds(parameters, description))
    if migrated := parameters.get("migrate_to_chat_id"):
        return TelegramMigrateToChat(method, description, migrate_to_chat_id=migrated)
    if status >= 500:
        return TelegramServerError(method, description)
    return REFUSALS.get(status, TelegramAPIError)(method, description)


def pause_before_retry(method: AnyMethod, error: TelegramAPIError, attempt: int) -> float | None:
    """Returns seconds until the next attempt after attempt number `attempt` failed; None when it must not be repeated."""
    if isinstance(error, TelegramRetryAfter):
        return float(error.retry_after)
    if isinstance(error, NotSent):
        allowed = ATTEMPTS["unsent"]
    elif isinstance(error, AmbiguousOutcome):
        allowed = ATTEMPTS["uncertain"] if traits(type(method)).repeatable else 1
    else:
        allowed = ATTEMPTS["server"] if isinstance(error, TelegramServerError) else 1
    return jittered(0.3 * 2 ** (attempt - 1)) if attempt < allowed else None


def jittered(seconds: float) -> float:
    """Returns a random half to whole of it, so that many clients do not come back together."""
    return seconds * random.uniform(0.5, 1.0)  # noqa: S311 - spreads load, guards nothing


def _says(error: TelegramAPIError, phrases: tuple[str, ...]) -> bool:
    description = error.message.lower()
    return any(phrase in description for phrase in phrases)


def _seconds(parameters: dict[str, Any], description: str) -> int:
    named = re.search(r"retry after (\d+)", description)
    return int(parameters.get("retry_after") or (named and named[1]) or DEFAULT_RETRY_AFTER)
