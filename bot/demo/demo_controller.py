"""Controls the bot of the demo: its prepared history, its clock, kill and restart, reset."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.background import start_task
from bot.demo.characters import Characters, appoint, create_characters, first_admins
from bot.demo.history import play_history
from bot.demo.process import Process
from bot.demo.story import CALENDAR, Story
from bot.i18n import gettext as _
from bot.middlewares.throttling import Throttle
from bot.sandbox.inspection.waiting import NotSeen
from bot.sandbox.server import Sandbox
from bot.settings import Settings
from bot.telegram.rate_limits import RateLimits
from data.messaging.outbox import select_due_chats

STEP: Final = timedelta(minutes=30)  # the scheduler runs this often while the clock is being moved
LONG_STEP: Final = timedelta(hours=1)  # the same in the history, which is longer
# Hours of working days in the bot's zone at which the scheduler runs in the history: no character has chosen another
# time for reminders, and a working day begins no more than two hours before Moscow's.
ACTIVE_HOURS: Final = range(7, 21)
EPOCH: Final = datetime.fromtimestamp(0, UTC)
PATIENCE: Final = 30.0  # seconds for the posts that fall due together


def next_step(now: datetime, step: timedelta) -> datetime:
    """The next multiple of `step` after `now`."""
    return now + step - (now - EPOCH) % step


def next_active_hour(now: datetime, zone: ZoneInfo) -> datetime:
    """The next full hour that is no night and no day off in the zone."""
    moment = next_step(now, LONG_STEP)
    while not _is_active(moment.astimezone(zone)):
        moment += LONG_STEP
    return moment


def _is_active(moment: datetime) -> bool:
    return CALENDAR.is_working_day(moment.date()) and moment.hour in ACTIVE_HOURS


class DemoController:
    """Implements `bot.sandbox.page.controls.Controls`.

    Actions run one after another, and to their end even when the request that started them is cancelled.
    """

    def __init__(self, sandbox: Sandbox, story: Story, database: Path, locale: str) -> None:
        self._sandbox = sandbox
        self._story = story
        self._database = database
        self._locale = locale
        self._process = Process(self._settings, self.now)
        self._lock = asyncio.Lock()
        self._actions: set[asyncio.Task[None]] = set()
        self._characters: Characters | None = None
        sandbox.settles_when(lambda: self._process.is_idle)

    @property
    def characters(self) -> Characters:
        """Raises `LookupError` before the first `reset`."""
        if self._characters is None:
            raise LookupError("the demo has no characters before the first reset")
        return self._characters

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._sandbox.clock.now(), UTC)

    async def forward(self, by: timedelta) -> None:
        await self._run(self._move_clock(self.now() + by))

    async def restart(self) -> None:
        """Kills the bot in the middle of its work and starts it; returns before it is ready to answer."""
        await self._run(self._restart())

    async def reset(self) -> None:
        """Restores people and history as in the beginning, and sets the clock to the present."""
        await self._run(self._reset())

    async def close(self) -> None:
        """Cancels running actions and stops the bot."""
        for action in list(self._actions):
            action.cancel()
        await asyncio.gather(*self._actions, return_exceptions=True)
        await self._process.stop()

    async def _restart(self) -> None:
        await self._process.kill()
        await self._process.start()

    async def _reset(self) -> None:
        await self._process.kill()
        for file in self._database.parent.glob(f"{self._database.name}*"):
            file.unlink()
        visit = datetime.now(self._settings().zone)
        self._sandbox.telegram.reset()
        self._sandbox.advance((self._story.begins(visit) - self.now()).total_seconds())
        self._characters = create_characters(self._sandbox, self._story, _("You"), self._locale)
        await self._process.start()
        await self._process.ready()
        await self._prepare(self._characters, visit)
        # The throttle and the limits of the history are gone with the old process.
        await self._process.stop()
        await self._process.start()
        await self._process.ready()

    async def _prepare(self, characters: Characters, visit: datetime) -> None:
        app = self._process.app
        await appoint(app.dispatcher["db"], self._story, characters, int(self.now().timestamp()))
        # Weeks pass in seconds here: no throttling, and waiting for a rate limit moves the clock.
        app.dispatcher["throttle"] = Throttle(burst=float("inf"))
        app.session.limits = RateLimits(self._sandbox.clock.now, self._advance)
        move_clock = partial(
            self._move_clock, next_moment=partial(next_active_hour, zone=self._settings().zone)
        )
        await play_history(self._sandbox, self._story, characters, visit, move_clock)
        await move_clock(datetime.now(UTC))

    async def _move_clock(
        self, to: datetime, next_moment: Callable[[datetime], datetime] = lambda now: next_step(now, STEP)
    ) -> None:
        """Moves both clocks step by step and runs the scheduler at every step, so that jobs run at their hour."""
        while (now := self.now()) < to:
            self._sandbox.advance((min(to, next_moment(now)) - now).total_seconds())
            await self._process.app.scheduler.run_once()
            await self._wait_until_sent()

    async def _advance(self, seconds: float) -> None:
        self._sandbox.advance(seconds)

    async def _wait_until_sent(self) -> None:
        """Waits until all due posts are in the chats, unless a planned fault prevents it."""
        if self._sandbox.faults.planned or await self._is_sent():
            return
        with suppress(NotSeen):
            await self._sandbox.until(self._is_sent, timeout=PATIENCE)

    async def _is_sent(self) -> bool:
        due = await select_due_chats(self._process.app.dispatcher["db"].reader)
        now = self.now().timestamp()
        return not self._sandbox.journal.running() and all(when > now for when in due.values())

    async def _run(self, action: Coroutine[Any, Any, None]) -> None:
        """Runs the action after those before it; cancelling the caller does not cancel it."""
        task = start_task(self._in_turn(action), "an action of the demo")
        self._actions.add(task)
        task.add_done_callback(self._actions.discard)
        await asyncio.shield(task)

    async def _in_turn(self, action: Coroutine[Any, Any, None]) -> None:
        async with self._lock:
            await action

    def _settings(self) -> Settings:
        """The default settings with the local Telegram's address and token; the environment is ignored."""
        own = {
            "bot_token": self._sandbox.token,
            "telegram_api_url": self._sandbox.url,
            "database_path": self._database,
            "admin_ids": first_admins(self._story),
            "default_locale": self._locale,
        }
        usual = {name: field.default for name, field in Settings.model_fields.items()}
        return Settings(_env_file=None, **(usual | own))
