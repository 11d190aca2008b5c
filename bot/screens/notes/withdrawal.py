"""Asks for the reason before a note is withdrawn."""

from aiogram.utils.formatting import Bold, as_list

from bot.callbacks.notes import OpenDelivery, WithdrawalReason, WithdrawNote
from bot.i18n import gettext as _
from bot.screens.keyboard import button, keyboard
from bot.telegram.screen import Screen
from data.notes.notes import Note


def withdrawal_screen(note: Note) -> Screen:
    text = as_list(
        Bold(_("Withdraw note No. {number}?").format(number=note.number)),
        _("The post in the group will say so, with the reason. The note stays in the record."),
    )
    buttons = [
        button(words, WithdrawNote(note_id=note.id, reason=reason, fingerprint=note.latest.version))
        for reason, words in reasons().items()
        if words
    ]
    buttons.append(
        button(
            _("In my own words"),
            WithdrawNote(note_id=note.id, reason=WithdrawalReason.OWN_WORDS, fingerprint=note.latest.version),
        )
    )
    return Screen(
        as_list(text), keyboard([*buttons, button(_("Do not withdraw"), OpenDelivery(note_id=note.id))], None)
    )


def reason_screen(note: Note) -> Screen:
    """The next message is the reason."""
    text = as_list(
        Bold(_("Why is note No. {number} withdrawn?").format(number=note.number)),
        _("Your next message is the reason that the group will see."),
    )
    return Screen(text, keyboard([button(_("Do not withdraw"), OpenDelivery(note_id=note.id))], back=None))


def note_changed_words() -> str:
    return _(
        "Nothing was withdrawn: the note has been corrected since. If it shall be withdrawn as it is now:"
    )


def reasons() -> dict[WithdrawalReason, str]:
    """Ready words, in the current language."""
    return {
        WithdrawalReason.ERROR: _("The information was wrong"),
        WithdrawalReason.DUPLICATE: _("Published twice"),
        WithdrawalReason.EARLY: _("Published too early"),
    }
