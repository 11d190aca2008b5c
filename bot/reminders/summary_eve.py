"""When the next summary of a group comes out, for the reminder on the working day before it."""

from datetime import datetime, time

from bot.reminders.facts import NextSummary
from bot.schedule import Rule, eve, next_due
from bot.settings import Settings


def next_summary(rule: Rule, settings: Settings, now: datetime) -> NextSummary:
    """Its period begins with the week it tells of."""
    coming = next_due(rule, settings.zone, now)
    monday = datetime.combine(coming.week.day(0), time(), settings.zone)
    return NextSummary(coming.at.date(), eve(coming), int(monday.timestamp()))
