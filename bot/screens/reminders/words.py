"""What a press on a reminder's button is answered with."""

from datetime import date

from bot.i18n import gettext as _
from bot.screens.dates import day_words


def again_words(day: date) -> str:
    return _("You will be reminded on {day}.").format(day=day_words(day))


def old_words() -> str:
    return _("This reminder is out of date: a later one has come, or a month has passed.")


def asked_words() -> str:
    return _(
        "The agency's officials will get your question with their next reminder, in their working hours."
    )


def which_words() -> str:
    return _(
        "The reminder names several activities. Press the one you write about, then send the text again."
    )
