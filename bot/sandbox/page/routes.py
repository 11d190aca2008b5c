"""The page on a local Telegram: `mount(sandbox, characters, controls)` before it starts, then open `sandbox.url`."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Final

from bot.sandbox.page import actions, inline_mode, panel, queries
from bot.sandbox.page.controls import Character, Controls
from bot.sandbox.page.guard import is_loopback, reject_foreign_origins
from bot.sandbox.page.requests import PageAction, get_handler, post_handler
from bot.sandbox.page.shared import PAGE, Page
from bot.sandbox.page.stream import handle_stream
from bot.sandbox.page.switches import Switches
from bot.sandbox.page.uploads import handle_file, handle_upload
from bot.sandbox.page.web_files import add_files
from bot.sandbox.server import Sandbox

API: Final = "/page/api"
ResetPage = Callable[[], Awaitable[None]]
POST_ROUTES: Final[dict[str, PageAction]] = {**actions.ROUTES, **inline_mode.ROUTES, **panel.ROUTES}


def mount(sandbox: Sandbox, characters: Sequence[Character], controls: Controls) -> ResetPage:
    """Adds the routes of the page. Groups need not be named: a character is shown every group there is.

    Returns the function behind the page's «Начать заново»: it resets by the controls while open tabs wait, and
    afterwards counts all messages as read. Raises `ValueError` for an address that other machines can reach.
    """
    if not is_loopback(sandbox.url):
        raise ValueError(f"the page is for this machine alone, not for {sandbox.url}")
    app = sandbox.app
    page = app[PAGE] = Page(sandbox, characters, controls, Switches(lambda: sandbox.faults))
    app.middlewares.append(reject_foreign_origins)
    add_files(app)
    for name, query in queries.ROUTES.items():
        app.router.add_get(f"{API}/{name}", get_handler(query))
    for name, action in POST_ROUTES.items():
        app.router.add_post(f"{API}/{name}", post_handler(action))
    app.router.add_get(f"{API}/stream", handle_stream)
    app.router.add_get(f"{API}/file", handle_file)
    app.router.add_post(f"{API}/upload", handle_upload)
    return partial(panel.reset_page, page)
