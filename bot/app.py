"""The bot as a whole: composed, started, drained, stopped."""

import asyncio
import gc
import logging
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import Any, Final

from aiogram import Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.types import LinkPreviewOptions

import handlers
from bot.background import Loop, Supervisor, is_transient, start_task
from bot.clock import Clock, system_clock
from bot.fatal_errors import TokenMissing, TokenRefused
from bot.middlewares.group_membership import GroupMembership
from bot.outbox.listeners import OutboxListeners, call_each
from bot.outbox.worker import Outbox
from bot.scheduler import Job, Scheduler
from bot.screens.command_words import command_menus
from bot.screens.notices import loop_restarted_screen
from bot.services.decisions.job import DecisionJob
from bot.services.decisions.post_doubts import DecisionPostNotices
from bot.services.groups.admin_notices import GroupNotices
from bot.services.messages.given_up import GivenUpNotices
from bot.services.messages.kinds import MessageKind
from bot.services.messages.languages import LanguageCache
from bot.services.messages.notifier import Notifier, Queued
from bot.services.notes.confirmation import AuthorNotices
from bot.services.notes.post_sync import PostSync
from bot.services.notes.shown_confirmations import ShownConfirmations
from bot.services.people.retention import RetentionJob
from bot.services.reminders.job import ReminderJob
from bot.services.roadmap.cache import RoadmapCache, SearchIndexes
from bot.services.roadmap.calendars import CalendarJob
from bot.services.summaries.admin_notices import SummaryNotices
from bot.services.summaries.job import SummaryJob
from bot.settings import Settings
from bot.telegram.command_list import publish_commands
from bot.telegram.errors import jittered
from bot.telegram.named_bot import NamedBot
from bot.telegram.session import TelegramSession
from bot.updates.inbox import UpdateInbox
from bot.updates.polling import Polling
from bot.updates.webhook import Webhook
from data.database import Database
from data.editions.edition_store import import_shipped_if_empty
from data.editions.renewed_readings import renew_readings
from data.lock import single_instance

DRAIN_SECONDS: Final = 20.0  # the rest of the 25 in which the process has to end is for closing
LONGEST_PAUSE: Final = 3.0
COMMANDS_PAUSE: Final = 60.0
GC_THRESHOLDS: Final = (50_000, 20, 100)  # measured by tests/bench/bench_tap.py

log = logging.getLogger(__name__)


def dispatcher(settings: Settings, db: Database, roadmaps: RoadmapCache) -> Dispatcher:
    """Returns the dispatcher with all handlers and their dependencies; `bot.updates.dispatcher` adds `interrupted`."""
    made = Dispatcher(disable_fsm=True, settings=settings, db=db, roadmaps=roadmaps)
    made["language_cache"], made["membership"] = LanguageCache(), GroupMembership()
    made["shown_confirmations"] = ShownConfirmations()
    made.include_router(handlers.router())
    return made


