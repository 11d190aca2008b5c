"""Weeks that were due before a restore: whether the group has them a person says, nothing is published unasked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import aiosqlite

from bot.screens.phrases import roadmap_name
from bot.screens.summaries.notices import unknown_weeks_screen
from bot.services.messages.kinds import MessageKind
from bot.services.messages.notifier import Notifier, Queued
from bot.services.summaries.plan import SummaryPlan
from bot.services.summaries.publishing import SummaryTarget
from data.messaging.restoring import select_restored_at
from data.people.coordination import select_coordinators
from data.roadmap.weeks import Week
from data.summaries.summaries import SkipReason, SummaryRow, upsert_obstacle
from data.summaries.timetable import DueSummary


@dataclass(frozen=True, slots=True)
class UnknownWeeks:
    """Splits what is due, and asks administrators and the roadmap's coordinators, each once for a restore."""

    notifier: Notifier

    async def known(
        self, connection: aiosqlite.Connection, plan: SummaryPlan, due: DueSummary, now: int
    ) -> DueSummary:
        """Returns what may be done by itself; the weeks due up to the last restore are skipped for that reason."""
        restored = await select_restored_at(connection)
        sent = (due.send.week,) if due.send else ()
        unknown = [week for week in (*due.skip, *sent) if _is_before(plan, week, restored)]
        for week in unknown:
            await upsert_obstacle(connection, plan.roadmap_id, week, SkipReason.RESTORED, now)
        if due.send and due.send.week in unknown:
            return replace(due, send=None, late=False, skip=(*due.skip, due.send.week))
        return due

    async def ask(
        self, connection: aiosqlite.Connection, target: SummaryTarget, rows: Sequence[SummaryRow], now: int
    ) -> None:
        """Queues the question in the caller's transaction; wake the outbox after the commit."""
        name = roadmap_name(target.content.roadmap)
        coordinators = [
            user_id
            for party in target.content.roadmap.parties
            for user_id in await select_coordinators(connection, party.id)
        ]
        screen = partial(unknown_weeks_screen, name, rows, target.zone)
        for user_id in dict.fromkeys([*await self.notifier.administrators(), *coordinators]):
            key = f"restored:{target.roadmap_id}:{rows[-1].period.week}:{now}:{user_id}"
            await self.notifier.to_person(
                user_id, MessageKind.SUMMARY_UNKNOWN, screen, Queued(connection, key, now)
            )


def _is_before(plan: SummaryPlan, week: Week, restored: int) -> bool:
    return plan.timetable.occasion(week).at.timestamp() <= restored
