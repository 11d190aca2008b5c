"""The letter about a new edition to those it concerns."""

from collections.abc import Iterator, Sequence
from typing import Final

from aiogram.utils.formatting import Bold, as_list

from bot.callbacks.roadmap import OpenHome
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.screens.documents.edition_lines import TEXT, proposal_lines
from bot.screens.keyboard import button, keyboard
from bot.telegram.screen import Screen
from bot.telegram.text_length import shorten, units
from data.editions.difference import ActivityLine
from data.editions.proposal import EditionProposal
from data.editions.responsibility_changes import ResponsibilityChanges

TITLE: Final = 160
LETTER: Final = 3000  # units of the lines of a letter


def edition_confirmed_screen(proposal: EditionProposal, own: ResponsibilityChanges) -> Screen:
    """Tells coordinators of every side, and those it concerns, what the new edition changes: first what is `own`."""
    head = _("A new edition of the roadmap is confirmed: {title}")
    text = as_list(
        Bold(head.format(title=shorten(proposal.edition.title, TITLE))),
        *_bounded([shorten(line, TEXT) for line in (*_own_lines(own), *proposal_lines(proposal))]),
        "",
        _("Reports and decisions stay with their items. The edition holds from now on."),
    )
    return Screen(text, keyboard([button(_("Home"), OpenHome())], back=None))


def _own_lines(own: ResponsibilityChanges) -> Iterator[str]:
    if own.lost:
        yield _("You no longer answer for: {items}.").format(items=_items(own.lost))
    if own.gained:
        yield _("You answer from now on for: {items}.").format(items=_items(own.gained))


def _items(lines: Sequence[ActivityLine]) -> str:
    """Returns one activity with its text, of several the numbers."""
    if len(lines) == 1:
        return f"{lines[0].number} {shorten(lines[0].title, TITLE)}"
    return ", ".join(line.number for line in lines)


def _bounded(lines: list[str]) -> Iterator[str]:
    """Yields what a message has room for, and how many lines are left out."""
    room = LETTER
    for place, line in enumerate(lines):
        room -= units(line) + 1
        if room < 0:
            left = len(lines) - place
            yield ngettext("And {n} more change.", "And {n} more changes.", left).format(n=left)
            return
        yield line
