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
from data.primitives.refusal import Refused
from data.roadmap.models import RoadmapContent
from data.roadmap.weeks import Week
from data.summaries.facts import select_facts
from data.summaries.problems import SummaryProblem
from data.summaries.published import select_published
from data.summaries.summaries import Period, select_summary


async def select_week(
    connection: aiosqlite.Connection,
    content: RoadmapContent,
    plan: SummaryPlan,
    week: Week | None,
    now: datetime,
) -> ShownWeek:
    """Returns any week that has begun, with what was stored of it; `week` None is the last complete one.

    Where that one ended before anything was recorded, it is the current one. `now` is aware. Raises `Refused` for a week that has not begun, or lies before the roadmap.
    """
    current = plan.next(now).week
    began = await select_beginning(connection, content.roadmap.id)
    week = week or await _last_complete(connection, plan, began, now)
    require_begun(content, week, current)
    week = plan.telling_of(week)
    row = await select_summary(connection, content.roadmap.id, week)
    period = ended(await plan.period(connection, week), int(now.timestamp()))
    remarks = Remarks(unfinished=True) if row is None and week == current else Remarks()
    coming = await plan.upcoming(connection, now)
    return ShownWeek(
        week=week,
        current=current,
        before=plan.before(week),
        after=plan.telling_of(week.shifted(1)),
        summary=Summary(
            await select_facts(connection, content, period, plan.zone),
            plan.zone,
            remarks=await remarks_on(connection, row) if row else remarks,
        ),
        is_on=plan.chosen.is_on,
        next=coming,
        after_next=plan.after(coming),
        chat=await select_bound_chat(connection, content.roadmap.id),
        row=row,
        published=await select_published(connection, content.roadmap.id, week),
        delivery=await select_batch_delivery(connection, row.key) if row else None,
        earlier=began is not None and began < period.since,
        recorded=began is not None and began <= period.until,
    )


async def _last_complete(
    connection: aiosqlite.Connection, plan: SummaryPlan, began: int | None, now: datetime
) -> Week:
    week = plan.timetable.latest(now).week
    period = await plan.period(connection, week)
    return week if began is not None and began < period.until else plan.next(now).week


def require_begun(content: RoadmapContent, week: Week, current: Week) -> None:
    """Raises `Refused` for a week after the current one, or before the roadmap's first year."""
    first = content.roadmap.first_year
    if week > current:
        raise Refused(SummaryProblem.FUTURE, week=week)
    if week.year < first:
        raise Refused(SummaryProblem.BEFORE, week=week, first=first)


async def require_recorded(connection: aiosqlite.Connection, content: RoadmapContent, period: Period) -> None:
    """Raises `Refused` for a week that ended before there was anything to tell of."""
    began = await select_beginning(connection, content.roadmap.id)
    if began is None or began > period.until:
        raise Refused(SummaryProblem.UNRECORDED, week=period.week)


def with_links(shown: ShownWeek, username: str) -> ShownWeek:
    """Returns the week with links from its activities to their cards in the bot of that name."""
    return replace(shown, summary=replace(shown.summary, username=username))