class App:
    """A running bot. `working` ends only by an exception: a `FatalError`, or an unexpected one."""

    def __init__(self, settings: Settings, db: Database, clock: Clock, indexes: SearchIndexes) -> None:
        self.settings, self.db, self.clock = settings, db, clock
        self.roadmaps = RoadmapCache(db, indexes)
        self.session = TelegramSession.from_settings(settings)
        # Not link_preview_is_disabled, which aiogram would also send by its old name, unknown to the Bot API.
        defaults = DefaultBotProperties(link_preview=LinkPreviewOptions(is_disabled=True))
        self.bot = NamedBot(settings.bot_token.get_secret_value(), self.session, defaults)
        self.dispatcher = dispatcher(settings, db, self.roadmaps)
        self.dispatcher["clock"] = clock
        language_cache: LanguageCache = self.dispatcher["language_cache"]
        self.notifier = Notifier(self.bot, db, settings, language_cache)
        authors = AuthorNotices(db, self.bot, settings, self.notifier, self.dispatcher["shown_confirmations"])
        summaries = SummaryNotices(db, self.notifier, self._wake)
        decisions = DecisionPostNotices(db, self.notifier, clock, self._wake)
        groups, sync = GroupNotices(self.notifier), PostSync(self.bot, settings)
        listeners = OutboxListeners(
            call_each(authors.tell, summaries.tell, decisions.tell), groups.of_outbox, sync.after
        )
        self.outbox = Outbox(db, self.bot, self.session, listeners, lambda: clock().timestamp())
        self.dispatcher["outbox"] = self.outbox
        self.dispatcher["reminders"] = self.reminders = ReminderJob(
            db, self.roadmaps, settings, self.notifier, self.outbox.wake
        )
        self.dispatcher["scheduler"] = self.scheduler = Scheduler(self._jobs(db), clock)
        given_up = GivenUpNotices(db, self.notifier, clock, self._wake)
        self.inbox = UpdateInbox(db, self.bot, self.dispatcher, given_up.tell)
        self.ready = asyncio.Event()
        self.working = start_task(self._work(), "the bot")

    @classmethod
    @asynccontextmanager
    async def running(
        cls, settings: Settings, clock: Clock = system_clock, indexes: SearchIndexes | None = None
    ) -> AsyncIterator["App"]:
        """Runs until the block ends, then drains; `indexes` are those of an earlier start in this process.

        Raises `TokenMissing`, `AlreadyRunning`, `SchemaRefused` or `DocumentRefused` when it cannot start.
        """
        if not settings.bot_token.get_secret_value():
            raise TokenMissing
        async with AsyncExitStack() as stack:
            stack.enter_context(single_instance(settings.database_path))
            db = await Database.open(settings.database_path)
            stack.push_async_callback(db.close)
            await import_shipped_if_empty(db)
            await renew_readings(db)
            app = cls(settings, db, clock, indexes or SearchIndexes())
            stack.push_async_callback(app.session.close)
            stack.push_async_callback(app.stop)
            yield app

    async def stop(self) -> None:
        """Accepts nothing new, finishes what was begun."""
        self.working.cancel()
        await asyncio.wait({self.working})
        await asyncio.gather(self.inbox.stop(DRAIN_SECONDS), self.outbox.stop(DRAIN_SECONDS))

    async def _work(self) -> None:
        await self.roadmaps.warm()
        me = await self._until_reached(self.bot.me)
        log.info("@%s is ready to work", me.username)
        await self.inbox.start()
        loops: dict[Loop, Callable[[], Awaitable[None]]] = {
            Loop.COMMANDS: self._publish_commands,
            Loop.POSTING: self.outbox.run,
            Loop.NOTIFYING: self.outbox.notify,
            Loop.SCHEDULE: self.scheduler.run,
            Loop.HANDLED: self.inbox.run,
            Loop.SUSPECTS: self.inbox.try_suspects,
            Loop.RECEIVING: self._receive,
        }
        supervisor = Supervisor(self._tell_of_restart)
        for loop, work in loops.items():
            supervisor.keep(loop, work)
        try:
            await supervisor.run()
        finally:
            await supervisor.stop()

    def _wake(self) -> None:
        self.outbox.wake()

    async def _tell_of_restart(self, loop: Loop) -> None:
        """Through the outbox: it comes also when the loop that failed is the posting, or the process ends of it."""
        at = int(self.clock().timestamp())
        async with self.db.writing() as connection:
            for admin in await self.notifier.administrators():
                way = Queued(connection, f"loop:{loop.name}:{at}:{admin}", at)
                screen = partial(loop_restarted_screen, loop)
                await self.notifier.to_person(admin, MessageKind.LOOP_RESTARTED, screen, way)
        self._wake()

    def _jobs(self, db: Database) -> tuple[Job, ...]:
        summaries = SummaryJob(db, self.bot, self.roadmaps, self.settings, self.notifier, self.outbox.wake)
        decisions = DecisionJob(db, self.bot, self.settings, self.notifier, self.outbox.wake)
        calendars = CalendarJob(db, self.notifier, self.settings, self.outbox.wake)
        jobs = (summaries.summarise, self.reminders.remind, decisions.review_requests)
        return (*jobs, calendars.ask_for_year, RetentionJob(db).delete_expired, self.bot.renew)

    async def _receive(self) -> None:
        kinds = self.dispatcher.resolve_used_update_types()
        url, secret = self.settings.webhook_url, self.settings.webhook_secret
        if not (url and secret):
            self.ready.set()
            await Polling(self.session, self.bot, self.inbox, kinds).run()
            return
        async with Webhook(self.inbox, secret.get_secret_value()).listening(
            url, self.settings.webhook_address
        ):
            await self._until_reached(
                lambda: self.bot.set_webhook(
                    url, allowed_updates=kinds, secret_token=secret.get_secret_value()
                )
            )
            log.info("updates are received at %s port %d", *self.settings.webhook_address)
            self.ready.set()
            await asyncio.Event().wait()

    async def _publish_commands(self) -> None:
        while True:
            try:
                return await publish_commands(self.bot, command_menus(), self.settings.default_locale)
            except TelegramAPIError as error:
                log.warning("the lists of commands were not set: %s", error)
                if not is_transient(error):
                    return None
                await asyncio.sleep(getattr(error, "retry_after", COMMANDS_PAUSE))

    async def _until_reached(self, ask: Callable[[], Awaitable[Any]]) -> Any:
        while True:
            try:
                return await ask()
            except (TelegramUnauthorizedError, TelegramNotFound) as error:
                raise TokenRefused from error
            except TelegramAPIError as error:
                retry_after = error.retry_after if isinstance(error, TelegramRetryAfter) else 0
                log.warning("Telegram was not reached: %s", error.message)
                await asyncio.sleep(retry_after or jittered(LONGEST_PAUSE))


async def run(settings: Settings) -> None:
    """Runs until SIGTERM or SIGINT; raises what `App.running` and `App.working` raise."""
    stop = asyncio.Event()
    for signalled in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(signalled, stop.set)
    async with App.running(settings) as app:
        stopping = start_task(stop.wait(), "waiting for a signal")
        tuning = start_task(_tune_the_collector(app.ready), "tuning the collector")
        await asyncio.wait({app.working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        tuning.cancel()
        if app.working.done():
            await app.working
        log.info("stopping")
    log.info("stopped")


async def _tune_the_collector(ready: asyncio.Event) -> None:
    """Exempts what start-up made, which stays for good, from garbage collection, and collects more rarely."""
    await ready.wait()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)
