"""What holds of every handler and every button, no matter who adds one."""

import inspect
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, Final, Literal, get_args, get_origin

import annotated_types
import pytest
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.filters.callback_data import CallbackData, CallbackQueryFilter
from pydantic.fields import FieldInfo

import handlers
from bot.access import Permission, declared_permissions
from bot.middlewares.services import SERVICES

LONGEST_BUTTON: Final = 64  # bytes of UTF-8, by the Bot API
ROUTER: Final = handlers.router()

# What a handler may be given, and by whom.
VOCABULARY: Final = {
    "the event itself": {"message", "query", "event"},
    "aiogram": {"bot", "command", "callback_data", "event_update"},
    "the dispatcher's own": {
        *("db", "settings", "roadmaps", "membership", "outbox", "interrupted", "reminders", "scheduler")
    },
    "bot.middlewares.user_context": {"user"},
    "bot.middlewares.services": SERVICES,
    "the handler's own filter": {
        "link",
        "written",
        "document",
        "activity_id",
        "draft",
        "note",
        "decision",
        "job_title",
    },
}


def places() -> list[type[CallbackData]]:
    """Every class of a button's data, wherever it is declared."""
    found, waiting = [], [CallbackData]
    while waiting:
        for subclass in waiting.pop().__subclasses__():
            waiting.append(subclass)
            if subclass.__module__.startswith(("bot.", "handlers.")):
                found.append(subclass)
    return sorted(set(found), key=lambda item: item.__name__)


def all_handlers() -> list[HandlerObject]:
    return [
        handler
        for router in ROUTER.chain_tail
        for observer in router.observers.values()
        for handler in observer.handlers
    ]


def handled() -> Counter[type[CallbackData]]:
    return Counter(
        declared.callback.callback_data
        for router in ROUTER.chain_tail
        for handler in router.callback_query.handlers
        for declared in handler.filters or ()
        if isinstance(declared.callback, CallbackQueryFilter)
    )


def longest(field: FieldInfo) -> Any:
    """The value of a field that takes the most bytes of those it admits."""
    kinds: list[Any] = [field.annotation]
    limits = list(field.metadata)
    if get_origin(field.annotation) is Annotated:
        kinds, limits = [get_args(field.annotation)[0]], list(get_args(field.annotation)[1:])
    (kind,) = kinds
    if get_origin(kind) is Literal:
        return max(get_args(kind), key=lambda value: len(str(value)))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return max(kind, key=lambda value: len(value.value))
    if kind is bool:
        return True
    return longest_number(limits) if kind is int else longest_text(limits)


def longest_number(limits: list[Any]) -> int:
    assert [limit for limit in limits if isinstance(limit, annotated_types.Ge)], "the smallest is unknown"
    for limit in limits:
        if isinstance(limit, annotated_types.Le):
            return int(str(limit.le))
        if isinstance(limit, annotated_types.Lt):
            return int(str(limit.lt)) - 1
    raise AssertionError("the largest is unknown")


def longest_text(limits: list[Any]) -> str:
    (length,) = [limit.max_length for limit in limits if isinstance(limit, annotated_types.MaxLen)]
    return "0" * int(length)


def parameters() -> Iterator[tuple[str, list[str]]]:
    for handler in all_handlers():
        function = inspect.unwrap(handler.callback)
        yield f"{function.__module__}.{function.__qualname__}", list(inspect.signature(function).parameters)


@pytest.mark.parametrize("place", places(), ids=lambda place: place.__name__)
def test_every_button_leads_somewhere(place: type[CallbackData]) -> None:
    """Each kind of button has a handler."""
    assert handled()[place] >= 1


@pytest.mark.parametrize("place", places(), ids=lambda place: place.__name__)
def test_every_button_fits_at_its_worst(place: type[CallbackData]) -> None:
    """With the longest value in every field a button still has at most 64 bytes, and takes no letter but ASCII."""
    worst = place(**{name: longest(field) for name, field in place.model_fields.items()}).pack()
    assert len(worst.encode()) <= LONGEST_BUTTON
    assert worst.isascii()
    assert place.unpack(worst).pack() == worst


def test_no_two_buttons_are_mistaken_for_each_other() -> None:
    """Prefixes are unique."""
    prefixes = Counter(place.__prefix__ for place in places())
    assert [prefix for prefix, times in prefixes.items() if times > 1] == []
    assert len(prefixes) > 60


def test_every_handler_declares_what_it_asks_of_people() -> None:
    """No handler of a message, an edit or a press is without its permission."""
    declared = list(declared_permissions(ROUTER))
    assert [handler.callback.__qualname__ for handler, permission in declared if permission is None] == []
    assert {permission for _, permission in declared} <= set(Permission)
    assert len(declared) > 80


def test_handlers_speak_one_vocabulary() -> None:
    """A handler takes only names that the middlewares before it give, and at most five of them."""
    known = set().union(*VOCABULARY.values())
    for name, taken in parameters():
        assert set(taken) <= known, name
        assert len(taken) <= 5, name


def test_a_press_is_called_query_and_a_message_message() -> None:
    """The first parameter has the same name everywhere."""
    for name, taken in parameters():
        assert taken[0] in VOCABULARY["the event itself"], name
