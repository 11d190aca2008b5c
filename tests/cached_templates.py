"""What is the same in every test and takes long to make is made once a process."""

import inspect
import shutil
import ssl
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FunctionType, MethodType, SimpleNamespace
from typing import Any
from unittest.mock import patch

from aiogram import Router

import handlers
from data.database import Database
from data.editions.edition_store import import_shipped_if_empty

_certificates = cache(ssl.create_default_context)


_signatures: dict[object, inspect.Signature] = {}
_FEATURES = handlers.FEATURES
_unused_routers: list[list[Router]] = []


@contextmanager
def starting_fast() -> Iterator[None]:
    """Reads the certificates of this machine once, and the parameters of each handler and filter once.

    Use changes neither. aiogram looks at the parameters of 1,500 callables for each bot, 0.1 s of its start.
    The routers of the features, which keep no state, serve one bot after another; what stands before them,
    with its middlewares, is made for each.
    """
    with (
        _lent_routers(),
        patch("aiogram.client.session.aiohttp.ssl.create_default_context", _certificates),
        patch("aiogram.dispatcher.event.handler.inspect", SimpleNamespace(**(vars(inspect) | _REMEMBERING))),
    ):
        yield


@contextmanager
def _lent_routers() -> Iterator[None]:
    """A bot that starts while these serve another one gets its own."""
    lent = _unused_routers.pop() if _unused_routers else [feature() for feature in _FEATURES]

    def each(router: Router, feature: Callable[[], Router]) -> Callable[[], Router]:
        return lambda: feature() if router.parent_router else router

    with patch.object(handlers, "FEATURES", [*map(each, lent, _FEATURES)]):
        yield
    for router in lent:
        router._parent_router = None
    _unused_routers.append(lent)


def _signature(callback: Callable[..., Any]) -> inspect.Signature:
    """Of a function made anew for each router, too: the names of its parameters are those of its code."""
    key = _key(callback)
    if key not in _signatures:
        _signatures[key] = inspect.signature(callback)
    return _signatures[key]


def _key(callback: Callable[..., Any]) -> object:
    match callback:
        case FunctionType():
            return callback.__code__
        case MethodType(__func__=FunctionType() as function):
            return function.__code__, "bound"
        case type():
            return callback
        case _:
            return type(callback), getattr(type(callback).__call__, "__code__", callback)


_REMEMBERING = {"signature": _signature}


async def lay_shipped(path: Path) -> None:
    """A database as a first start leaves it, where there is none yet."""
    await lay(path, "shipped.db", import_shipped_if_empty)


async def lay(path: Path, name: str, fill: Callable[[Database], Awaitable[object]]) -> None:
    """A database as `fill` leaves an empty one, where there is none yet; it is made once for each name."""
    template = Path(_folder().name) / name
    if not _is_file(template):
        db = await Database.open(template)
        await fill(db)
        await db.close()
    if not _is_file(path):
        shutil.copyfile(template, path)


def _is_file(path: Path) -> bool:
    return path.is_file()


@cache
def _folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="roadmap-bot-tests-")
