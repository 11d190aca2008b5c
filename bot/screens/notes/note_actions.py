"""Buttons that lead from anywhere into a note: to the draft that waits, or to a new one."""

from collections.abc import Iterator

from aiogram.types import InlineKeyboardButton

from bot.callbacks.notes import AddToDraft, ChooseSubject, ContinueDraft
from bot.i18n import gettext as _
from bot.screens.keyboard import button
from data.notes.draft_summary import DraftSummary


def note_buttons(draft: DraftSummary | None, unassigned_id: int | None) -> Iterator[InlineKeyboardButton]:
    """`unassigned_id` is of what the person has just said, if it may belong to a note."""
    if draft and unassigned_id:
        yield add_button(draft, unassigned_id)
    if draft:
        yield continue_button(draft)
    elif unassigned_id:
        yield button(_("Write a note"), ChooseSubject(unassigned_id=unassigned_id))


def add_button(draft: DraftSummary, unassigned_id: int) -> InlineKeyboardButton:
    label = (
        _("Add to the correction of No. {number}").format(number=draft.note_number)
        if draft.note_number
        else _("Add to the note on {item}").format(item=draft.item)
    )
    return button(label, AddToDraft(draft_id=draft.id, unassigned_id=unassigned_id))


def continue_button(draft: DraftSummary) -> InlineKeyboardButton:
    label = (
        _("Continue correcting No. {number}").format(number=draft.note_number)
        if draft.note_number
        else _("Continue the draft on {item}").format(item=draft.item)
    )
    return button(label, ContinueDraft())
