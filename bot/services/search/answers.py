"""Answers questions in plain words, and stores each question for the buttons under its answer."""

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from aiogram.types import InlineKeyboardButton, Message

from bot.access import UserContext
from bot.callbacks.roadmap import OpenActivity
from bot.callbacks.search import OpenAnswer
from bot.screens.notes.note_actions import note_buttons
from bot.screens.search.reply import nearest_buttons, reply_screen
from bot.services.notes.form import NoteForm
from bot.services.notes.suggestions import note_buttons_for
from bot.services.roadmap.activity_card import activity_card
from bot.services.roadmap.cache import RoadmapCache
from bot.telegram.screen import Screen
from data.database import Database
from data.notes.draft_summary import select_draft_summary
from data.notes.unassigned import select_unassigned_of_question
from data.search.conversations import (
    ConversationKey,
    select_conversation,
    upsert_conversation,
)
from data.search.intents.conversation import Before, continue_question
from data.search.intents.models import Asked, QuestionIntent
from data.search.models import IntentKind, QuestionRefusal
from data.search.questions import insert_question, upsert_unanswered
from data.search.replies.facts import AnswerFacts, select_answer_facts, select_asker, with_reports
from data.search.replies.models import Reply
from data.search.replies.replies import UNREMEMBERED, reply


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers the user's questions about the roadmap shown to them."""

    db: Database
    user: UserContext
    roadmaps: RoadmapCache

    async def first(self, question: str, message: Message, note_form: NoteForm) -> Screen:
        """Returns the answer to a question just asked; a person who writes notes may have meant it for one."""
        key = ConversationKey(message.chat.id, self.user.person.user_id, self.user.content.roadmap.id)
        earlier = await select_conversation(self.db.reader, key, self.user.audit.at)
        found = await self._reply((*earlier, question))
        questions = (*earlier, question) if found.asked.continued else (question,)
        if (activity_id := _one_by_number(found)) is not None:
            with suppress(sqlite3.Error):  # a card is read also where nothing can be stored
                await self._keep(questions, found, key)
            return await self._card(activity_id)
        question_id = await self._keep(questions, found, key)
        buttons = await note_buttons_for(
            message, self.user, note_form, question_id, understood=not found.refused
        )
        offered = await self._offered(question) if found.refused else []
        return self._screen(found, OpenAnswer(question_id=question_id), [*offered, *buttons])

    async def beside(self, question: str) -> Screen:
        """Returns the answer to a question that was typed into a form, in the private chat."""
        user_id = self.user.person.user_id
        key = ConversationKey(user_id, user_id, self.user.content.roadmap.id)
        found = await self._reply((question,))
        question_id = await self._keep((question,), found, key)
        if (activity_id := _one_by_number(found)) is not None:
            return await self._card(activity_id)
        return self._screen(found, OpenAnswer(question_id=question_id), [])

    async def again(self, question: str, place: OpenAnswer) -> Screen:
        """Returns the answer, or a page or another reading of it, to a question asked before, with those it continues."""
        found = await self._reply(tuple(question.split("\n")))
        activity_id = None if place.reading else _one_by_number(found)
        if activity_id is not None:
            return await self._card(activity_id)
        return self._screen(found, place, await self._note_buttons(place.question_id))

    async def _offered(self, question: str) -> list[InlineKeyboardButton]:
        """Returns buttons for up to three questions near one that was refused."""
        nearest = (await self.roadmaps.questions(self.user.content)).nearest.of(question)
        if not nearest:
            return []
        async with self.db.writing() as connection:
            ids = [await insert_question(connection, text, self.user.audit.at) for text in nearest]
        return nearest_buttons(dict(zip(ids, nearest, strict=True)))

    def _screen(self, found: Reply, place: OpenAnswer, buttons: Sequence[InlineKeyboardButton]) -> Screen:
        return reply_screen(found, self.user.content, place, self.user.today, buttons)

    async def _reply(self, questions: tuple[str, ...]) -> Reply:
        """Answers the last of the questions, completed from those before it."""
        known = await self.roadmaps.questions(self.user.content)
        facts = await select_answer_facts(self.db.reader, self.user.content, self._at)
        before, found = None, None
        for question in questions:
            asked = continue_question(known, question, self.user.today, before)
            found = await self._answered(asked, facts)
            before = before if found.intent in UNREMEMBERED else Before(asked, found.activities)
        if found is None:
            raise ValueError("no question was asked")
        return found

    @property
    def _at(self) -> datetime:
        return self.user.now.astimezone(self.user.zone)

    async def _answered(self, asked: Asked, facts: AnswerFacts) -> Reply:
        own = asked.intent is QuestionIntent.OWN
        first_admins = self.user.audit.first_admins
        asker = await select_asker(self.db.reader, self.user.person.user_id, first_admins) if own else None
        facts = await with_reports(self.db.reader, facts, asked.intent, self._at)
        return reply(asked, replace(facts, asker=asker))

    async def _card(self, activity_id: int) -> Screen:
        return await activity_card(self.user, OpenActivity(activity_id=activity_id), self.db)

    async def _note_buttons(self, question_id: int) -> Sequence[InlineKeyboardButton]:
        """Returns the buttons as under the first answer, as far as the words have not gone into a note."""
        if not self.user.writes_notes:
            return []
        user_id = self.user.person.user_id
        unassigned = await select_unassigned_of_question(self.db.reader, question_id, user_id)
        return list(note_buttons(await select_draft_summary(self.db.reader, user_id), unassigned))

    async def _keep(self, questions: tuple[str, ...], found: Reply, key: ConversationKey) -> int:
        """Stores the question for its buttons and for the next one; one that was not understood as a hint, without the person."""
        at = self.user.audit.at
        async with self.db.writing() as connection:
            if found.asked.subject.refusal is QuestionRefusal.NOT_UNDERSTOOD and found.refused:
                await upsert_unanswered(connection, questions[-1], at)
            if found.intent not in UNREMEMBERED:
                await upsert_conversation(connection, key, questions, at)
            return await insert_question(connection, "\n".join(questions), at)


def _one_by_number(found: Reply) -> int | None:
    """Returns the activity asked for by its number, which is shown as a card; None for any other answer."""
    meant = found.asked.subject.intent
    by_number = meant.kind is IntentKind.ACTIVITY and not meant.words and not found.asked.subject.others
    wanted = found.intent is QuestionIntent.ACTIVITIES and by_number and len(found.activities) == 1
    return found.activities[0] if wanted else None
