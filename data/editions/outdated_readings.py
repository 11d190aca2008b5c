"""Deadlines that an older version of the bot has read otherwise than this one would."""

import sqlite3
from datetime import date
from typing import Final

from data.documents.deadlines import read_deadline
from data.primitives.working_days import WorkingCalendar

READ: Final = (
    "SELECT a.number, d.wording, d.kind, r.first_year, r.last_year,"
    " (SELECT group_concat(nominal) FROM (SELECT nominal FROM control_dates WHERE activity_id = a.id ORDER BY nominal)),"
    " EXISTS (SELECT 1 FROM control_dates WHERE activity_id = a.id AND by_hand)"
    " FROM activities AS a JOIN deadlines AS d ON d.activity_id = a.id JOIN roadmaps AS r ON r.id = a.roadmap_id"
    " ORDER BY r.id, a.position"
)


def outdated_readings(opened: sqlite3.Connection) -> list[str]:
    """Returns the numbers of the activities in force to which the wording gives another kind or other days by now.

    Of an activity with a day set by hand the kind alone counts. They are read anew when their document is imported again.
    """
    calendar = WorkingCalendar()
    return [
        number
        for number, wording, kind, *years, days, by_hand in opened.execute(READ)
        if _is_outdated(wording, kind, (years[0], years[1]), None if by_hand else days or "", calendar)
    ]


def _is_outdated(
    wording: str, kind: str, years: tuple[int, int], days: str | None, calendar: WorkingCalendar
) -> bool:
    deadline = read_deadline(wording, *years, calendar)
    stored = None if days is None else [date.fromisoformat(day) for day in days.split(",") if day]
    return deadline.kind != kind or (
        stored is not None and stored != [when.nominal for when in deadline.control_dates]
    )
