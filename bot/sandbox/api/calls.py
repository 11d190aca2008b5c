"""A call as the bot sent it, and the reply to it."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from bot.sandbox.schema.bot_api import loaded
from bot.sandbox.schema.errors import bad_request
from bot.sandbox.schema.parameters import Upload

JSON = "application/json"


@dataclass(slots=True)
class Call:
    """A request before it is understood: the method as written, values as text or JSON, files by part name."""

    token: str
    method: str
    values: dict[str, Any] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)


async def read_call(request: web.Request) -> Call:
    """Raises `ApiError` 400 for a body that cannot be read, and aiohttp's 413 for one that is too large."""
    call = Call(request.match_info["token"], request.match_info["method"], dict(request.query))
    if request.content_type == "application/json":
        call.values |= json_values(await request.read())
    elif request.content_type.startswith("multipart/"):
        await _read_parts(request, call)
    else:
        call.values |= form_values(await request.read())
    return call


def json_values(body: bytes) -> dict[str, Any]:
    if not body:
        return {}
    try:
        values = loaded(body)
    except ValueError:
        raise bad_request("Can't parse the request body: not a JSON object in UTF-8") from None
    if not isinstance(values, dict):
        raise bad_request("Can't parse the request body: a JSON object is expected")
    return values


def form_values(body: bytes) -> dict[str, Any]:
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, errors="strict"))
    except UnicodeDecodeError:
        raise bad_request("Strings must be encoded in UTF-8") from None


async def _read_parts(request: web.Request, call: Call) -> None:
    for name, part in (await request.post()).items():
        if isinstance(part, web.FileField):
            with part.file as body:
                call.uploads[name] = Upload(part.filename, part.content_type, body.read())
        elif isinstance(part, str):
            call.values[name] = part
        else:
            call.uploads[name] = Upload(name, "application/octet-stream", bytes(part))


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    body: bytes
    content_type: str = JSON
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DescribedResult:
    """`description` stands beside the result, as setWebhook answers."""

    result: Any
    description: str
