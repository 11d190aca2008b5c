"""The parameters of one call: text of a form or values of JSON, decoded by the schema."""

import re
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.schema.bot_api import Field, Method, Schema, loaded
from bot.sandbox.schema.errors import bad_request
from bot.sandbox.schema.shapes import PLAIN, shape_errors

NUMBER = re.compile(r"[+-]?\d{1,19}")
YES = frozenset({"true", "yes", "1"})
NO = frozenset({"false", "no", "0", ""})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the request."""

    name: str
    mime: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Malformed:
    """Text that is not JSON, given for an object or array."""

    text: str


@dataclass(slots=True)
class Parameters:
    """Decoded values by name. `problems` is what a strict test complains of, beside any refusal."""

    values: dict[str, Any]
    uploads: dict[str, Upload] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def text(self, name: str) -> str:
        value = self.values.get(name)
        return value if isinstance(value, str) else "" if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        value = self.values.get(name)
        return value if isinstance(value, int) else default

    def flag(self, name: str) -> bool:
        return self.values.get(name) is True

    def has(self, name: str) -> bool:
        return self.values.get(name) is not None

    def parsed(self, name: str, complaint: str) -> Any:
        """An object or array, or None; raises `ApiError` 400 with the complaint when it is not JSON."""
        value = self.values.get(name)
        if isinstance(value, Malformed):
            raise bad_request(complaint)
        return value

    def file(self, reference: Any) -> Upload | str:
        """The file a parameter names: an upload (also by `attach://name`), or an id or address."""
        if isinstance(reference, Upload):
            return reference
        name = str(reference or "")
        if not name.startswith("attach://"):
            return name
        upload = self.uploads.get(name.removeprefix("attach://"))
        if upload is None:
            raise bad_request(f"Can't find the file {name} among the parts of the request")
        return upload

    def complain(self, what: str) -> None:
        self.problems.append(what)


def decoded(schema: Schema, method: Method, raw: dict[str, Any], uploads: dict[str, Upload]) -> Parameters:
    """Unknown names are dropped with a complaint, as Telegram drops them without one."""
    parameters = Parameters({}, uploads)
    for name, value in raw.items():
        wanted = method.parameters.get(name)
        if wanted is None:
            parameters.complain(f"unknown parameter {name}")
        elif value is not None:
            parameters.values[name] = _value(schema, wanted, value, parameters)
    for wanted in method.parameters.values():
        given = wanted.name in parameters.values or wanted.name in uploads
        if wanted.required and not given:
            parameters.complain(f"required parameter {wanted.name} is missing")
    for name in uploads.keys() & method.parameters.keys():
        parameters.values[name] = uploads[name]
    return parameters


def _value(schema: Schema, wanted: Field, value: Any, parameters: Parameters) -> Any:
    try:
        plain = _from_text(wanted.kind, value) if isinstance(value, str) else value
    except ValueError:
        parameters.complain(f"{wanted.name} must be of type {wanted.kind}, not {value!r:.60}")
        return 0 if wanted.kind == "Integer" else Malformed(str(value))
    found = (
        [] if wanted.kind == "InputFile or String" else shape_errors(schema, wanted.kind, plain, wanted.name)
    )
    parameters.problems.extend(found)
    return plain


def _from_text(kind: str, text: str) -> Any:
    """The value of a form's field. Raises `ValueError` when the text cannot be of this type."""
    match kind:
        case "String" | "InputFile" | "InputFile or String":
            return text
        case "Integer or String":
            return int(text) if NUMBER.fullmatch(text.strip()) else text
        case "Integer":
            return _integer(text)
        case "Float":
            return float(text)
        case "Boolean" | "True":
            return _flag(text)
        case _:
            return loaded(text) if kind not in PLAIN else text


def _integer(text: str) -> int:
    if not NUMBER.fullmatch(text.strip()):
        raise ValueError(text)
    return int(text)


def _flag(text: str) -> bool:
    lowered = text.strip().lower()
    if lowered not in YES | NO:
        raise ValueError(text)
    return lowered in YES
