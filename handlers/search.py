"""Questions in plain words, their other readings, and their pages."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.access import PRIVATE, Permission, UserContext, needs
from bot.callbacks.search import OpenAnswer
from bot.screens.notices import find_usage_words, forgotten_words, notice, too_long_words
from bot.screens.search.examples import example_questions
from bot.services.notes.form import NoteForm
from bot.services.notes.suggestions import note_buttons_for
from bot.services.search.answers import Answers
from bot.services.search.question_text import LONGEST_QUESTION, NUMBER, asked_text, is_too_long
from bot.services.search.text_commands import TextCommand
from bot.telegram.rendering import answer, reply, show
from data.search.questions import select_question
from handlers.text_commands import TextCommandFilter


def router() -> Router:
    router = Router(name="questions")
    router.message.register(ask, Command("find", ignore_case=True), flags=needs(Permission.READ))
    router.message.register(ask, Command(NUMBER), flags=needs(Permission.READ))
    asked = (PRIVATE, F.text, ~F.text.startswith("/"), ~TextCommandFilter(*TextCommand))
    router.message.register(ask, *asked, flags=needs(Permission.READ))
    router.callback_query.register(open_answer, OpenAnswer.filter(), flags=needs(Permission.READ))
    return router


async def ask(message: Message, user: UserContext, answers: Answers, note_form: NoteForm) -> None:
    question = asked_text(message.text or "", private=user.private)
    if question is None:
        example = next(iter(example_questions(user.content)), "1.1")
        await reply(message, notice(find_usage_words(example)))
    elif is_too_long(question):
        buttons = await note_buttons_for(message, user, note_form)
        await reply(message, notice(too_long_words(LONGEST_QUESTION), buttons))
    else:
        await reply(message, await answers.first(question, message, note_form))


async def open_answer(query: CallbackQuery, callback_data: OpenAnswer, answers: Answers) -> None:
    question = await select_question(answers.db.reader, callback_data.question_id)
    if question is None:
        await answer(query, forgotten_words(), alert=True)
    else:
        await show(query, await answers.again(question, callback_data))
