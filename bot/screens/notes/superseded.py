"""What other people changed in a note while its correction was being written."""

from typing import Final

from aiogram.utils.formatting import Bold, Text, as_list

from bot.i18n import gettext as _
from bot.screens.keyboard import keyboard
from bot.telegram.screen import Screen
from bot.telegram.text_length import shorten
from data.notes.draft_base import NotePart, Superseded

WORDS: Final = 3000  # of the note as it is now


def superseded_screen(superseded: Superseded) -> Screen:
    """Says what has changed, shows the text that the author's own would replace, and what becomes of the draft."""
    note, changed = superseded.note, superseded.changed
    head = _("Note No. {number} was changed while you were correcting it: it is at rev. {edition} now.")
    parts = [words for part, words in _part_words().items() if part in changed]
    lines: list[Text] = [
        Bold(head.format(number=note.number, edition=note.latest.version)),
        Text(_("Changed: {parts}.").format(parts=", ".join(parts))),
    ]
    both = changed & superseded.own
    if NotePart.TEXT in both:
        lines += [Text(_("The text of the note now:"), "\n", shorten(note.latest.text, WORDS))]
    if both:
        own = [words for part, words in _part_words().items() if part in both]
        lines.append(
            Text(
                _("You have changed this, too: {parts}. Yours is kept in the draft.").format(
                    parts=", ".join(own)
                )
            )
        )
    lines.append(
        Text(_("What you did not change is taken from the note. Look at the draft below and publish it."))
    )
    return Screen(as_list(*lines, sep="\n\n"), keyboard([], back=None))


def _part_words() -> dict[NotePart, str]:
    return {
        NotePart.TEXT: _("the text"),
        NotePart.STATUS: _("the status"),
        NotePart.DOCUMENT: _("the confirming document"),
        NotePart.FILES: _("the files"),
    }
