"""A group that gets weekly summaries, and a clock that leaps to where a test looks at it."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.sandbox.api.options import Options
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.state.chats import Message
from tests.bot_harness import PATIENCE, BotHarness, serving
from tests.handlers.notes.note_fixtures import Office, open_office

MOSCOW: Final = ZoneInfo("Europe/Moscow")
CONTINUED: Final = re.compile(r": ([2-9]|\d\d+) (из|of) ")
TITLE: Final = ("Сводка за неделю", "Weekly summary")


def moscow(day: int, hour: int = 10, minute: int = 0, month: int = 11) -> datetime:
    """A moment of 2026 by the clock of Moscow; 23 and 30 November are Mondays."""
    return datetime(2026, month, day, hour, minute, tzinfo=MOSCOW)


@dataclass
class Weeks:
    """The office's group was bound at `bound`, which is where the clock begins."""

    office: Office

    @property
    def bot(self) -> BotHarness:
        return self.office.bot

    @property
    def summaries(self) -> list[Message]:
        """The first message of each: the others reply to it, or are numbered."""
        begun = [post for post in self.office.posts() if post.text.startswith(TITLE) and not post.reply_to]
        return [post for post in begun if not CONTINUED.search(post.text.splitlines()[0])]

    @property
    def titles(self) -> list[str]:
        return [
            post.text.splitlines()[0].replace("\u202f", " ").partition(": ")[0] for post in self.summaries
        ]

    @property
    def last(self) -> str:
        """All the words of the newest one."""
        posts = self.office.posts()
        return "\n\n".join(post.text for post in posts[posts.index(self.summaries[-1]) :])

    async def at(self, moment: datetime) -> None:
        """The bot looks at its clock then, and sends what it has to send."""
        leap(self.bot, moment)
        await self.bot.app.scheduler.run_once()
        await self.is_out()

    async def is_out(self) -> None:
        await self.bot.sandbox.until(self._is_out, what="a post was not sent")
        await self.bot.settled()

    async def _is_out(self) -> bool:
        return await self.office.count("outbox WHERE state IN ('pending', 'sending')") == 0


def leap(bot: BotHarness, moment: datetime) -> None:
    """Both the bot's clock and Telegram's, which dates what people write."""
    bot.clock.leap(moment)
    bot.sandbox.clock.advance(moment.timestamp() - bot.sandbox.clock.now())


async def open_weeks(bot: BotHarness, bound: datetime, **fields: Any) -> Weeks:
    leap(bot, bound)
    office = await open_office(bot, **fields)
    for person in (office.anna, office.boris):  # the bot may write to whoever has opened it
        await person.sends("/start")
    async with bot.db.writing() as connection:
        await connection.execute("UPDATE bound_chats SET bound_at = ?", (int(bound.timestamp()),))
    return Weeks(office)


@asynccontextmanager
async def telegram() -> AsyncIterator[Sandbox]:
    """A local Telegram that outlives the bot: for restarts."""
    async with Sandbox.running(options=Options(rates=None, patience=PATIENCE), strict=True) as sandbox:
        yield sandbox


@asynccontextmanager
async def restarted(weeks: Weeks, path: Path, moment: datetime, **settings: Any) -> AsyncIterator[Weeks]:
    """The bot runs again from that moment on; what it was before has ended."""
    leap(weeks.bot, moment)
    async with serving(weeks.bot.sandbox, path, weeks.bot.clock, **settings) as bot:
        weeks.office.bot = bot
        await weeks.at(moment)
        yield weeks


WEEK: Final = timedelta(weeks=1)


async def chooses(olga: Person, *labels: str) -> str:
    """What the settings say after these presses."""
    await olga.sends("/summary")
    await olga.presses("Расписание")
    for label in labels:
        await olga.presses(label)
    return olga.text
