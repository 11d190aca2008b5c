"""A new edition that was sent to the bot: its questions, what it changes, and what became of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text, as_list

from bot.callbacks.documents import (
    AnswerDoubt,
    ConfirmEdition,
    DiscardEdition,
    OpenProposal,
    RestartAnswers,
)
from bot.callbacks.roadmap import OpenHome
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.screens.documents.edition_lines import doubt_question, doubtful_lines, people_lines, proposal_lines
from bot.screens.documents.hidden_parts import hidden_lines
from bot.screens.keyboard import button, keyboard
from bot.screens.notices import notice
from bot.telegram.screen import Screen
from bot.telegram.text_length import shorten, units
from data.documents.hidden import HiddenPart
from data.editions.doubts import Doubt, DoubtKind
from data.editions.proposal import EditionProposal, ImportState

TITLE: Final = 160
PAGE: Final = 1200  # units of the lines on a page: a phone's screen
LINE: Final = 700


@dataclass(frozen=True, slots=True)
class ShownProposal:
    """The edition of a file that waits; `answered` counts the questions that are answered."""

    id: int
    file_name: str
    proposal: EditionProposal
    answered: int
    left_out: tuple[HiddenPart, ...] = ()


def proposal_screen(shown: ShownProposal, page: int = 0) -> Screen:
    """Asks the first question that is open; without one shows what would change."""
    return _doubt_screen(shown) if shown.proposal.doubts else _difference_screen(shown, page)


def _doubt_screen(shown: ShownProposal) -> Screen:
    doubt = shown.proposal.doubts[0]
    left = len(shown.proposal.doubts)
    asked = ngettext("{n} question is open.", "{n} questions are open.", left).format(n=left)
    text = as_list(*_head(shown), asked, "", Text(doubt_question(doubt)))
    same, new = _answers(doubt)
    buttons = [
        button(label, AnswerDoubt(proposal_id=shown.id, fingerprint=doubt.fingerprint, is_same=is_same))
        for label, is_same in ((same, True), (new, False))
    ]
    return Screen(text, keyboard([*buttons, *_ends(shown)], OpenHome()))


def _answers(doubt: Doubt) -> tuple[str, str]:
    answers = {
        DoubtKind.ROADMAP: (_("Yes, a new edition"), _("No, another roadmap")),
        DoubtKind.AGENCY: (_("Yes, the same body"), _("No, a new body")),
        DoubtKind.ACTIVITY: (_("Yes, the same item"), _("No, a new item")),
    }
    return answers[doubt.kind]


def _difference_screen(shown: ShownProposal, page: int) -> Screen:
    pages = _pages([shorten(line, LINE) for line in (*_lines(shown.proposal), *_doubtful(shown))])
    page = min(page, len(pages) - 1)
    text = as_list(*_head(shown), "", *(f"• {line}" for line in pages[page]), *_warning(shown.proposal))
    confirm = ConfirmEdition(proposal_id=shown.id, fingerprint=shown.proposal.fingerprint)
    buttons = [*_turns(shown, page, len(pages)), button(_("Confirm the edition"), confirm), *_ends(shown)]
    return Screen(text, keyboard(buttons, OpenHome()))


def _head(shown: ShownProposal) -> Iterator[Text | Bold]:
    stored = shown.proposal.state is not ImportState.NEW
    yield Bold(_("New edition of the roadmap") if stored else _("New roadmap"))
    yield Text(shorten(shown.proposal.edition.title, TITLE))
    yield Text(_("File: {name}").format(name=shorten(shown.file_name, TITLE)))


def _doubtful(shown: ShownProposal) -> Iterator[str]:
    yield from doubtful_lines(shown.proposal.edition)
    yield from _hidden(shown)


def _hidden(shown: ShownProposal) -> list[str]:
    lines = list(hidden_lines(shown.left_out))
    hint = _("If what is hidden belongs to the roadmap, make it visible and send the file again.")
    return [*lines, hint] if lines else []


def _lines(proposal: EditionProposal) -> list[str]:
    if proposal.state is ImportState.NEW:
        edition = proposal.edition
        counts = _("Spheres: {spheres}, activities: {activities}, agencies: {agencies}.")
        numbers = {"spheres": len(edition.spheres), "activities": len(edition.activities)}
        sides = [_("Side: {name}").format(name=party.name) for party in edition.parties]
        return [counts.format(agencies=len(edition.agencies), **numbers), *sides]
    lines = [*proposal_lines(proposal), *people_lines(proposal)]
    return lines or [_("Only letters differ; nothing that counts changes.")]


def _warning(proposal: EditionProposal) -> list[str]:
    words = _(
        "The coordinators of every side and those it concerns are told as the edition comes into force."
    )
    return ["", words] if proposal.needs_confirmation else []


def _pages(lines: Sequence[str]) -> list[list[str]]:
    pages: list[list[str]] = [[]]
    room = PAGE
    for line in lines:
        if pages[-1] and units(line) > room:
            pages.append([])
            room = PAGE
        pages[-1].append(line)
        room -= units(line) + 3
    return pages


def _turns(shown: ShownProposal, page: int, pages: int) -> Iterator[InlineKeyboardButton]:
    for label, to in ((_("‹ Earlier changes"), page - 1), (_("More changes ›"), page + 1)):
        if 0 <= to < pages:
            yield button(label, OpenProposal(proposal_id=shown.id, page=to))


def _ends(shown: ShownProposal) -> Iterator[InlineKeyboardButton]:
    if shown.answered:
        yield button(_("Answer anew"), RestartAnswers(proposal_id=shown.id))
    yield button(_("Do not confirm"), DiscardEdition(proposal_id=shown.id))


def edition_in_force_screen(title: str) -> Screen:
    """What the difference turns into once it is confirmed."""
    words = _("The edition is confirmed and holds: {title}").format(title=shorten(title, TITLE))
    return notice(words)


def edition_confirmed_before_screen() -> Screen:
    return notice(_("This edition is confirmed already."))


def edition_discarded_screen() -> Screen:
    return notice(_("The file is thrown away; nothing was changed."))


def edition_unchanged_screen(title: str) -> Screen:
    words = _("Nothing has changed: “{title}” is in the database just so.")
    return notice(words.format(title=shorten(title, TITLE)))


def proposal_gone_screen() -> Screen:
    """Of a file that was thrown away, replaced by a newer one, or sent more than 14 days ago."""
    return notice(
        _(
            "This file is kept no longer: it was thrown away, another one was sent, or 14 days have passed. Send it once more."
        )
    )
