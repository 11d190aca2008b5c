"""Methods of the Bot API as requests: one JSON body, and what is known of the method."""

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

import orjson
from aiogram import Bot
from aiogram.client.default import Default
from aiogram.methods import TelegramMethod
from aiogram.types import InputFile, Message, TelegramObject

from data.primitives.text_cleaning import mended

AnyMethod = TelegramMethod[Any]

REPEATABLE = (
    "get",
    "edit",
    "delete",
    "set",
    "pin",
    "unpin",
    "answerCallbackQuery",
    "answerInlineQuery",
    "sendChatAction",
)
COUNTED = ("sendMessage", "editMessage", "copy", "forward", "createForumTopic", "send")
NOT_COUNTED = ("sendChatAction", "sendChatJoinRequest")
PLAIN = frozenset({str, int, bool, float})


@dataclass(frozen=True, slots=True)
class MethodTraits:
    """What is known of a method.

    `repeatable`: twice does no more than once; `counted`: falls under the flood limits; `read`: has a result
    that callers use (an edited message comes back whole, and no caller looks at it).
    """

    repeatable: bool
    counted: bool
    read: bool


@cache
def traits(method: type[AnyMethod]) -> MethodTraits:
    name = method.__api_method__
    draft = name.endswith("Draft")  # the same draft_id replaces what is shown
    return MethodTraits(
        repeatable=draft or name.startswith(REPEATABLE),
        counted=name.startswith(COUNTED) and not name.startswith(NOT_COUNTED),
        read=method.__returning__ not in (bool, Message | bool),
    )


def counted_messages(method: AnyMethod) -> int:
    """Returns how many messages the flood limits see in a call; an album counts as its parts."""
    if not traits(type(method)).counted:
        return 0
    parts = getattr(method, "media", None) or getattr(method, "message_ids", None)
    return len(parts) if isinstance(parts, list) else 1


class HoldsFile(Exception):
    """A file can only travel in a multipart form."""


def json_body(bot: Bot, method: AnyMethod) -> bytes:
    """Returns the parameters that are set, defaults of the bot filled in; raises `HoldsFile` when a file is among them."""
    parameters = _plain(method.model_dump(exclude_none=True, warnings=False), bot)
    try:
        return orjson.dumps(parameters)
    except orjson.JSONEncodeError:
        return orjson.dumps(_mended(parameters))


def _plain(value: Any, bot: Bot) -> Any:
    kind = type(value)
    if kind in PLAIN:
        return value
    if kind is dict:
        return {key: plain for key, item in value.items() if (plain := _plain(item, bot)) is not None}
    if kind is list:
        return [_plain(item, bot) for item in value]
    return _rare(value, bot)


def _rare(value: Any, bot: Bot) -> Any:
    if isinstance(value, Default):
        return _plain(bot.default[value.name], bot)
    if isinstance(value, TelegramObject):
        return _plain(value.model_dump(exclude_none=True, warnings=False), bot)
    if isinstance(value, InputFile):
        raise HoldsFile
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.timedelta):
        value = dt.datetime.now(dt.UTC) + value
    return round(value.timestamp()) if isinstance(value, dt.datetime) else value


def _mended(value: Any) -> Any:
    """Mends every text of the parameters; offsets of entities stay true."""
    if isinstance(value, str):
        return mended(value)
    if isinstance(value, dict):
        return {key: _mended(item) for key, item in value.items()}
    return [_mended(item) for item in value] if isinstance(value, list) else value
