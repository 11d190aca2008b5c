"""The weeks before the visit: the reports of the story, played against the running bot at its own clock."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

from bot.demo.characters import Characters
from bot.demo.scripted_user import ScriptedUser
from bot.demo.story import Report, Story
from bot.sandbox.inspection.waiting import NotSeen
from bot.sandbox.server import Sandbox

CORRECTION_DELAY: Final = timedelta(minutes=20)  # between a report and its correction or withdrawal

MoveClock = Callable[[datetime], Awaitable[None]]  # moves the clock on to a moment

log = logging.getLogger(__name__)


async def play_history(
    sandbox: Sandbox, story: Story, characters: Characters, visit: datetime, move_clock: MoveClock
) -> None:
    """Makes all reports; `visit` is the moment of the visit, in the bot's zone."""
    for report in story.reports:
        author = ScriptedUser(sandbox, characters, report)
        try:
            await _report(author, report, report.moment(visit), move_clock)
        except NotSeen:
            # A visitor may interfere meanwhile; one report less is better than no demo.
            log.exception("a report on %s was not made", report.on)


async def _report(author: ScriptedUser, report: Report, moment: datetime, move_clock: MoveClock) -> None:
    await move_clock(moment)
    await author.publish()
    if report.corrected or report.withdrawn:
        await move_clock(moment + CORRECTION_DELAY)
        await (author.correct() if report.corrected else author.withdraw())
