"""What came back over the wire: a result, Telegram's refusal, or something that is not Telegram's at all."""

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
    """The result as JSON gives it; raises `UnexpectedResponse`, or Telegram's refusal as aiogram names it."""
    answer = decoded(content)
    if not isinstance(answer, dict) or not isinstance(answer.get("ok"), bool):
        raise UnexpectedResponse(method, f"an answer that is not Telegram's (HTTP {status})")
    if not answer["ok"]:
        code = answer.get("error_code")
        raise refusal(method, code if isinstance(code, int) else status, answer)
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        raise UnexpectedResponse(method, f"an answer that is not Telegram's (HTTP {status})")
    return answer.get("result")


def typed_result(bot: Bot, method: AnyMethod, found: Any) -> Any:
    """The result as the method promises it; one that nobody reads is just True, as `Message | bool` allows."""
    if not traits(type(method)).read:
        return True
    try:
        return _reader(method.__returning__).validate_python(found, context={"bot": bot})
    except ValidationError as error:
        fields = [".".join(map(str, each["loc"])) for each in error.errors(include_input=False)]
        raise AmbiguousOutcome(
            method, f"Telegram did it, but its answer is not understood: {fields}"
        ) from None


def decoded(content: bytes) -> Any:
    """The JSON value, or None when it is none."""
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
