"""Checks that a decoded value has the shape the schema gives it."""

import re
from typing import Any

from bot.sandbox.schema.bot_api import Schema

PLAIN: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Float": (int, float),
    "String": (str,),
    "Boolean": (bool,),
    "True": (bool,),
}
SEPARATOR = re.compile(r",\s*(?:and\s+)?|\s+(?:or|and)\s+")
OPEN = frozenset({"InputFile", "RichText", "CallbackGame"})


def shape_errors(schema: Schema, kind: str, value: Any, where: str) -> list[str]:
    """Errors in the value, a sentence for every one: unknown fields, missing fields, wrong types."""
    if kind.startswith("Array of "):
        return _array_errors(schema, kind.removeprefix("Array of "), value, where)
    choices = SEPARATOR.split(kind)
    if len(choices) > 1:
        return _shortest([shape_errors(schema, choice, value, where) for choice in choices])
    if kind in OPEN:
        return []
    if kind in PLAIN:
        return _plain_errors(kind, value, where)
    return _object_errors(schema, kind, value, where)


def _array_errors(schema: Schema, kind: str, value: Any, where: str) -> list[str]:
    if not isinstance(value, list):
        return [f"{where} must be an array"]
    return [
        text for at, one in enumerate(value) for text in shape_errors(schema, kind, one, f"{where}[{at}]")
    ]


def _plain_errors(kind: str, value: Any, where: str) -> list[str]:
    fits = isinstance(value, PLAIN[kind]) and (kind in ("Boolean", "True") or not isinstance(value, bool))
    return [] if fits else [f"{where} must be of type {kind}, not {type(value).__name__}"]


def _object_errors(schema: Schema, kind: str, value: Any, where: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{where} must be an object {kind}"]
    fields = schema.types.get(kind, {})
    if not fields and (variants := schema.variants(kind)):
        return _shortest([_object_errors(schema, variant, value, where) for variant in variants])
    unknown = [f"{where} has an unknown field {name} ({kind})" for name in value if name not in fields]
    missing = [
        f"{where} lacks the field {field.name} ({kind})"
        for field in fields.values()
        if field.required and field.name not in value
    ]
    known = [(fields[name], one) for name, one in value.items() if name in fields and one is not None]
    inner = [
        text
        for field, one in known
        for text in shape_errors(schema, field.kind, one, f"{where}.{field.name}")
    ]
    return [*unknown, *missing, *inner]


def _shortest(found: list[list[str]]) -> list[str]:
    return min(found, key=len)
