"""Photos and documents: sent by a person, and fetched by a tab."""

from typing import Any, Final
from urllib.parse import quote

from aiohttp import web

from bot.sandbox.formatting.texts import CAPTION_LIMIT
from bot.sandbox.page.actions import writable
from bot.sandbox.page.requests import PageRequest, respond
from bot.sandbox.page.shared import PAGE
from bot.sandbox.people import actions
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.schema.errors import bad_request
from bot.sandbox.schema.parameters import Parameters, Upload

MOST_IN_ALBUM: Final = 10
PICTURES: Final = {
    b"\x89PNG": "image/png",
    b"\xff\xd8": "image/jpeg",
    b"GIF8": "image/gif",
    b"RIFF": "image/webp",
}


async def handle_upload(request: web.Request) -> web.Response:
    """Multipart: `files`, beside `as`, `chat`, `topic`, `kind` (photo or document) and `caption`."""
    form = await request.post()
    values = {name: _value(value) for name, value in form.items() if isinstance(value, str)}
    files = [_upload(part) for part in form.getall("files", []) if isinstance(part, web.FileField)]
    page_request = PageRequest(request.app[PAGE], Parameters(values))
    return await respond(lambda asked: _send(asked, files), page_request)


async def handle_file(request: web.Request) -> web.Response:
    """Serves a photo as an image, anything else as a download, so that no script in it runs on this page."""
    stored = request.app[PAGE].telegram.state.files.find(request.query.get("id", ""))
    if stored is None:
        raise web.HTTPNotFound
    kind = _picture_type(stored.body) if stored.kind == "photo" else None
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=3600"}
    if kind is None:
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(stored.name, safe='')}"
    return web.Response(body=stored.body, content_type=kind or "application/octet-stream", headers=headers)


def _send(request: PageRequest, files: list[Upload]) -> None:
    if not 1 <= len(files) <= MOST_IN_ALBUM:
        raise bad_request("1 to 10 files at once")
    caption = request.values.text("caption").strip()
    if len(caption) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    chat, kind = writable(request), "photo" if request.values.text("kind") == "photo" else "document"
    keep = request.page.telegram.state.files.keep
    items: list[Payload] = [{"media": keep(kind, upload).media()} for upload in files]
    items[0]["words"] = actions.typed(caption)
    if len(items) == 1:
        actions.write(request.page.telegram, request.user, chat, thread_id=request.thread, **items[0])
    else:
        actions.write_album(request.page.telegram, request.user, chat, items, thread_id=request.thread)


def _upload(part: web.FileField) -> Upload:
    with part.file as body:
        return Upload(part.filename, part.content_type, body.read())


def _value(text: str) -> Any:
    return int(text) if text.isascii() and text.removeprefix("-").isdecimal() else text


def _picture_type(body: bytes) -> str | None:
    return next((kind for start, kind in PICTURES.items() if body.startswith(start)), None)
