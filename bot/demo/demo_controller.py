"""The bot as it runs, on a local Telegram: given a past, its clock moved, killed and started, begun anew."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.demo.characters import Characters, appoint, enter, first_admins
from bot.demo.history import live_through
from bot.demo.process import Process
from bot.demo.story import Story
from bot.i18n import gettext as _
from bot.middlewares.throttling import Throttle
from bot.sandbox.inspection.waiting import NotSeen
from bot.sandbox.server import Sandbox
from bot.settings import Settings
from bot.telegram.rate_limits import RateLimits
from data.messaging.outbox import select_due_chats
from data.roadmap.working_days import is_working_day

STOP: Final = timedelta(minutes=30)  # so often the bot looks at a clock that is being moved
LONG_STOP: Final = timedelta(hours=1)  # the same in the past, of which there is more
# Of the past, hours of working days in the bot's zone: nobody there has chosen to be reminded at another time, and a
# working day begins no more than two hours before Moscow's.
AWAKE: Final = range(7, 21)
EPOCH: Final = datetime.fromtimestamp(0, UTC)
PATIENCE: Final = 30.0  # seconds for the posts that fall due together


def stop_after(now: datetime, stop: timedelta) -> datetime:
    return now + stop - (now - EPOCH) % stop


def next_waking_hour(now: datetime, zone: ZoneInfo) -> datetime:
    """Nights and days off are leapt over."""
    stop = stop_after(now, LONG_STOP)
    while not _is_awake(stop.astimezone(zone)):
        stop += LONG_STOP
    return stop


def _is_awake(moment: datetime) -> bool:
    return is_working_day(moment.date()) and moment.hour in AWAKE


class DemoController:
    """`bot.sandbox.page.controls.Controls`: its deeds wait for each other, and for nobody who asked for them."""

    def __init__(self, sandbox: Sandbox, story: Story, database: Path, locale: str) -> None:
        self._sandbox = sandbox
        self._story = story
        self._database = database
        self._locale = locale
        self._process = Process(self._settings, self.now)
        self._turn = asyncio.Lock()
        self._deeds: set[asyncio.Task[None]] = set()
        self._troupe: Characters | None = None
        sandbox.settles_when(lambda: self._process.is_idle)

    @property
    def troupe(self) -> Characters:
        """Raises `LookupError` before the first `reset`."""
        if self._troupe is None:
            raise LookupError("nobody has entered")
        return self._troupe

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._sandbox.clock.now(), UTC)

    async def forward(self, by: timedelta) -> None:
        await self._do(self._wind(self.now() + by))

    async def restart(self) -> None:
        """The bot is killed in the midst of what it does, and started; it may take a while until it answers."""
        await self._do(self._restart())

    async def reset(self) -> None:
        """People and past as at the beginning; the present is now."""
        await self._do(self._begin_anew())

    async def leave(self) -> None:
        """Breaks off what is being done, and stops the bot."""
        for audit in list(self._deeds):
            audit.cancel()
        await asyncio.gather(*self._deeds, return_exceptions=True)
        await self._process.stop()

    async def _restart(self) -> None:
        await self._process.kill()
        await self._process.start()

    async def _begin_anew(self) -> None:
        await self._process.kill()
        for file in self._database.parent.glob(f"{self._database.name}*"):
            file.unlink()
        visit = datetime.now(self._settings().zone)
        self._sandbox.telegram.reset()
        self._sandbox.advance((self._story.begins(visit) - self.now()).total_seconds())
        self._troupe = enter(self._sandbox, self._story, _("You"), self._locale)
        await self._process.start()
        await self._process.ready()
        await self._prepare(self._troupe, visit)
        # Whoever comes meets a bot that was started as any other.
        await self._process.stop()
        await self._process.start()
        await self._process.ready()

    async def _prepare(self, troupe: Characters, visit: datetime) -> None:
        app = self._process.app
        await appoint(app.dispatcher["db"], self._story, troupe, int(self.now().timestamp()))
        # Weeks pass in seconds here: nobody is too fast, and while a post waits for its turn the clock moves on.
        app.dispatcher["throttle"] = Throttle(burst=float("inf"))
        app.session.limits = RateLimits(self._sandbox.clock.now, self._pass)
        wind = partial(self._wind, next_stop=partial(next_waking_hour, zone=self._settings().zone))
        await live_through(self._sandbox, self._story, troupe, visit, wind)
        await wind(datetime.now(UTC))

    async def _wind(
        self, to: datetime, next_stop: Callable[[datetime], datetime] = lambda now: stop_after(now, STOP)
    ) -> None:
        """Moves both clocks from stop to stop, so that what falls due is done at its hour."""
        while (now := self.now()) < to:
            self._sandbox.advance((min(to, next_stop(now)) - now).total_seconds())
            await self._process.app.scheduler.once()
            await self._let_send()

    async def _pass(self, seconds: float) -> None:
        self._sandbox.advance(seconds)

    async def _let_send(self) -> None:
        """What fell due is in the chats before the clock moves on, unless a fault keeps it back."""
        if self._sandbox.faults.planned or await self._is_sent():
            return
        with suppress(NotSeen):
            await self._sandbox.until(self._is_sent, timeout=PATIENCE)

    async def _is_sent(self) -> bool:
        due = await select_due_chats(self._process.app.dispatcher["db"].reader)
        now = self.now().timestamp()
        return not self._sandbox.journal.running() and all(when > now for when in due.values())

    async def _do(self, audit: Coroutine[Any, Any, None]) -> None:
        """In its turn, and to its end even if whoever asked for it has gone."""
        task = asyncio.create_task(self._in_turn(audit))
        self._deeds.add(task)
        task.add_done_callback(self._deeds.discard)
        await asyncio.shield(task)

    async def _in_turn(self, audit: Coroutine[Any, Any, None]) -> None:
        async with self._turn:
            await audit

    def _settings(self) -> Settings:
        """Everything as it is by default, whatever this machine's environment says, but for another Telegram."""
        own = {
            "bot_token": self._sandbox.token,
            "telegram_api_url": self._sandbox.url,
            "database_path": self._database,
            "admin_ids": first_admins(self._story),
            "default_locale": self._locale,
        }
        usual = {name: field.default for name, field in Settings.model_fields.items()}
        return Settings(_env_file=None, **(usual | own))
