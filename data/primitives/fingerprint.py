"""What a button was decided on, short enough to be carried in it, and the check in the transaction that writes."""

import json
from collections.abc import Collection
from typing import Any
from zlib import crc32


class Outdated(Exception):
    """What a person decided on has changed since their screen was shown; nothing is written."""


def fingerprint_of(*shown: Any) -> int:
    """Returns a number below 2³² that changes with the values, which are plain ones: texts, numbers, lists, mappings."""
    text = json.dumps(shown, sort_keys=True, ensure_ascii=False)
    return crc32(text.encode("utf-8", "surrogatepass"))


def require_seen(seen: int, current: int, done: Collection[Any] = ()) -> None:
    """Lets a decision pass that was made on what still holds.

    `seen` and `current` are fingerprints; `done` is what the same update did before a crash. Raises `Outdated`.
    """
    if seen != current and not done:
        raise Outdated
