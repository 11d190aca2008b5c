"""The page's own files from `web/`: HTML, styles and modules."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from aiohttp import web

FOLDER: Final = Path(__file__).with_name("web")
TYPES: Final = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
        "connect-src 'self' ws://127.0.0.1:* ws://localhost:*; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def add_files(app: web.Application) -> None:
    """Serves `index.html` at `/`, everything else below `/page/`."""
    for path in FOLDER.rglob("*"):
        if path.suffix in TYPES:
            name = path.relative_to(FOLDER).as_posix()
            app.router.add_get("/" if name == "index.html" else f"/page/{name}", _sender_of(path))


def _sender_of(path: Path) -> Callable[[web.Request], Awaitable[web.Response]]:
    headers = {**HEADERS, "Content-Type": f"{TYPES[path.suffix]}; charset=utf-8"}

    async def send(_request: web.Request) -> web.Response:
        # Read whole: a tab that is closed meanwhile leaves no open file behind.
        return web.Response(body=await asyncio.to_thread(path.read_bytes), headers=headers)

    return send
