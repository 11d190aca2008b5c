"""Attributes worked out when first asked for, without the lock functools takes for each object."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")


class lazy(Generic[Value]):  # noqa: N801  # reads like `property`
    """The result is kept beside the other attributes of the object, where the next access finds it at once."""

    def __init__(self, read: Callable[[Any], Value]) -> None:
        self._read = read

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, instance: Any, owner: type | None = None) -> Value:
        value = instance.__dict__[self._name] = self._read(instance)
        return value
