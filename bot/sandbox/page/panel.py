"""The side panel: the clock, faults, a restart, and a reset to the prepared data."""

from datetime import timedelta
from typing import Final

from bot.sandbox.page.requests import PageAction, PageRequest
from bot.sandbox.page.shared import Page
from bot.sandbox.page.stream import announce_reset
from bot.sandbox.page.switches import PLANS
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.schema.errors import bad_request

LONGEST_LEAP: Final = 366 * 24  # hours


async def forward(request: PageRequest) -> Payload:
    hours = request.values.integer("hours")
    if not 0 < hours <= LONGEST_LEAP:
        raise bad_request("the clock moves forward by 1 hour to a year")
    await request.page.controls.forward(timedelta(hours=hours))
    return {"now": request.page.controls.now().isoformat()}


def fault(request: PageRequest) -> Payload:
    name = request.values.text("name")
    if name not in PLANS:
        raise bad_request("there is no such switch")
    request.page.switches.turn(name, on=request.values.flag("on"))
    return request.page.switches.states()


async def restart(request: PageRequest) -> None:
    await request.page.controls.restart()


async def reset(request: PageRequest) -> None:
    await reset_page(request.page)


async def reset_page(page: Page) -> None:
    """Resets the data by the controls; open tabs are notified, disconnected and served again when it is done."""
    for name in PLANS:
        page.switches.turn(name, on=False)
    page.ready.clear()
    try:
        for stream in tuple(page.streams):
            await announce_reset(stream)
        await page.controls.reset()
        page.read_marks.clear()
        page.mark_all_read()
    finally:
        page.ready.set()


ROUTES: Final[dict[str, PageAction]] = {
    "forward": forward,
    "fault": fault,
    "restart": restart,
    "reset": reset,
}
