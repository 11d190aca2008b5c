"""Sentences about summaries: what became of one, and what cannot be done."""

from aiogram.utils.formatting import Text

from bot.callbacks.summaries import OpenSummary
from bot.i18n import gettext as _
from bot.screens.keyboard import button, keyboard
from bot.telegram.screen import Screen
from bot.telegram.text_length import shorten
from data.messaging.deliveries import DeliveryState

TITLE = 128  # units of a group's title


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


def published_words() -> str:
    return _("It goes to the group.")


def published_before_words() -> str:
    return _("The summary of this week is published already: a week is published once.")
