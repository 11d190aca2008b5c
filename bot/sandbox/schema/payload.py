"""JSON as it stands on the wire."""

from typing import Any

import orjson

Payload = dict[str, Any]


def dumped(value: Any) -> bytes:
    return orjson.dumps(value)


def loaded(raw: bytes | str) -> Any:
    """Raises `ValueError` when the text is not JSON."""
    return orjson.loads(raw)


def present(**fields: Any) -> Payload:
    """Only the fields that have a value: Telegram leaves absent fields out."""
    return {name: value for name, value in fields.items() if value is not None}
