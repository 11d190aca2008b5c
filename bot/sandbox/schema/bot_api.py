"""The Bot API 10.3 as JSON: its objects, its methods, and what they take."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import orjson

FILE = "bot-api-10.3.json"
Payload = dict[str, Any]


def dumped(value: Any) -> bytes:
    return orjson.dumps(value)


def loaded(raw: bytes | str) -> Any:
    """Raises `ValueError` when the text is not JSON."""
    return orjson.loads(raw)


def present(**fields: Any) -> Payload:
    """Only the fields that have a value: Telegram leaves absent fields out."""
    return {name: value for name, value in fields.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter or an object's field; `kind` is the type in the schema's words: `Array of Integer`."""

    name: str
    kind: str
    required: bool


@dataclass(frozen=True, slots=True)
class Method:
    name: str
    parameters: dict[str, Field]


class Schema:
    """`types` maps an object's name to its fields; unions have none and are known by their name's beginning."""

    def __init__(self, raw: Payload) -> None:
        self.methods = {
            name.lower(): Method(name, _fields(method["params"])) for name, method in raw["methods"].items()
        }
        self.types = {name: _fields(one.get("fields", {})) for name, one in raw["types"].items()}

    def method(self, name: str) -> Method | None:
        """Method names are case-insensitive."""
        return self.methods.get(name.lower())

    def variants(self, kind: str) -> list[str]:
        """The objects a union stands for: `MenuButton` is any of `MenuButtonCommands` and so on."""
        begin, end = ("Input", "MessageContent") if kind == "InputMessageContent" else (kind, "")
        members = (name for name, fields in self.types.items() if fields)
        return [name for name in members if name.startswith(begin) and name.endswith(end)]


@lru_cache(maxsize=1)
def bot_api() -> Schema:
    return Schema(loaded(files("bot.sandbox.schema").joinpath(FILE).read_bytes()))


def _fields(raw: Payload) -> dict[str, Field]:
    return {name: Field(name, one["type"], one["required"]) for name, one in raw.items()}
