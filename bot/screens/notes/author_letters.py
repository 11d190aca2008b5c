"""What the author of a note is told when another person corrected or withdrew it."""

from aiogram.utils.formatting import Bold, as_list

from bot.callbacks.roadmap import OpenActivity, OpenHome
from bot.i18n import gettext as _
from bot.screens.keyboard import button, keyboard
from bot.telegram.screen import Screen
from data.notes.notes import Note
from data.roadmap.models import Activity


def withdrawn_screen(note: Note, activity: Activity, *, by_coordinator: bool) -> Screen:
    """The note was withdrawn, by whom and for what reason."""
    head = _("Note No. {number} on item {item} was withdrawn.")
    reason = note.withdrawal.reason if note.withdrawal else ""
    by = _by(by_coordinator=by_coordinator)
    return _screen(head, note, activity, by, _("Reason: {reason}").format(reason=reason) if reason else "")


def corrected_screen(note: Note, activity: Activity, *, by_coordinator: bool) -> Screen:
    """The note was corrected, and by whom."""
    head = _("Note No. {number} on item {item} was corrected.")
    return _screen(head, note, activity, _by(by_coordinator=by_coordinator), "")


def _by(*, by_coordinator: bool) -> str:
    if by_coordinator:
        return _("By the coordinator of your side.")
    return _("By a colleague of your agency.")


def _screen(head: str, note: Note, activity: Activity, *lines: str) -> Screen:
    title = Bold(head.format(number=note.number, item=activity.number))
    buttons = [button(_("Card"), OpenActivity(activity_id=activity.id)), button(_("Home"), OpenHome())]
    return Screen(as_list(title, *filter(None, lines)), keyboard(buttons, back=None))
