"""Questions in plain words, their other readings, and their pages."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot.access import PRIVATE, Permission, Reader, needs
from bot.callbacks.roadmap import OpenActivity, OpenAnswer
from bot.screens.notes.note_actions import ways_into_notes
from bot.screens.notices import find_usage_words, forgotten_words, notice, too_long_words
from bot.screens.search.answer import answer_screen
from bot.screens.search.examples import example_questions
from bot.services.notes.form import NoteForm
from bot.services.notes.suggestions import ways_for_words
from bot.services.roadmap.cache import RoadmapCache
from bot.services.search.question_text import LONGEST_QUESTION, NUMBER, asked_text, is_too_long
from bot.services.search.text_commands import TextCommand
from bot.telegram.rendering import answer, reply, show
from bot.telegram.screen import Screen
from data.database import Database
from data.notes.kept_drafts import select_kept_draft
from data.notes.statuses import select_closed
from data.notes.unassigned import select_unassigned_of_question
from data.search.models import Answer, MeaningKind, QuestionRefusal, exclude_closed
from data.search.questions import insert_question, select_question, upsert_unanswered
from handlers.roadmap.activities import card
from handlers.text_commands import TextCommandFilter


def router() -> Router:
    router = Router(name="questions")
    router.message.register(ask, Command("find", ignore_case=True), flags=needs(Permission.READ))
    router.message.register(ask, Command(NUMBER), flags=needs(Permission.READ))
    asked = (PRIVATE, F.text, ~F.text.startswith("/"), ~TextCommandFilter(*TextCommand))
    router.message.register(ask, *asked, flags=needs(Permission.READ))
    router.callback_query.register(open_answer, OpenAnswer.filter(), flags=needs(Permission.READ))
    return router


async def ask(message: Message, reader: Reader, roadmaps: RoadmapCache, note_form: NoteForm) -> None:
    """Whoever writes notes may also have meant their words for one."""
    db = note_form.db
    question = asked_text(message.text or "", private=reader.private)
    if question is None:
        await reply(message, notice(find_usage_words(next(iter(example_questions(reader.content)), "1.1"))))
    elif is_too_long(question):
        ways = await ways_for_words(message, reader, note_form)
        await reply(message, notice(too_long_words(LONGEST_QUESTION), ways))
    else:
        found = await _found(question, reader, roadmaps, db)
        if (activity_id := _one_by_number(found)) is not None:
            await reply(message, await card(reader, OpenActivity(activity_id=activity_id), db))
            return
        place = OpenAnswer(question_id=await _keep(db, question, found, note_form.audit.at))
        understood = found.refusal is None
        ways = await ways_for_words(message, reader, note_form, place.question_id, understood=understood)
        await reply(message, answer_screen(found, reader.content, place, reader.today, ways))


async def open_answer(
    query: CallbackQuery, callback_data: OpenAnswer, reader: Reader, db: Database, roadmaps: RoadmapCache
) -> None:
    question = await select_question(db.reader, callback_data.question_id)
    if question is None:
        await answer(query, forgotten_words(), alert=True)
    else:
        found = await _found(question, reader, roadmaps, db)
        ways = await _ways(callback_data.question_id, reader, db)
        await show(query, await _screen(found, reader, callback_data, db, ways))


async def _found(question: str, reader: Reader, roadmaps: RoadmapCache, db: Database) -> Answer:
    roadmap_id = reader.content.roadmap.id
    answer = (await roadmaps.search(roadmap_id)).ask(question, reader.today)
    return exclude_closed(answer, await select_closed(db.reader, roadmap_id))


async def _ways(question_id: int, reader: Reader, db: Database) -> list[InlineKeyboardButton]:
    """As under the answer at first, as far as the words have not gone into a note."""
    if not reader.writes_notes:
        return []
    user_id = reader.person.user_id
    said = await select_unassigned_of_question(db.reader, question_id, user_id)
    return list(ways_into_notes(await select_kept_draft(db.reader, user_id), said))


async def _keep(db: Database, question: str, found: Answer, at: int) -> int:
    """What the buttons under the answer point to; what was not understood is kept as a hint, without the person."""
    async with db.writing() as connection:
        if found.refusal is QuestionRefusal.NOT_UNDERSTOOD:
            await upsert_unanswered(connection, question, at)
        return await insert_question(connection, question, at)


async def _screen(
    found: Answer, reader: Reader, place: OpenAnswer, db: Database, ways: list[InlineKeyboardButton]
) -> Screen:
    activity_id = None if place.reading else _one_by_number(found)
    if activity_id is not None:
        return await card(reader, OpenActivity(activity_id=activity_id), db)
    return answer_screen(found, reader.content, place, reader.today, ways)


def _one_by_number(found: Answer) -> int | None:
    """One activity asked for by its number is its card, anything else a list that says how it was understood."""
    meaning = found.meaning
    by_number = meaning.kind is MeaningKind.ACTIVITY and not meaning.words and not found.others
    return meaning.activities[0] if by_number and len(meaning.activities) == 1 else None
