"""Asks which activity a message outside the form belongs to."""

from collections.abc import Iterable, Sequence

from aiogram.types import InlineKeyboardButton

from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.screens.notices import notice
from bot.telegram.screen import Screen


def files_screen(count: int, refusals: Iterable[str], buttons: Sequence[InlineKeyboardButton]) -> Screen:
    """`count` files may go into a note, the others were refused in these sentences; `buttons` lead into a note."""
    sentences = list(refusals)
    if count:
        sentences.append(
            ngettext(
                "{n} file is received and stands in no note yet. Choose where it belongs.",
                "{n} files are received and stand in no note yet. Choose where they belong.",
                count,
            ).format(n=count)
        )
    return notice("\n\n".join(sentences), buttons if count else ())


def files_refused_screen() -> Screen:
    """Answers files of a person who may not write notes."""
    return notice(
        _(
            "Photos and files are taken for notes only, and notes are written by officials of the responsible"
            " agencies. Questions are taken as text."
        )
    )
