"""Shows the summary of any week, publishes a missed one and changes the schedule, for people with the right."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import aiosqlite
from aiogram import Bot
from aiogram.methods import SendMessage

from bot.i18n import gettext as _
from bot.outbox.payloads import text_payload
from bot.screens.phrases import roadmap_name
from bot.screens.summaries.chart import Chart, draw_chart
from bot.screens.summaries.settings import ShownSchedule
from bot.screens.summaries.text import as_of_words
from bot.screens.summaries.week import ShownWeek, shown_messages
from bot.services.messages.languages import GroupIdentity, group_locale, load_group_identity
from bot.services.summaries.plan import SummaryPlan, ended, select_plan
from bot.services.summaries.publishing import SummaryTarget, publish_summary, select_noted, summary_calls
from bot.services.summaries.week import require_begun, require_recorded, select_week, with_links
from bot.settings import Settings
from data.audit import AuditAction, AuditChange, AuditContext, AuditSubject, State, insert_audit
from data.database import Database
from data.messaging.chats import select_bound_chat
from data.messaging.deliveries import confirm_sent, resume_batch, send_again
from data.messaging.outbox import OutboxRow, RowState, select_row
from data.notes.activity_state import Moment
from data.people.rights import Right, require
from data.primitives.fingerprint import require_seen
from data.roadmap.lookup import StaleButton
from data.roadmap.models import RoadmapContent
from data.roadmap.weeks import Week
from data.summaries.progress import select_progress
from data.summaries.schedule import parse_rule
from data.summaries.schedules import record_schedule
from data.summaries.summaries import (
    SkipReason,
    SummaryRow,
    SummaryRule,
    SummaryState,
    claim_summary,
    select_summary,
    select_unknown,
    upsert_summary_rule,
)
from data.summaries.timetable import Schedule


@dataclass(frozen=True, slots=True)
class SummaryAdmin:
    """Acts for the person that `audit` names; what changes something raises `NotAllowed`. `wake` wakes the outbox."""

    db: Database
    bot: Bot
    audit: AuditContext
    settings: Settings
    now: datetime
    wake: Callable[[], None]

    async def plan(self, content: RoadmapContent) -> SummaryPlan:
        """Loads when the roadmap's summaries are due."""
        return await select_plan(
            self.db.reader, content.roadmap.id, self.settings, self.now, self.db.calendar
        )

    async def schedule(self, content: RoadmapContent) -> ShownSchedule:
        """When the roadmap's group gets summaries. Raises `StaleButton` when no group is bound."""
        chat = await select_bound_chat(self.db.reader, content.roadmap.id)
        if chat is None:
            raise StaleButton
        plan = await self.plan(content)
        coming = await plan.upcoming(self.db.reader, self.now)
        then = plan.after(coming) if coming and plan.timetable.is_kept(coming) else None
        return ShownSchedule(content.roadmap, chat, plan.timetable.current, plan.held, coming, then)

    async def group_identity(self) -> GroupIdentity:
        """Returns what posts of groups need: the bot's username and the language."""
        return await load_group_identity(self.bot, self.settings)

    async def week(self, content: RoadmapContent, week: Week | None) -> ShownWeek:
        """Returns the week with links to cards; None is the last complete one. Raises `Refused` for one that cannot be shown."""
        shown = await select_week(self.db.reader, content, await self.plan(content), week, self.now)
        return with_links(shown, (await self.group_identity()).username)

    async def draw(self, shown: ShownWeek) -> tuple[str, bytes]:
        """Returns the chart's file name and the PNG, drawn in a thread."""
        content, summary = shown.summary.content, shown.summary
        rows = await select_progress(
            self.db.reader, content, Moment(summary.facts.period.until, summary.zone)
        )
        heading = (_("Progress by sphere"), roadmap_name(content.roadmap), as_of_words(summary))
        return f"{shown.week}.png", await asyncio.to_thread(draw_chart, Chart(heading, rows))

    async def send_calls(self, shown: ShownWeek) -> None:
        """Sends the person every message of the summary as the group gets it or got it, in that language."""
        published = shown.row.locale if shown.row else None
        current = await group_locale(self.db.reader, self.settings, roadmap_id=shown.roadmap_id)
        with (await self.group_identity()).speaking(published or current):
            calls = summary_calls(shown.summary)
            texts = [text_payload(*message.render()) for message in shown_messages(shown)]
        buttons = {key: value for key, value in calls[0].payload.items() if key == "reply_markup"}
        for payload in (texts[0] | buttons, *texts[1:]):
            await self.bot(SendMessage.model_validate({**payload, "chat_id": self.audit.actor_id}))

    async def publish(self, content: RoadmapContent, week: Week) -> bool:
        """Publishes the week without waiting for its time; False when it is published already.

        Raises `StaleButton` when no group is bound, `Refused` for a week that cannot be published.
        """
        group_identity, plan = await self.group_identity(), await self.plan(content)
        require_begun(content, week, plan.next(self.now).week)
        async with self.db.writing() as connection:
            await require(connection, self.audit, Right.SUMMARISE)
            chat = await select_bound_chat(connection, content.roadmap.id)
            if chat is None:
                raise StaleButton
            period = ended(await plan.period(connection, week), self.audit.at)
            await require_recorded(connection, content, period)
            row = plan.row(period, SummaryState.PUBLISHED, self.audit.at, self.audit.actor_id)
            published = await publish_summary(
                connection, SummaryTarget(content, chat, plan.zone, group_identity), row
            )
            if published:
                await self._record(connection, AuditAction.SUMMARISED, content, (None, {"week": str(week)}))
        self.wake()
        return published is not None

    async def confirm_week(self, roadmap_id: int, week: Week) -> list[SummaryRow]:
        """Notes that the group has a summary of which the record, restored from a copy, does not know.

        Returns the weeks that are unknown still. Raises `NotAllowed`.
        """
        async with self.db.writing() as connection:
            await require(connection, self.audit, Right.SUMMARISE)
            row = await select_summary(connection, roadmap_id, week)
            if row and row.reason is SkipReason.RESTORED:
                news = await select_noted(connection, roadmap_id, row.period)
                published = replace(
                    row, state=SummaryState.PUBLISHED, published_by=self.audit.actor_id, news=news
                )
                await claim_summary(connection, replace(published, reason=None))
                change = AuditChange(
                    AuditAction.SUMMARISED, AuditSubject.SUMMARY, roadmap_id, None, {"week": str(week)}
                )
                await insert_audit(connection, self.audit, change)
            return await select_unknown(connection, roadmap_id)

    async def change(self, content: RoadmapContent, wanted: SummaryRule, seen: int) -> None:
        """Changes the schedule from now on: no moment up to now is owed by it, and no week that was owed is lost.

        What holds already is no change. Raises `NotAllowed`, and `Outdated` where the schedule is not what the person saw:
        `seen` is its fingerprint.
        """
        async with self.db.writing() as connection:
            await require(connection, self.audit, Right.SCHEDULE_SUMMARIES)
            plan = await select_plan(
                connection, content.roadmap.id, self.settings, self.now, self.db.calendar
            )
            before = plan.held
            if wanted != before:
                require_seen(seen, before.fingerprint)
                await upsert_summary_rule(connection, wanted)
                await plan.record(connection)
                rule = parse_rule(wanted.rule or str(plan.rule))
                calendar = self.db.calendar if wanted.working_days else None
                schedule = Schedule(self.now, rule, self.settings.zone, wanted.is_on, calendar)
                await record_schedule(connection, content.roadmap.id, schedule)
                states = (_state(before), _state(wanted))
                await self._record(connection, AuditAction.RESCHEDULED, content, states)

    async def settle(self, row_id: int, *, arrived: bool) -> None:
        """Settles an uncertain or failed post of a summary: it `arrived`, or it is sent once more.

        Raises `NotAllowed`, and `StaleButton` when the row is not of a summary.
        """
        async with self.db.writing() as connection:
            await require(connection, self.audit, Right.SUMMARISE)
            row = _of_a_summary(await select_row(connection, row_id))
            if arrived:
                await confirm_sent(connection, row_id, self.audit.at)
            elif row.state is RowState.UNCERTAIN:
                await send_again(connection, row_id)
            else:
                await resume_batch(connection, row.group_key)
        self.wake()

    async def _record(
        self,
        connection: aiosqlite.Connection,
        action: AuditAction,
        content: RoadmapContent,
        states: tuple[State | None, State | None],
    ) -> None:
        before, after = states
        change = AuditChange(action, AuditSubject.SUMMARY, content.roadmap.id, before, after)
        await insert_audit(connection, self.audit, change)


def _state(rule: SummaryRule) -> State:
    return {"rule": rule.rule, "on": rule.is_on, "pins": rule.pins, "working_days": rule.working_days}


def _of_a_summary(row: OutboxRow | None) -> OutboxRow:
    if row is None or not row.group_key.startswith("summary:"):
        raise StaleButton
    return row
