"""Questions in plain words, their other readings, and their pages."""

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.access import PRIVATE, Permission, Reader, needs
from bot.asking import LONGEST_QUESTION, NUMBER, asked_text, is_too_long
from bot.callbacks import OpenActivity, OpenAnswer
from bot.display import answer, reply, show
from bot.menu_words import Called, MenuItem
from bot.roadmaps import Roadmaps
from bot.screens.answer import answer_screen
from bot.screens.examples import example_questions
from bot.screens.notices import find_usage_words, forgotten_words, notice, too_long_words
from bot.screens.screen import Screen
from data.database import Database
from data.models import Answer, MeaningKind, Refusal
from data.outstanding import outstanding
from data.questions import insert_question, select_question, upsert_unanswered
from data.statuses import select_closed
from handlers.activities import card


def router() -> Router:
    router = Router(name="questions")
    router.message.register(ask, Command("find", ignore_case=True), flags=needs(Permission.READ))
    router.message.register(ask, Command(NUMBER), flags=needs(Permission.READ))
    asked = (PRIVATE, F.text, ~F.text.startswith("/"), ~Called(*MenuItem))
    router.message.register(ask, *asked, flags=needs(Permission.READ))
    router.callback_query.register(open_answer, OpenAnswer.filter(), flags=needs(Permission.READ))
    return router


async def ask(message: Message, reader: Reader, db: Database, roadmaps: Roadmaps, now: datetime) -> None:
    question = asked_text(message.text or "", private=reader.private)
    if question is None:
        await reply(message, notice(find_usage_words(next(iter(example_questions(reader.content)), "1.1"))))
    elif is_too_long(question):
        await reply(message, notice(too_long_words(LONGEST_QUESTION)))
    else:
        found = await _found(question, reader, roadmaps, db)
        question_id = await _keep(db, question, found, now)
        await reply(message, await _screen(found, reader, OpenAnswer(question_id=question_id), db))


async def open_answer(
    query: CallbackQuery, callback_data: OpenAnswer, reader: Reader, db: Database, roadmaps: Roadmaps
) -> None:
    question = await select_question(db.reader, callback_data.question_id)
    if question is None:
        await answer(query, forgotten_words(), alert=True)
    else:
        found = await _found(question, reader, roadmaps, db)
        await show(query, await _screen(found, reader, callback_data, db))


async def _found(question: str, reader: Reader, roadmaps: Roadmaps, db: Database) -> Answer:
    roadmap_id = reader.content.roadmap.id
    answer = (await roadmaps.search(roadmap_id)).ask(question, reader.today)
    return outstanding(answer, await select_closed(db.reader, roadmap_id))


async def _keep(db: Database, question: str, found: Answer, now: datetime) -> int:
    """What the buttons under the answer point to; what was not understood is kept as a hint, without the person."""
    at = int(now.timestamp())
    async with db.writing() as connection:
        if found.refusal is Refusal.NOT_UNDERSTOOD:
            await upsert_unanswered(connection, question, at)
        return await insert_question(connection, question, at)


async def _screen(found: Answer, reader: Reader, place: OpenAnswer, db: Database) -> Screen:
    """One activity asked for by its number is its card, anything else a list that says how it was understood."""
    by_number = found.meaning.kind is MeaningKind.ACTIVITY and not found.meaning.words
    if by_number and len(found.meaning.activities) == 1 and not (found.others or place.reading):
        return await card(reader, OpenActivity(activity_id=found.meaning.activities[0]), db)
    return answer_screen(found, reader.content, place, reader.today)
