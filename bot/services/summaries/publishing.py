"""A summary enters the record and the outbox in one transaction, once for each week."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any, Final
from zoneinfo import ZoneInfo

import aiosqlite

from bot.i18n import gettext as _
from bot.outbox.payloads import SILENT, text_payload
from bot.screens.summaries.messages import POSTED, removed_message, summary_messages
from bot.screens.summaries.text import Remarks, Summary, brief, summary_title
from bot.services.messages.languages import GroupIdentity
from bot.telegram.deep_links import summary_link
from data.messaging.chats import BoundChat, select_group_locale
from data.messaging.outbox import (
    Destination,
    Method,
    OutboxBatch,
    OutboxCall,
    OutboxRow,
    Reference,
    insert_batch,
    select_batches,
)
from data.notes.counted import CountedNote, select_news
from data.regions.regional_clocks import regional_clock
from data.reminders.choices import Hours
from data.roadmap.models import RoadmapContent
from data.summaries.facts import WeekFacts, select_facts
from data.summaries.published import PublishedMessage, PublishedSummary, update_published
from data.summaries.summaries import (
    Period,
    SkipReason,
    SummaryRow,
    SummaryState,
    claim_summary,
    select_missed_before,
    update_summary_news,
)
from data.summaries.timetable import PUNCTUAL

EDITABLE: Final = ("text", "entities", "link_preview_options", "reply_markup")
HOURS: Final = Hours()
PUNCTUAL_SECONDS: Final = int(PUNCTUAL.total_seconds())


@dataclass(frozen=True, slots=True)
class SummaryTarget:
    """A roadmap and the group it is summarised for."""

    content: RoadmapContent
    chat: BoundChat
    zone: ZoneInfo
    group_identity: GroupIdentity

    @property
    def roadmap_id(self) -> int:
        """The roadmap of the summary."""
        return self.content.roadmap.id

    @property
    def destination(self) -> Destination:
        """The group and the topic it is posted in."""
        return Destination(self.chat.chat_id, self.chat.thread_id, self.roadmap_id)


async def publish_summary(
    connection: aiosqlite.Connection, target: SummaryTarget, row: SummaryRow
) -> SummaryRow | None:
    """Publishes the week of `row`, whose news are filled in; None when it was published before.

    Wake the outbox when the transaction is committed.
    """
    facts = await select_facts(connection, target.content, row.period, target.zone)
    locale = await select_group_locale(connection, roadmap_id=row.roadmap_id)
    claimed = replace(row, news=_noted(facts.news), locale=locale or target.group_identity.default_locale)
    if not await claim_summary(connection, claimed):
        return None
    summary = await summary_of(connection, target, claimed, facts)
    with target.group_identity.speaking(claimed.locale):
        parts = summary_calls(summary)
        published = published_of(summary, parts)
    await update_published(connection, row.roadmap_id, row.period.week, published)
    await insert_batch(
        connection, OutboxBatch(row.key, target.destination, Reference(), parts), row.written_at
    )
    return claimed


async def summary_of(
    connection: aiosqlite.Connection, target: SummaryTarget, row: SummaryRow, facts: WeekFacts
) -> Summary:
    """Returns what the text and the chart of a summary are made of."""
    remarks = await remarks_on(connection, row)
    return Summary(facts, target.zone, target.group_identity.username, remarks)


async def remarks_on(connection: aiosqlite.Connection, row: SummaryRow) -> Remarks:
    """Returns what a summary says of its own publication; nothing for a skipped week."""
    if row.state is SummaryState.SKIPPED:
        return Remarks()
    late = row.written_at - row.period.until > PUNCTUAL_SECONDS
    return Remarks(
        late=row.written_at if late else None,
        missed=tuple(
            missed
            for missed in await select_missed_before(connection, row.roadmap_id, row.period.week)
            if missed.reason is not SkipReason.RESTORED  # it may have been published
        ),
    )


async def amend_summary(
    connection: aiosqlite.Connection, target: SummaryTarget, row: SummaryRow, now: int
) -> bool:
    """Changes the post when notes of its week came late or were withdrawn; False when there is nothing to change.

    Wake the outbox when the transaction is committed.
    """
    facts = await select_facts(connection, target.content, row.period, target.zone)
    news, rows = _noted(facts.news), await select_batches(connection, row.key)
    here = all(post.destination.chat_id == target.chat.chat_id for post in rows)
    if news == row.news or not rows or not here or not await update_summary_news(connection, row, news):
        return False
    summary = await summary_of(connection, target, row, facts)
    summary = replace(summary, remarks=replace(summary.remarks, amended=now))
    posts = [post for post in rows if post.method.sends]
    with target.group_identity.speaking(row.locale):
        parts = tuple(_changes(posts, summary))
        published = published_of(summary, summary_calls(summary))
    await update_published(connection, row.roadmap_id, row.period.week, published)
    await insert_batch(
        connection, OutboxBatch(f"{row.key}:{len(rows)}", target.destination, Reference(), parts), now
    )
    return True


def published_of(summary: Summary, calls: Sequence[OutboxCall]) -> PublishedSummary:
    """Returns what is kept of a summary that these calls post, in the language spoken here."""
    messages = [PublishedMessage(call.payload["text"], tuple(call.payload["entities"])) for call in calls]
    brief_lines = (summary_title(summary), *brief(summary))
    return PublishedSummary(brief_lines, tuple(messages), summary.facts.counted)


def summary_calls(summary: Summary) -> tuple[OutboxCall, ...]:
    """Returns the calls that post it: the first with a sound, unless it is late and after hours, the others as replies."""
    messages = [text_payload(*message.render()) for message in summary_messages(summary, POSTED)]
    messages[0] |= _button(summary) | (SILENT if is_after_hours(summary) else {})
    first, *more = (OutboxCall(Method.SEND_MESSAGE, payload) for payload in messages)
    return (first, *(replace(part, payload=part.payload | SILENT, reply_to=1) for part in more))


def is_after_hours(summary: Summary) -> bool:
    """True when it comes late, and outside of working hours by the clock of the group or of a side."""
    if summary.remarks.late is None:
        return False
    at = summary.moment(summary.remarks.late)
    clocks = [regional_clock(party.region) for party in summary.content.roadmap.parties]
    zones = [summary.zone, *(clock.zone for clock in clocks if clock)]
    return not all(HOURS.opens <= at.astimezone(zone).hour < HOURS.closes for zone in zones)


async def select_noted(
    connection: aiosqlite.Connection, roadmap_id: int, period: Period
) -> frozenset[tuple[int, int]]:
    """Returns (note id, version) of the notes that the summary of the period would hold now."""
    return _noted(await select_news(connection, roadmap_id, period.since, period.until))


def _noted(news: Sequence[CountedNote]) -> frozenset[tuple[int, int]]:
    return frozenset((note.note_id, note.version) for note in news)


def _changes(posts: Sequence[OutboxRow], summary: Summary) -> Iterator[OutboxCall]:
    """Yields the calls that turn the posts into the summary; of a message too many one line stays."""
    for post, part in zip_longest(posts, summary_calls(summary)):
        if post is None:
            yield replace(part, target_id=posts[0].id, reply_to=None)
        else:
            payload = part.payload if part else text_payload(*removed_message(summary).render())
            yield OutboxCall(
                Method.EDIT_TEXT, {key: payload[key] for key in EDITABLE if key in payload}, post.id
            )


def _button(summary: Summary) -> dict[str, Any]:
    """Leads to the week in the bot, where its name is known."""
    facts, username = summary.facts, summary.username
    link = summary_link(username, facts.content.roadmap.id, str(facts.period.week)) if username else None
    rows = [[{"text": _("In detail"), "url": link}]]
    return {"reply_markup": {"inline_keyboard": rows}} if link else {}
