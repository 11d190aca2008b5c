"""Questions about a control date that one side has set: agree to it, or bring the calculated one back."""

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text, as_list

from bot.callbacks.decisions import ConfirmDate, ConfirmRestore
from bot.callbacks.roadmap import OpenActivity
from bot.i18n import gettext as _
from bot.screens.dates import day_words
from bot.screens.keyboard import button, keyboard
from bot.telegram.screen import Screen
from bot.telegram.text_length import shorten
from data.roadmap.control_dates import DeadlineMove
from data.roadmap.models import Activity, ControlDate

TITLE = 300


def date_agreement_screen(activity: Activity, move: DeadlineMove, side: str) -> Screen:
    """Asks once whether to agree to the day that `side` has set."""
    question = _("Agree to the control date {day} of item {item} for your side?")
    lines = [
        _("Set by hand: {side}.").format(side=side),
        _("Reason: {reason}").format(reason=shorten(move.reason, TITLE)),
    ]
    yes = button(_("Yes, agree"), ConfirmDate(move_id=move.id))
    return _asking(activity, question.format(day=day_words(move.day), item=activity.number), lines, yes)


def date_restoring_screen(activity: Activity, when: ControlDate, *, is_agreed: bool) -> Screen:
    """Asks once whether to bring the calculated date back; where all sides had agreed to another they are asked."""
    day = day_words(when.signed) if when.signed else "—"
    question = _("Bring back the calculated date {day} of item {item}?").format(day=day, item=activity.number)
    words = (
        _("All sides had agreed to the date that holds now: the other side will be asked to agree.")
        if is_agreed
        else _("The date was set by one side. The calculated one will hold at once; both sides will be told.")
    )
    yes = button(_("Yes, bring it back"), ConfirmRestore(activity_id=activity.id))
    return _asking(activity, question, [words], yes)


def _asking(activity: Activity, question: str, lines: list[str], yes: InlineKeyboardButton) -> Screen:
    text = as_list(Bold(question), shorten(activity.title, TITLE), *map(Text, lines))
    return Screen(text, keyboard([yes], OpenActivity(activity_id=activity.id)))
