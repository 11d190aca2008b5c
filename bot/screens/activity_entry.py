"""Activities as lines of a list: number, short title, deadline."""

from datetime import date

from bot.callbacks.roadmap import OpenActivity
from bot.screens.keyboard import button
from bot.screens.listing import Entry
from bot.screens.roadmap.deadline import deadline_line
from data.roadmap.models import Activity


def activity_entry(activity: Activity, via: str, today: date, section: str = "") -> Entry:
    """`via` is the trail the card leads back by."""
    return Entry(
        button(activity.number, OpenActivity(activity_id=activity.id, via=via)),
        lead=activity.number,
        text=activity.title,
        detail=deadline_line(activity.deadline, today),
        section=section,
    )
