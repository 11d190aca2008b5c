"""The side panel: the clock, faults, a restart, and everything anew."""

from datetime import timedelta
from typing import Final

from bot.sandbox.page.requests import Act, Asked
from bot.sandbox.page.shared import Page
from bot.sandbox.page.stream import say_farewell
from bot.sandbox.page.switches import PLANS
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.schema.errors import bad_request

LONGEST_LEAP: Final = 366 * 24  # hours


async def forward(asked: Asked) -> Payload:
    hours = asked.values.integer("hours")
    if not 0 < hours <= LONGEST_LEAP:
        raise bad_request("the clock moves forward by 1 hour to a year")
    await asked.page.controls.forward(timedelta(hours=hours))
    return {"now": asked.page.controls.now().isoformat()}


def fault(asked: Asked) -> Payload:
    name = asked.values.text("name")
    if name not in PLANS:
        raise bad_request("there is no such switch")
    asked.page.switches.turn(name, on=asked.values.flag("on"))
    return asked.page.switches.states()


async def restart(asked: Asked) -> None:
    await asked.page.controls.restart()


async def reset(asked: Asked) -> None:
    await begin_anew(asked.page)


async def begin_anew(page: Page) -> None:
    """Every tab is told, loses its connection, comes back and sees everything anew once it is there."""
    for name in PLANS:
        page.switches.turn(name, on=False)
    page.ready.clear()
    try:
        for stream in tuple(page.streams):
            await say_farewell(stream)
        await page.controls.reset()
        page.marks.forget()
        page.catch_up()
    finally:
        page.ready.set()


ROUTES: Final[dict[str, Act]] = {"forward": forward, "fault": fault, "restart": restart, "reset": reset}
