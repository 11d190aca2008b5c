"""A raw update: its id, and the queue it waits in."""

import json
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import orjson

from bot.telegram.responses import decoded

LARGEST_ID = 2**63 - 1  # what SQLite's INTEGER holds


@dataclass(frozen=True, slots=True)
class RawUpdate:
    """`chat` is the queue it waits in: its chat, else the person it came from."""

    update_id: int
    chat: Hashable
    payload: bytes


def raw_update(found: Any, payload: bytes | None = None) -> RawUpdate | None:
    """Returns an update that JSON gave; None for one without a usable id, by which it could be recognised."""
    update_id = found.get("update_id") if isinstance(found, dict) else None
    if type(update_id) is not int or not 0 <= update_id <= LARGEST_ID:
        return None
    return RawUpdate(update_id, _chat(found), payload or _dumped(found))


def stored_chat(payload: bytes) -> Hashable:
    found = decoded(payload)
    return _chat(found) if isinstance(found, dict) else None


def _chat(found: dict[str, Any]) -> Hashable:
    event = next((value for key, value in found.items() if key != "update_id"), None)
    for path in (("chat",), ("message", "chat"), ("from",), ("user",)):
        if (number := _number_at(event, path)) is not None:
            return number
    return None


def _number_at(value: Any, path: tuple[str, ...]) -> int | None:
    for name in (*path, "id"):
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, int) else None


def _dumped(found: dict[str, Any]) -> bytes:
    try:
        return orjson.dumps(found)
    except orjson.JSONEncodeError:
        # Half a surrogate pair or a number beyond 64 bits: kept as it came, to be set aside when it is read.
        return json.dumps(found).encode()
