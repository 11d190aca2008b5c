"""The job of weekly summaries: published when due, amended when notes come late, pinned."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

import aiosqlite
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError

from bot.services.messages.languages import load_group_identity
from bot.services.messages.notifier import Notifier
from bot.services.roadmap.cache import RoadmapCache
from bot.services.summaries.pins import Pins
from bot.services.summaries.plan import SummaryPlan, select_plan
from bot.services.summaries.publishing import SummaryTarget, amend_summary, publish_summary, select_noted
from bot.services.summaries.unknown_weeks import UnknownWeeks
from bot.settings import Settings
from data.database import Database
from data.messaging.chats import select_bound_chat, select_group_topics
from data.notes.record import GRACE
from data.summaries.summaries import (
    SkipReason,
    SummaryRow,
    SummaryState,
    claim_summary,
    select_fresh_summaries,
    select_obstacle,
    upsert_obstacle,
)
from data.summaries.timetable import DueSummary

Step = Callable[[SummaryTarget, datetime], Awaitable[None]]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SummaryJob:
    """`wake` wakes the outbox after each commit."""

    db: Database
    bot: Bot
    roadmaps: RoadmapCache
    settings: Settings
    notifier: Notifier
    wake: Callable[[], None]

    async def summarise(self, now: datetime) -> None:
        """A job of `bot.scheduler`: publishes, amends and pins what is due at `now` (aware) in every group.

        What goes wrong with one group is logged, and tried again in the next run.
        """
        pins = Pins(self.db, self.bot, self.notifier, self.wake)
        targets = await self._targets()
        for step in (self._publish, self._amend, pins.renew):
            for target in targets:
                await self._attempt(step, target, now)

    async def _attempt(self, step: Step, target: SummaryTarget, now: datetime) -> None:
        try:
            await step(target, now)
        except TelegramAPIError as error:
            log.warning("roadmap %d: %s: %s", target.roadmap_id, step.__name__, error.message)
        except Exception:
            log.exception("roadmap %d: %s failed", target.roadmap_id, step.__name__)

    async def _targets(self) -> list[SummaryTarget]:
        group_identity = await load_group_identity(self.bot, self.settings)
        bound = await select_group_topics(self.db.reader)
        return [
            SummaryTarget(content, chat, self.settings.zone, group_identity)
            for content in await self.roadmaps.contents()
            if content.roadmap.id in bound
            and (chat := await select_bound_chat(self.db.reader, content.roadmap.id))
        ]

    async def _publish(self, target: SummaryTarget, now: datetime) -> None:
        plan = await select_plan(self.db.reader, target.roadmap_id, self.settings, now, self.db.calendar)
        due = await plan.due(self.db.reader, now)
        if due == DueSummary() and not plan.unrecorded:
            return
        written_at, unknown = int(now.timestamp()), UnknownWeeks(self.notifier)
        # Another process may be doing the same: each claim below is good once only.
        async with self.db.writing() as connection:
            await plan.record(connection)
            due = await unknown.known(connection, plan, due, written_at)
            skipped = await _skip(connection, plan, due, written_at)
            if asked := [row for row in skipped if row.reason is SkipReason.RESTORED]:
                await unknown.ask(connection, target, asked, written_at)
            if due.send and target.chat.paused:
                reason = SkipReason.NOT_RUNNING if due.late else SkipReason(target.chat.paused)
                await upsert_obstacle(connection, plan.roadmap_id, due.send.week, reason, written_at)
            elif due.send:
                period = await plan.period(connection, due.send.week)
                row = plan.row(period, SummaryState.PUBLISHED, written_at)
                if await publish_summary(connection, target, row):
                    log.info("roadmap %d: the summary of %s", target.roadmap_id, due.send.week)
        self.wake()

    async def _amend(self, target: SummaryTarget, now: datetime) -> None:
        if target.chat.paused:
            return
        at = int(now.timestamp())
        for row in await select_fresh_summaries(self.db.reader, target.roadmap_id, at - GRACE):
            if await select_noted(self.db.reader, row.roadmap_id, row.period) == row.news:
                continue
            async with self.db.writing() as connection:
                amended = await amend_summary(connection, target, row, at)
            if amended:
                log.info("roadmap %d: the summary of %s amended", row.roadmap_id, row.period.week)
                self.wake()


async def _skip(
    connection: aiosqlite.Connection, plan: SummaryPlan, due: DueSummary, written_at: int
) -> list[SummaryRow]:
    """Writes down which weeks have no summary, each with what stood in its way; returns what it has written."""
    written = []
    for week in sorted((*due.skip, *due.off)):
        seen = await select_obstacle(connection, plan.roadmap_id, week, written_at)
        reason = SkipReason.OFF if week in due.off else seen or SkipReason.NOT_RUNNING
        period = await plan.period(connection, week)
        row = replace(plan.row(period, SummaryState.SKIPPED, written_at), reason=reason)
        if await claim_summary(connection, row):
            log.warning("roadmap %d: no summary of %s: %s", plan.roadmap_id, week, reason)
            written.append(row)
    return written
