"""The lists of activities by their deadlines, and how long each is.

Until notes say that something is done, an activity is overdue when its last control date has passed.
"""

from datetime import date, timedelta
from enum import StrEnum

import aiosqlite

from data.roadmap.models import Activity
from data.roadmap.rows import EVERY, PAGED, fetch, fetch_activities

SOON = timedelta(days=30)


class DeadlineList(StrEnum):
    """Lists may share activities; the order is the one in which screens show them."""

    OVERDUE = "overdue"  # the last control date has passed
    SOON = "soon"  # a control date from today to the thirtieth day from today, both included
    THIS_YEAR = (
        "this_year"  # a control date in the year, or a yearly repetition without a date in a year it covers
    )
    RECURRING = "recurring"  # comes every year, quarter or month, dated or not
    UNDATED = "undated"  # the wording gives no control date


CONDITIONS = {
    DeadlineList.OVERDUE: "(SELECT max(day) FROM control_dates WHERE activity_id = a.id) < :today",
    DeadlineList.SOON: "EXISTS (SELECT 1 FROM control_dates WHERE activity_id = a.id AND day BETWEEN :today AND :soon)",
    DeadlineList.THIS_YEAR: "(EXISTS (SELECT 1 FROM control_dates WHERE activity_id = a.id"
    " AND day BETWEEN :first_day AND :last_day)"
    " OR d.recurring AND :year IN (SELECT value FROM json_each(d.years))"
    " AND NOT EXISTS (SELECT 1 FROM control_dates WHERE activity_id = a.id))",
    DeadlineList.RECURRING: "d.recurring",
    DeadlineList.UNDATED: "NOT EXISTS (SELECT 1 FROM control_dates WHERE activity_id = a.id)",
}


async def count_deadline_lists(
    connection: aiosqlite.Connection, roadmap_id: int, today: date
) -> dict[DeadlineList, int]:
    """The length of every list, in the order of the lists."""
    counts = ", ".join(f"count(*) FILTER (WHERE {CONDITIONS[which]})" for which in DeadlineList)
    sql = f"SELECT {counts} FROM activities AS a JOIN deadlines AS d ON d.activity_id = a.id WHERE a.roadmap_id = :id"  # noqa: S608 - our constants
    rows = await fetch(connection, sql, **_days(roadmap_id, today))
    return dict(zip(DeadlineList, rows[0], strict=True))


async def select_deadline_list(  # noqa: PLR0913 - a list, its day and its page
    connection: aiosqlite.Connection,
    roadmap_id: int,
    which: DeadlineList,
    today: date,
    *,
    limit: int = EVERY,
    offset: int = 0,
) -> list[Activity]:
    """One list as of today, in natural order."""
    rest = f"WHERE a.roadmap_id = :id AND {CONDITIONS[which]} ORDER BY a.position" + PAGED
    return await fetch_activities(connection, rest, **_days(roadmap_id, today), limit=limit, offset=offset)


def _days(roadmap_id: int, today: date) -> dict[str, int | str]:
    return {
        "id": roadmap_id,
        "today": today.isoformat(),
        "soon": (today + SOON).isoformat(),
        "year": today.year,
        "first_day": date(today.year, 1, 1).isoformat(),
        "last_day": date(today.year, 12, 31).isoformat(),
    }
