"""The job of weekly summaries: published when due, amended when notes come late, pinned."""

import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime

from aiogram import Bot

from bot.services.messages.languages import load_group_identity
from bot.services.messages.notifier import Notifier
from bot.services.roadmap.cache import RoadmapCache
from bot.services.summaries.pins import Pins
from bot.services.summaries.plan import select_plan
from bot.services.summaries.publishing import SummaryTarget, amend_summary, publish_summary, select_noted
from bot.settings import Settings
from data.database import Database
from data.messaging.chats import select_bound_chat
from data.notes.counted import GRACE
from data.roadmap.roadmap import select_roadmaps
from data.summaries.summaries import SummaryState, claim_summary, select_fresh_summaries

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
        """A job of `bot.scheduler`: publishes, amends and pins what is due at `now` (aware) in every open group."""
        pins = Pins(self.db, self.bot, self.notifier)
        async for target in self._targets():
            await self._publish(target, now)
            await self._amend(target, int(now.timestamp()))
            await pins.renew(target)

    async def _targets(self) -> AsyncIterator[SummaryTarget]:
        group_identity = await load_group_identity(self.bot, self.settings)
        for roadmap in await select_roadmaps(self.db.reader):
            chat = await select_bound_chat(self.db.reader, roadmap.id)
            if chat and chat.paused is None:
                content = await self.roadmaps.content(roadmap.id)
                yield SummaryTarget(content, chat, self.settings.zone, group_identity)

    async def _publish(self, target: SummaryTarget, now: datetime) -> None:
        plan = await select_plan(self.db.reader, target.roadmap_id, self.settings)
        due = await plan.due(self.db.reader, target.chat, now)
        if not due.send and not due.skip:
            return
        written_at = int(now.timestamp())
        # Another process may be doing the same: each claim below is good once only.
        async with self.db.writing() as connection:
            for week in due.skip:
                period = await plan.period(connection, week)
                if await claim_summary(connection, plan.row(period, SummaryState.SKIPPED, written_at)):
                    log.warning("roadmap %d: no summary of %s", target.roadmap_id, week)
            if due.send:
                period = await plan.period(connection, due.send.week)
                row = plan.row(period, SummaryState.PUBLISHED, written_at)
                if await publish_summary(connection, target, row):
                    log.info("roadmap %d: the summary of %s", target.roadmap_id, due.send.week)
        self.wake()

    async def _amend(self, target: SummaryTarget, now: int) -> None:
        for row in await select_fresh_summaries(self.db.reader, target.roadmap_id, now - GRACE):
            if await select_noted(self.db.reader, row.roadmap_id, row.period) == row.news:
                continue
            async with self.db.writing() as connection:
                amended = await amend_summary(connection, target, row, now)
            if amended:
                log.info("roadmap %d: the summary of %s amended", row.roadmap_id, row.period.week)
                self.wake()
