"""A year of the shipped roadmap: sixty officials, their group, restarts, and a clock that is set back.

The first weeks of it have one of everything; `YEAR_WEEKS=52` is the whole, `YEAR_SEED` another one.
"""

import os
import re
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from bot.clock import MovableClock
from bot.sandbox.state.chats import Message
from tests.bot_harness import serving
from tests.handlers.summaries.summary_fixtures import MOSCOW, WEEK, telegram
from tests.handlers.year.year_fixtures import Official, Year, open_year, started_again
from tests.handlers.year.year_moments import at, mondays, stretches

WEEKS: Final = int(os.environ.get("YEAR_WEEKS", "6"))
SEED: Final = int(os.environ.get("YEAR_SEED", "20260112"))
LATEST: Final = timedelta(hours=48)
LINE: Final = re.compile(r"^(\d+\.\d+) ", re.MULTILINE)


@pytest.mark.slow
async def test_a_year(tmp_path: Path) -> None:
    """A summary a week, a message a person a day at most, none to who has reported, and the Bot API kept to."""
    path = tmp_path / "roadmap.db"
    first, *others = stretches(WEEKS)
    async with telegram() as sandbox:
        async with serving(sandbox, path, MovableClock(at(0, 9))) as bot:
            year = await open_year(bot, at(0, 9), SEED)
            await _pass(year, first)
        for moments in others:
            year.bot.clock.leap(moments[0])
            async with started_again(year, path):
                await _pass(year, moments)
        before = _count(year)
        async with started_again(year, path):
            await year.looks(year.bot.clock())
        assert _count(year) == before
    _check_summaries(year)
    _check_reminders(year)


async def _pass(year: Year, moments: list[datetime]) -> None:
    await year.looks(moments[0])
    for official in year.officials[:2]:
        await year.fills_in_the_form(official)
    for moment in moments[1:]:  # the bot has looked at the first: nobody may report before it any more
        await year.lives_through(moment)


def _check_summaries(year: Year) -> None:
    """Each Monday has one, within 48 hours of its time, but those that were skipped, which the next one names."""
    published, skipped = mondays(WEEKS)
    moments = [_moment(post, MOSCOW) for post in year.weeks.summaries]
    due = [_summary_before(moment) for moment in moments]
    assert due == published
    assert all(moment - monday <= LATEST for moment, monday in zip(moments, due, strict=True))
    assert len(set(year.weeks.titles)) == len(published)
    naming = [
        monday
        for monday, post in zip(due, year.weeks.summaries, strict=True)
        if "не выходила: бот не работал" in post.text
    ]
    assert naming == [monday + WEEK for monday in skipped]


def _check_reminders(year: Year) -> None:
    for coordinator, zone in zip(year.coordinators, year.side_zones, strict=True):
        days = Counter(_moment(message, zone).date() for message in year.reminders(coordinator))
        assert days
        assert max(days.values()) == 1, coordinator.user.id
    for official in year.officials:
        reminders = year.reminders(official.person)
        days = Counter(_moment(message, official.zone).date() for message in reminders)
        assert reminders
        assert max(days.values()) == 1, official
        for reminder in reminders:
            _check_that_it_was_due(reminder, official, year)


def _check_that_it_was_due(reminder: Message, official: Official, year: Year) -> None:
    """Nobody of the agency had said a word since the summary, or on that activity for seven days."""
    moment = _moment(reminder, official.zone)
    reports = [report for report in year.reports.values() if report.agency_id == official.agency.id]
    said = [report for report in reports if report.read[official.person.id] < reminder.id]
    monday = _summary_before(moment)
    dated, before_summary, _ = reminder.text.partition("Перед сводкой")
    assert not before_summary or not [report for report in said if report.at >= monday], reminder.text
    week_ago = moment.date() - timedelta(days=6)
    lately = {report.number for report in said if report.at.astimezone(official.zone).date() >= week_ago}
    assert not lately.intersection(LINE.findall(dated)), reminder.text


def _summary_before(moment: datetime) -> datetime:
    return at(0, 10) + (moment - at(0, 10)) // WEEK * WEEK


def _moment(message: Message, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(message.date, zone)


def _count(year: Year) -> int:
    return sum(len(chat.messages) for chat in year.bot.sandbox.state.chats.values())
