"""When the next summary of a group comes out, for the reminder on the working day before it."""

from datetime import datetime

from bot.settings import Settings
from data.reminders.inputs import NextSummary
from data.summaries.schedule import Rule, eve, latest_due, next_due
from data.working_days import WorkingCalendar


def next_summary(rule: Rule, settings: Settings, now: datetime, calendar: WorkingCalendar) -> NextSummary:
    """Its period begins with the summary before."""
    coming = next_due(rule, settings.zone, now)
    before = latest_due(rule, settings.zone, now)
    return NextSummary(coming.at.date(), eve(coming, calendar), int(before.at.timestamp()))
