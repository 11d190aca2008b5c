"""What a press on a reminder's button is answered with."""

from datetime import date
from zoneinfo import ZoneInfo

from bot.i18n import gettext as _
from bot.screens.dates import day, day_words


def again_words(day: date) -> str:
    return _("You will be reminded on {day}.").format(day=day_words(day))


def old_words() -> str:
    return _("This reminder is out of date: a later one has come, or a month has passed.")


def asked_words() -> str:
    return _(
        "The agency's officials will get your question with their next reminder, in their working hours."
    )


def already_asked_words(at: int, zone: ZoneInfo) -> str:
    return _("This agency was asked on {day} already; the next question is possible in a week.").format(
        day=day(at, zone)
    )


def nobody_words() -> str:
    return _("There is nobody to ask: no official of this agency can be reached in the bot.")


def which_words() -> str:
    return _(
        "The reminder names several activities. Press the one you write about, then send the text again."
    )
