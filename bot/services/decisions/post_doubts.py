"""Posts of decisions that may be missing in their group: the coordinators are asked, and what they answer."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import aiosqlite

from bot.clock import Clock
from bot.screens.decisions.news import doubtful_post_screen
from bot.services.messages.kinds import MessageKind
from bot.services.messages.notifier import Notifier, Queued
from data.audit import AuditContext
from data.database import Database
from data.messaging.deliveries import Delivery, DeliveryState, confirm_sent, resume_batch, send_again
from data.messaging.outbox import OutboxRow, RowState, select_row
from data.people.coordination import require_coordinator, select_coordinators, select_party_ids
from data.people.rights import NotAllowed, Right, require
from data.roadmap.lookup import StaleButton
from data.roadmap.roadmap import select_known_activity


@dataclass(frozen=True, slots=True)
class DecisionPostNotices:
    """Asks the coordinators of the roadmap, or where there are none the administrators; `wake` wakes the outbox."""

    db: Database
    notifier: Notifier
    clock: Clock
    wake: Callable[[], None]

    async def tell(self, delivery: Delivery) -> None:
        """An `OutboxListeners.on_state_change`; passes over other posts and over messages to people."""
        row = delivery.row
        if delivery.state not in (DeliveryState.UNCERTAIN, DeliveryState.FAILED) or not row:
            return
        activity = await select_known_activity(self.db.reader, row.reference.activity_id or 0)
        if activity is None or not _is_decision(row):
            return
        at = int(self.clock().timestamp())
        screen = partial(doubtful_post_screen, activity.number, delivery.state, row.id)
        async with self.db.writing() as connection:
            for user_id in await self._coordinators(connection, row):
                way = Queued(connection, f"doubt:{row.id}:{row.state}:{at}:{user_id}", at)
                await self.notifier.to_person(user_id, MessageKind.DECISION_IN_DOUBT, screen, way)
        self.wake()

    async def _coordinators(self, connection: aiosqlite.Connection, row: OutboxRow) -> list[int]:
        parties = await select_party_ids(connection, row.destination.roadmap_id or 0)
        found = [person for party in parties for person in await select_coordinators(connection, party)]
        return list(dict.fromkeys(found)) or await self.notifier.administrators()


@dataclass(frozen=True, slots=True)
class DecisionPosts:
    """Acts for the coordinator or administrator that `audit` names; raises `NotAllowed` and `StaleButton`."""

    db: Database
    audit: AuditContext
    wake: Callable[[], None]

    async def confirm(self, row_id: int) -> None:
        """Settles a post that is in the group."""
        async with self.db.writing() as connection:
            await self._row(connection, row_id)
            if not await confirm_sent(connection, row_id, self.audit.at):
                raise StaleButton

    async def repeat(self, row_id: int) -> None:
        """Sends once more what is not in the group."""
        async with self.db.writing() as connection:
            row = await self._row(connection, row_id)
            failed = row.state is RowState.FAILED
            again = resume_batch(connection, row.group_key) if failed else send_again(connection, row_id)
            if not await again:
                raise StaleButton
        self.wake()

    async def _row(self, connection: aiosqlite.Connection, row_id: int) -> OutboxRow:
        row = await select_row(connection, row_id)
        if row is None or not _is_decision(row):
            raise StaleButton
        try:
            await require_coordinator(connection, row.destination.roadmap_id or 0, self.audit)
        except NotAllowed:
            await require(connection, self.audit, Right.MANAGE_PEOPLE)
        return row


def _is_decision(row: OutboxRow) -> bool:
    reference, destination = row.reference, row.destination
    is_about_activity = reference.activity_id is not None and reference.note_id is None
    return is_about_activity and destination.roadmap_id is not None and row.method.sends
