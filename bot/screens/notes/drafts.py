"""What becomes of a draft: kept, discarded, in the way of another; and the buttons that lead to it."""

from typing import Final

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text, as_list

from bot.callbacks.notes import ContinueDraft, DraftStep, ReplaceDraft, ReplaceDraftWith, TurnDraft
from bot.callbacks.roadmap import OpenHome
from bot.i18n import gettext as _
from bot.screens.keyboard import button, keyboard
from bot.screens.notes.note_actions import add_button, continue_button
from bot.telegram.screen import Screen
from bot.telegram.text_length import shorten
from data.notes.draft_summary import DraftSummary
from data.notes.drafts import Draft

WORDS: Final = 300
ALL_WORDS: Final = 3700  # of a draft that can only be read and deleted


def discard_screen(draft: Draft) -> Screen:
    """Asked before anything is lost."""
    if draft.note_id:
        head = _("Give the correction up?")
        loss = _("What you have changed will be gone; the published note stays as it is.")
    else:
        head, loss = _("Delete the draft?"), _("Its text and files will be gone.")
    buttons = [button(discard_label(draft), turn_of(draft, DraftStep.DISCARD)), back_to_form(draft), _home()]
    return Screen(as_list(Bold(head), loss), keyboard(buttons, back=None))


def conflict_screen(
    draft: Draft, own_draft: DraftSummary | None, activity_id: int | None, unassigned_id: int | None = None
) -> Screen:
    """Another draft is there, `own_draft` unless its activity is gone; `activity_id` is what a new one would be about, if any.

    `unassigned_id` is of what was just said about that.
    """
    lines = [
        Bold(unfinished_words(own_draft)),
        *([Text(shorten(draft.text, WORDS if own_draft else ALL_WORDS))] if draft.text else []),
    ]
    if unassigned_id:
        lines.append(Text(_("What you have just sent is kept and can be added to it, or begin a new note.")))
    else:
        lines.append(Text(_("Continue it, or delete it?")))
    buttons = [
        *([add_button(own_draft, unassigned_id)] if own_draft and unassigned_id else []),
        *([continue_button(own_draft)] if own_draft else []),
        _replace_button(draft, activity_id, unassigned_id),
    ]
    return Screen(as_list(*lines, sep="\n\n"), keyboard([*buttons, _home()], back=None))


def unfinished_words(own_draft: DraftSummary | None) -> str:
    if own_draft is None:
        return _("You have an unfinished note on an activity that is not in the roadmap any more.")
    if own_draft.note_number is None:
        return _("You have an unfinished note on item {item}.").format(item=own_draft.item)
    return _(
        "The correction of note No. {number} on item {item} is not finished; the published note stays as it is."
    ).format(number=own_draft.note_number, item=own_draft.item)


def _replace_button(draft: Draft, activity_id: int | None, unassigned_id: int | None) -> InlineKeyboardButton:
    if activity_id is None:
        return button(discard_label(draft), turn_of(draft, DraftStep.DISCARD))
    label = _("Give it up, begin a new note") if draft.note_id else _("Delete it, begin a new note")
    if unassigned_id:
        place = ReplaceDraftWith(draft_id=draft.id, activity_id=activity_id, unassigned_id=unassigned_id)
        return button(label, place)
    return button(label, ReplaceDraft(draft_id=draft.id, activity_id=activity_id))


def discard_label(draft: Draft) -> str:
    return _("Give the correction up") if draft.note_id else _("Delete the draft")


def draft_kept_screen(draft: Draft, own_draft: DraftSummary) -> Screen:
    """The form was left with something in it."""
    words = (
        unfinished_words(own_draft)
        if own_draft.note_number
        else _("The draft is kept. You may go on with it at any time.")
    )
    discard = button(discard_label(draft), turn_of(draft, DraftStep.ASK_DISCARD))
    return Screen(Text(words), keyboard([continue_button(own_draft), discard, _home()], back=None))


def closed_screen(draft: Draft) -> Screen:
    """The form was left with nothing in it."""
    words = (
        _("Nothing was changed: the published note stays as it is.")
        if draft.note_id
        else _("The form is closed. Nothing was written, so there is no draft.")
    )
    return Screen(Text(words), keyboard([_home()], back=None))


def followed_screen() -> Screen:
    """A message of a draft was edited while the person is elsewhere."""
    text = Text(_("Your draft has changed with the message."))
    return Screen(text, keyboard([button(_("Continue"), ContinueDraft()), _home()], back=None))


def discarded_screen(draft: Draft) -> Screen:
    words = (
        _("The correction was given up; the published note stays as it is.")
        if draft.note_id
        else _("The draft was deleted.")
    )
    return Screen(Text(words), keyboard([_home()], back=None))


def refused_screen(draft: Draft, sentence: str) -> Screen:
    """Something was not taken: why, and the way on."""
    return Screen(Text(sentence), keyboard([back_to_form(draft), *exit_buttons(draft)], back=None))


def exit_buttons(draft: Draft) -> list[InlineKeyboardButton]:
    return [button(_("Cancel"), turn_of(draft, DraftStep.CANCEL))]


def back_to_form(draft: Draft) -> InlineKeyboardButton:
    return button(_("‹ To the note"), turn_of(draft, DraftStep.SHOW_FORM))


def turn_of(draft: Draft, step: DraftStep) -> TurnDraft:
    return TurnDraft(draft_id=draft.id, step=step)


def _home() -> InlineKeyboardButton:
    return button(_("Home"), OpenHome())


def closed_private_screen(link: str | None) -> Screen:
    """`link` opens the bot at the draft."""
    text = Text(_("Your words are kept as a draft. Open the bot to publish them."))
    buttons = [InlineKeyboardButton(text=_("Open the bot"), url=link)] if link else []
    return Screen(text, keyboard(buttons, back=None))
