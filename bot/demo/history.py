"""The weeks before the visitor came, lived through by the bot at its own clock."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

from bot.demo.characters import Characters
from bot.demo.scripted_user import ScriptedUser
from bot.demo.story import Report, Story
from bot.sandbox.inspection.waiting import NotSeen
from bot.sandbox.server import Sandbox

LATER: Final = timedelta(minutes=20)  # after a report its author corrects it or takes it back

Wind = Callable[[datetime], Awaitable[None]]  # moves the clock on to a moment

log = logging.getLogger(__name__)


async def live_through(
    sandbox: Sandbox, story: Story, troupe: Characters, visit: datetime, wind: Wind
) -> None:
    """Everybody makes their reports; `visit` is the moment of the visitor's coming, in the bot's zone."""
    for report in story.reports:
        actor = ScriptedUser(sandbox, troupe, report)
        try:
            await _report(actor, report, report.moment(visit), wind)
        except NotSeen:
            # A visitor who cannot wait may come in between; one report less is better than no demo.
            log.exception("a report on %s was not made", report.on)


async def _report(actor: ScriptedUser, report: Report, moment: datetime, wind: Wind) -> None:
    await wind(moment)
    await actor.publish()
    if report.corrected or report.withdrawn:
        await wind(moment + LATER)
        await (actor.correct() if report.corrected else actor.withdraw())
