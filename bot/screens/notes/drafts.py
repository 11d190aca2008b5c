"""What becomes of a draft: kept, thrown away, in the way of another; and the buttons that lead to it."""

from typing import Final

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text, as_list

from bot.callbacks import OpenHome
from bot.i18n import gettext as _
from bot.notes.callbacks import ContinueDraft, DraftStep, ReplaceDraft, TurnDraft
from bot.screens.keyboard import button, keyboard
from bot.screens.lengths import shorten
from bot.screens.screen import Screen
from data.drafts import Draft

WORDS: Final = 300


def cancel_screen(draft: Draft) -> Screen:
    """Asked only when there is something to lose."""
    text = as_list(Bold(_("Throw the draft away?")), _("Its text and files will be gone."))
    buttons = [
        button(_("Throw away"), turn_of(draft, DraftStep.DISCARD)),
        button(_("Keep for later"), turn_of(draft, DraftStep.POSTPONE)),
        back_to_form(draft),
    ]
    return Screen(text, keyboard(buttons, back=None))


def conflict_screen(draft: Draft, number: str, activity_id: int | None, unsaved: str = "") -> Screen:
    """Another draft is there; `number` is its activity's, `activity_id` what a new one would be about, if any."""
    lines = [
        Bold(_("You have an unfinished note on item {item}.").format(item=number)),
        *([Text(shorten(draft.text, WORDS))] if draft.text else []),
        Text(_("Continue it, or throw it away and begin anew?")),
    ]
    if unsaved:
        lines.append(
            Text(_("What you have just written was not added; send it again afterwards:"), "\n", unsaved)
        )
    buttons = [
        button(_("Continue"), ContinueDraft()),
        button(_("Begin anew"), ReplaceDraft(draft_id=draft.id, activity_id=activity_id))
        if activity_id
        else button(_("Throw away"), turn_of(draft, DraftStep.DISCARD)),
    ]
    return Screen(as_list(*lines), keyboard([*buttons, button(_("Home"), OpenHome())], back=None))


def postponed_screen() -> Screen:
    text = Text(_("The draft is kept. You may go on with it at any time."))
    return Screen(text, keyboard([button(_("Continue"), ContinueDraft()), _home()], back=None))


def followed_screen() -> Screen:
    """A message of a draft was edited while the person is elsewhere."""
    text = Text(_("Your draft has changed with the message."))
    return Screen(text, keyboard([button(_("Continue"), ContinueDraft()), _home()], back=None))


def discarded_screen() -> Screen:
    return Screen(Text(_("The draft was thrown away.")), keyboard([_home()], back=None))


def refused_screen(draft: Draft, sentence: str) -> Screen:
    """Something was not taken: why, and the way on."""
    return Screen(Text(sentence), keyboard([back_to_form(draft), *ways_out(draft)], back=None))


def ways_out(draft: Draft) -> list[InlineKeyboardButton]:
    return [
        button(_("Cancel"), turn_of(draft, DraftStep.CANCEL)),
        button(_("Keep for later"), turn_of(draft, DraftStep.POSTPONE)),
    ]


def back_to_form(draft: Draft) -> InlineKeyboardButton:
    return button(_("‹ To the note"), turn_of(draft, DraftStep.SHOW_FORM))


def turn_of(draft: Draft, step: DraftStep) -> TurnDraft:
    return TurnDraft(draft_id=draft.id, step=step)


def _home() -> InlineKeyboardButton:
    return button(_("Home"), OpenHome())
