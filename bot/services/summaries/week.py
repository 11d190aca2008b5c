"""A week's summary as a person is shown it: any week that has begun, with what was written down of it."""

from dataclasses import replace
from datetime import datetime

import aiosqlite

from bot.screens.summaries.text import Remarks, Summary
from bot.screens.summaries.week import ShownWeek
from bot.services.summaries.plan import SummaryPlan, ended
from bot.services.summaries.publishing import remarks_on
from data.messaging.chats import select_bound_chat
from data.messaging.deliveries import select_batch_delivery
from data.notes.counted import select_beginning
from data.roadmap.lookup import StaleButton
from data.roadmap.models import RoadmapContent
from data.roadmap.weeks import Week
from data.summaries.facts import select_facts
from data.summaries.summaries import select_summary


async def select_week(
    connection: aiosqlite.Connection,
    content: RoadmapContent,
    plan: SummaryPlan,
    week: Week | None,
    now: datetime,
) -> ShownWeek:
    """Returns any week that has begun, with what was stored of it; `week` None is the current one.

    `now` is aware. Raises `StaleButton` for a week that has not begun.
    """
    upcoming = plan.next(now)
    week = week or upcoming.week
    if week > upcoming.week:
        raise StaleButton
    row = await select_summary(connection, content.roadmap.id, week)
    began = await select_beginning(connection, content.roadmap.id)
    period = ended(await plan.period(connection, week), int(now.timestamp()))
    remarks = Remarks(unfinished=True) if row is None and week == upcoming.week else Remarks()
    return ShownWeek(
        week=week,
        summary=Summary(
            await select_facts(connection, content, period, plan.zone),
            plan.zone,
            remarks=await remarks_on(connection, row) if row else remarks,
        ),
        is_on=plan.chosen.is_on,
        next=upcoming,
        after_next=plan.next(upcoming.at),
        chat=await select_bound_chat(connection, content.roadmap.id),
        row=row,
        delivery=await select_batch_delivery(connection, row.key) if row else None,
        earlier=began is not None and began < period.since,
    )


def with_links(shown: ShownWeek, username: str) -> ShownWeek:
    """Returns the week with links from its activities to their cards in the bot of that name."""
    return replace(shown, summary=replace(shown.summary, username=username))
