"""Admits the bot and browser tabs of this page, and no other web site.

Without it any web site open in the same browser could press buttons here: by a request across sites, or by a name
of its own that it makes resolve to 127.0.0.1 (DNS rebinding).
"""

from collections.abc import Awaitable, Callable
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web

LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
OWN_SITE: Final = frozenset({None, "same-origin", "none"})
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def is_loopback(address: str) -> bool:
    return urlsplit(address).hostname in LOOPBACK


@web.middleware
async def reject_foreign_origins(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answers 403 to other hosts and origins. The bot sends no Origin; a browser sends it with every POST."""
    if not is_loopback(f"//{request.host}"):
        raise web.HTTPForbidden(text="This page answers to 127.0.0.1 and localhost only.\n")
    if request.headers.get("Origin") not in (None, f"http://{request.host}"):
        raise web.HTTPForbidden(text="Another site may not do this.\n")
    if request.headers.get("Sec-Fetch-Site") not in OWN_SITE and not _is_visit(request):
        raise web.HTTPForbidden(text="Another site may not read this.\n")
    return await handler(request)


def _is_visit(request: web.Request) -> bool:
    """True for navigation to the page itself, which a link on another site may cause."""
    return request.path == "/" and request.headers.get("Sec-Fetch-Mode") == "navigate"
