"""Every button that writes: idempotent and said so, or decided on what its screen showed. Found by construction."""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import FunctionType
from typing import Any, Final, get_type_hints

import pytest
from aiogram.filters.callback_data import CallbackData

import handlers
from bot.access import declared_permissions
from tests.handlers.test_permission_matrix import pressed

OURS: Final = ("bot.", "handlers.")
EFFECTS: Final = {"writing", "send_calls"}  # a transaction, or what is sent without one


@dataclass
class Reach:
    """What a function can come to by the names that it mentions: functions of modules, methods of annotated values."""

    seen: set[Callable[..., Any]] = field(default_factory=set)

    def writes(self, function: Callable[..., Any]) -> bool:
        """True when a transaction is opened somewhere below the function."""
        if not _is_ours(function) or function in self.seen:
            return False
        self.seen.add(function)
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
        types = _hints(function)
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in EFFECTS:
                return True
            if any(self.writes(found) for found in _mentioned(node, function, types)):
                return True
        return False


def _is_ours(function: Any) -> bool:
    return isinstance(function, FunctionType) and function.__module__.startswith(OURS)


def _hints(function: Callable[..., Any]) -> dict[str, Any]:
    try:
        hints = get_type_hints(function)
    except NameError:
        hints = {}
    owner = _owner(function)
    return hints | ({"self": owner} if owner else {})


def _owner(function: Callable[..., Any]) -> Any:
    name = function.__qualname__.split(".<locals>")[0].rpartition(".")[0]
    return vars(inspect.getmodule(function)).get(name) if name else None


def _mentioned(node: ast.AST, function: Any, types: dict[str, Any]) -> Iterator[Any]:
    if isinstance(node, ast.Name):
        yield inspect.unwrap(function).__globals__.get(node.id)
    elif isinstance(node, ast.Attribute):
        owner = _type_of(node.value, types)
        found = inspect.getattr_static(owner, node.attr, None) if owner else None
        yield found.fget if isinstance(found, property) else found


def _type_of(node: ast.AST, types: dict[str, Any]) -> Any:
    if isinstance(node, ast.Name):
        return types.get(node.id)
    if isinstance(node, ast.Attribute) and (owner := _type_of(node.value, types)):
        ours = isinstance(owner, type) and owner.__module__.startswith((*OURS, "data."))
        return get_type_hints(owner).get(node.attr) if ours else None
    return None


def buttons() -> dict[type[CallbackData], bool]:
    """Returns every kind of button and whether a press on it may write."""
    found: dict[type[CallbackData], bool] = {}
    for handler, _ in declared_permissions(handlers.router()):
        if taken := pressed(handler):
            found[taken] = found.get(taken, False) or Reach().writes(handler.callback)
    return found


BUTTONS: Final = buttons()
WRITING: Final = sorted(
    (taken for taken, writes in BUTTONS.items() if writes), key=lambda taken: taken.__prefix__
)


@pytest.mark.parametrize("taken", WRITING, ids=lambda taken: taken.__name__)
def test_what_writes_is_decided_on_what_was_shown(taken: type[CallbackData]) -> None:
    """It carries the fingerprint of what its screen showed, or its docstring says why pressing it late or twice does no harm."""
    told = taken.__dict__.get("__doc__") or ""
    assert "fingerprint" in taken.model_fields or "Idempotent: " in told, taken
