"""Responses of the Bot API: a result, Telegram's refusal, or something that is not Telegram's at all."""

import json
from functools import cache
from http import HTTPStatus
from typing import Any

import orjson
from aiogram import Bot
from pydantic import TypeAdapter, ValidationError

from bot.telegram.errors import AmbiguousOutcome, UnexpectedResponse, refusal
from bot.telegram.requests import AnyMethod, traits


def result(method: AnyMethod, status: int, content: bytes) -> Any:
    """Returns the result as JSON gives it; raises `UnexpectedResponse`, or Telegram's refusal as aiogram names it."""
    response = decoded(content)
    if not isinstance(response, dict) or not isinstance(response.get("ok"), bool):
        raise UnexpectedResponse(method, f"a response that is not Telegram's (HTTP {status})")
    if not response["ok"]:
        code = response.get("error_code")
        raise refusal(method, code if isinstance(code, int) else status, response)
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        raise UnexpectedResponse(method, f"a response that is not Telegram's (HTTP {status})")
    return response.get("result")


def typed_result(bot: Bot, method: AnyMethod, found: Any) -> Any:
    """Returns the result as aiogram types it; one that no caller uses is just True, as `Message | bool` allows."""
    if not traits(type(method)).read:
        return True
    try:
        return _reader(method.__returning__).validate_python(found, context={"bot": bot})
    except ValidationError as error:
        fields = [".".join(map(str, failed["loc"])) for failed in error.errors(include_input=False)]
        raise AmbiguousOutcome(
            method, f"Telegram did it, but its response is not understood: {fields}"
        ) from None


def decoded(content: bytes) -> Any:
    """Returns the JSON value, or None for what is not JSON."""
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        pass
    try:
        # Takes half a surrogate pair, so that one broken text does not hold up a hundred updates.
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


@cache
def _reader(returned: Any) -> TypeAdapter[Any]:
    return TypeAdapter(returned)
