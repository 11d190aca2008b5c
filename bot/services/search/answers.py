"""Answers questions in plain words, and stores each question for the buttons under its answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiogram.types import InlineKeyboardButton, Message

from bot.access import UserContext
from bot.callbacks.roadmap import OpenActivity
from bot.callbacks.search import OpenAnswer
from bot.screens.notes.note_actions import note_buttons
from bot.screens.search.answer import answer_screen
from bot.services.notes.form import NoteForm
from bot.services.notes.suggestions import note_buttons_for
from bot.services.roadmap.activity_card import activity_card
from bot.services.roadmap.cache import RoadmapCache
from bot.telegram.screen import Screen
from data.database import Database
from data.notes.draft_summary import select_draft_summary
from data.notes.statuses import select_closed
from data.notes.unassigned import select_unassigned_of_question
from data.search.models import Answer, IntentKind, QuestionRefusal, exclude_closed
from data.search.questions import insert_question, upsert_unanswered


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers the user's questions about the roadmap shown to them."""

    db: Database
    user: UserContext
    roadmaps: RoadmapCache

    async def first(self, question: str, message: Message, note_form: NoteForm) -> Screen:
        """Returns the answer to a question just asked; a person who writes notes may have meant it for one."""
        found = await self._found(question)
        if (activity_id := _one_by_number(found)) is not None:
            return await self._card(activity_id)
        place = OpenAnswer(question_id=await self._keep(question, found))
        understood = found.refusal is None
        buttons = await note_buttons_for(
            message, self.user, note_form, place.question_id, understood=understood
        )
        return answer_screen(found, self.user.content, place, self.user.today, buttons)

    async def again(self, question: str, place: OpenAnswer) -> Screen:
        """Returns the answer, or a page or another reading of it, to a question asked before."""
        found = await self._found(question)
        activity_id = None if place.reading else _one_by_number(found)
        if activity_id is not None:
            return await self._card(activity_id)
        buttons = await self._note_buttons(place.question_id)
        return answer_screen(found, self.user.content, place, self.user.today, buttons)

    async def _found(self, question: str) -> Answer:
        content = self.user.content
        answer = (await self.roadmaps.search(content)).ask(question, self.user.today)
        return exclude_closed(answer, await select_closed(self.db.reader, content.roadmap.id))

    async def _card(self, activity_id: int) -> Screen:
        return await activity_card(self.user, OpenActivity(activity_id=activity_id), self.db)

    async def _note_buttons(self, question_id: int) -> Sequence[InlineKeyboardButton]:
        """Returns the buttons as under the first answer, as far as the words have not gone into a note."""
        if not self.user.writes_notes:
            return []
        user_id = self.user.person.user_id
        unassigned = await select_unassigned_of_question(self.db.reader, question_id, user_id)
        return list(note_buttons(await select_draft_summary(self.db.reader, user_id), unassigned))

    async def _keep(self, question: str, found: Answer) -> int:
        """Stores the question for its buttons; one that was not understood also as a hint, without the person."""
        at = self.user.audit.at
        async with self.db.writing() as connection:
            if found.refusal is QuestionRefusal.NOT_UNDERSTOOD:
                await upsert_unanswered(connection, question, at)
            return await insert_question(connection, question, at)


def _one_by_number(found: Answer) -> int | None:
    """Returns the activity asked for by its number, which is shown as a card; None for any other answer."""
    intent = found.intent
    by_number = intent.kind is IntentKind.ACTIVITY and not intent.words and not found.others
    return intent.activities[0] if by_number and len(intent.activities) == 1 else None
