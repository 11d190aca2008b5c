"""The page on a local Telegram: `mount(sandbox, cast, controls)` before it starts, then open `sandbox.url`."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Final

from bot.sandbox.page import actions as deeds
from bot.sandbox.page import inline_mode, panel
from bot.sandbox.page import queries as looking
from bot.sandbox.page.controls import Character, Controls
from bot.sandbox.page.guard import is_loopback, keep_strangers_out
from bot.sandbox.page.requests import Act, done, told
from bot.sandbox.page.shared import PAGE, Page
from bot.sandbox.page.stream import handle_stream
from bot.sandbox.page.switches import Switches
from bot.sandbox.page.uploads import handle_file, handle_upload
from bot.sandbox.page.web_files import add_files
from bot.sandbox.server import Sandbox

API: Final = "/page/api"
Begin = Callable[[], Awaitable[None]]
DONE: Final[dict[str, Act]] = {**deeds.ROUTES, **inline_mode.ROUTES, **panel.ROUTES}


def mount(sandbox: Sandbox, cast: Sequence[Character], controls: Controls) -> Begin:
    """Groups need not be named: each character is shown the chats there are.

    What is returned resets by the controls as the page's «Начать заново» does: tabs wait meanwhile, and what stands
    in the chats afterwards is not news. Raises `ValueError` where others than this machine could reach it.
    """
    if not is_loopback(sandbox.url):
        raise ValueError(f"the page is for this machine alone, not for {sandbox.url}")
    app = sandbox.app
    page = app[PAGE] = Page(sandbox, cast, controls, Switches(lambda: sandbox.faults))
    app.middlewares.append(keep_strangers_out)
    add_files(app)
    for name, act in looking.ROUTES.items():
        app.router.add_get(f"{API}/{name}", told(act))
    for name, act in DONE.items():
        app.router.add_post(f"{API}/{name}", done(act))
    app.router.add_get(f"{API}/stream", handle_stream)
    app.router.add_get(f"{API}/file", handle_file)
    app.router.add_post(f"{API}/upload", handle_upload)
    return partial(panel.begin_anew, page)
