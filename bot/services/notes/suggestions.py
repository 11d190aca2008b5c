"""Buttons that lead into a note, under messages sent outside the form by people who may write."""

from collections.abc import Collection
from typing import Final

import aiosqlite
from aiogram.types import InlineKeyboardButton, Message

from bot.access import UserContext
from bot.screens.notes.note_actions import note_buttons
from bot.screens.notes.own_activities import OwnActivity, own_activities
from bot.services.notes.assigning import keep_message
from bot.services.notes.form import NoteForm
from bot.services.notes.incoming import is_no_command
from data.notes.draft_summary import DraftSummary, select_draft_summary
from data.notes.last_reports import select_last_published
from data.notes.states import select_states
from data.people.appointments import select_acting_appointment

LONGISH: Final = 50  # characters; shorter words without a draft are taken for a question and nothing else
FEW: Final = 25  # characters, as «что за Минстроем?» or «минспорт 2025»


async def own_activities_of(
    user: UserContext, connection: aiosqlite.Connection, first_admins: Collection[int]
) -> list[OwnActivity]:
    """Returns the user's activities in the roadmap shown, with their state."""
    roadmap_id = user.content.roadmap.id
    return own_activities(
        user.content,
        await select_acting_appointment(connection, user.person.user_id, first_admins),
        await select_states(connection, user.content, user.today, user.zone),
        await select_last_published(connection, roadmap_id),
        user.zone,
    )


async def note_buttons_for(
    message: Message,
    user: UserContext,
    form: NoteForm,
    question_id: int | None = None,
    *,
    understood: bool = False,
) -> list[InlineKeyboardButton]:
    """Returns the buttons under the answer to a question; words that may belong to a note are stored for it.

    Few words that were `understood` as a question were meant as one.
    """
    if not user.writes_notes:
        return []
    own_draft = await select_draft_summary(form.db.reader, form.user_id)
    length = len(message.text or "")
    maybe_a_note = length >= LONGISH or (own_draft is not None and not (understood and length < FEW))
    if is_no_command(message) and maybe_a_note and await has_subject(user, form, own_draft):
        return list(note_buttons(own_draft, await keep_message(form, message, question_id)))
    return list(note_buttons(own_draft, None))


async def has_subject(user: UserContext, form: NoteForm, own_draft: DraftSummary | None) -> bool:
    """The user has a draft, or an activity to begin one about."""
    if not user.writes_notes:
        return False
    return bool(own_draft or await own_activities_of(user, form.db.reader, form.audit.first_admins))
