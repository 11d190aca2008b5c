"""Sentences about summaries: what became of one, and what cannot be done."""

from collections.abc import Sequence
from typing import Final
from zoneinfo import ZoneInfo

from aiogram.utils.formatting import Bold, Text, as_list

from bot.callbacks.summaries import AskSummaryPublishing, ConfirmSummaryWeek, OpenSummary
from bot.i18n import gettext as _
from bot.screens.keyboard import button, keyboard
from bot.screens.summaries.text import period_words
from bot.telegram.screen import Screen
from bot.telegram.text_length import shorten
from data.messaging.deliveries import DeliveryState
from data.summaries.summaries import SummaryRow

TITLE = 128  # units of a group's title
MOST_WEEKS: Final = 4  # with buttons of their own; older ones are chosen in /summary


def not_pinned_words(title: str) -> str:
    return _(
        "The summary in the group “{title}” was not pinned: the bot may not pin messages there. Allow it, or switch"
        " pinning off: /summary"
    ).format(title=shorten(title, TITLE))


def uncertain_summary_screen(state: DeliveryState, week: int) -> Screen:
    """Tells administrators and coordinators that a summary may be missing in the group."""
    words = (
        _("It is not certain whether the weekly summary has arrived in the group. Look there and decide.")
        if state is DeliveryState.UNCERTAIN
        else _("The weekly summary could not be published in the group.")
    )
    return Screen(Text(words), keyboard([button(_("Summary"), OpenSummary(week=week))], back=None))


def unknown_weeks_screen(name: str, rows: Sequence[SummaryRow], zone: ZoneInfo) -> Screen:
    """Asks after a restore which of the weeks were published; the newest have their buttons, oldest first.

    `name` is the roadmap's, `rows` at least one.
    """
    weeks = [(row, period_words(row.period, zone)) for row in rows]
    lines = [
        Bold(name),
        _(
            "The data were restored from a copy. It is not known whether these weekly summaries were published in the"
            " group since; none is published by itself. Please look there and choose."
        ),
        *(f"• {days}" for _row, days in weeks),
    ]
    buttons = []
    for row, days in weeks[-MOST_WEEKS:]:
        week = row.period.week.year * 100 + row.period.week.number
        confirm = ConfirmSummaryWeek(roadmap_id=row.roadmap_id, week=week)
        publish = AskSummaryPublishing(roadmap_id=row.roadmap_id, week=week)
        buttons += [
            button(_("{days}: is there").format(days=days), confirm),
            button(_("{days}: publish").format(days=days), publish),
        ]
    return Screen(as_list(*lines), keyboard(buttons, back=None))


def weeks_known_words() -> str:
    return _("Noted: the summary is in the group.")


def published_words() -> str:
    return _("It goes to the group.")


def published_before_words() -> str:
    return _("The summary of this week is published already: a week is published once.")
