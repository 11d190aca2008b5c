"""Asks for the reason before a note is withdrawn."""

from collections.abc import Iterator
from typing import Final

from aiogram.utils.formatting import BlockQuote, Bold, as_list

from bot.callbacks.notes import OpenDelivery, WithdrawalReason, WithdrawNote
from bot.i18n import gettext as _
from bot.screens.keyboard import button, keyboard
from bot.telegram.screen import Screen
from bot.telegram.text_length import shorten
from data.notes.notes import Note
from data.primitives.text_cleaning import one_line

WORDS: Final = 300  # units of the note's text


def withdrawal_screen(note: Note) -> Screen:
    text = as_list(
        Bold(_("Withdraw note No. {number}?").format(number=note.number)),
        *_words_now(note),
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
        *_words_now(note),
        _("Your next message is the reason that the group will see."),
    )
    return Screen(text, keyboard([button(_("Do not withdraw"), OpenDelivery(note_id=note.id))], back=None))


def _words_now(note: Note) -> Iterator[BlockQuote]:
    """Yields what would be withdrawn, unless the note is of files alone."""
    if words := shorten(one_line(note.latest.text), WORDS):
        yield BlockQuote(words)


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
