"""The weeks before the visitor came, lived through by the bot at its own clock."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

from bot.demo.acting import Actor
from bot.demo.cast import Troupe
from bot.demo.story import Story
from bot.sandbox.server import Sandbox

LATER: Final = timedelta(minutes=20)  # after a report its author corrects it or takes it back

Wind = Callable[[datetime], Awaitable[None]]  # moves the clock on to a moment


async def live_through(
    sandbox: Sandbox, story: Story, troupe: Troupe, visit: datetime, wind: Wind
) -> None:
    """Everybody makes their reports; `visit` is the moment of the visitor's coming, in the bot's zone."""
    for report in story.reports:
        actor = Actor(sandbox, troupe, report)
        moment = report.moment(visit)
        await wind(moment)
        await actor.publish()
        if report.corrected or report.withdrawn:
            await wind(moment + LATER)
            await (actor.correct() if report.corrected else actor.withdraw())
