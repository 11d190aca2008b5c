"""What may have been answered already is not answered twice: a button shows the answer."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from aiogram import BaseMiddleware
from aiogram.dispatcher.flags import get_flag
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.access import PERMISSION, REPEATABLE, Permission
from bot.screens.notices import interrupted_screen, uncertain_screen
from bot.services.search.question_text import asked_text, is_too_long
from bot.telegram.rendering import reply
from data.database import Database
from data.search.questions import insert_question

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class InterruptedUpdateMiddleware(BaseMiddleware):
    """Stands before the handlers of messages and presses; the update dispatcher passes `interrupted` and `doubtful`.

    A press is handled again after a kill, which repeats an edit; where its outcome is in doubt it is not.
    """

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        doubtful = bool(data.get("doubtful"))
        if isinstance(event, CallbackQuery) and doubtful:
            if isinstance(event.message, Message):
                await reply(event.message, uncertain_screen(None))
            return None
        harmless = get_flag(data, REPEATABLE) or get_flag(data, PERMISSION) is Permission.FACT
        if harmless or not data.get("interrupted") or not isinstance(event, Message):
            return await handler(event, data)
        question_id = await question_kept_for(event, data["db"], data["user"].now)
        await reply(event, (uncertain_screen if doubtful else interrupted_screen)(question_id))
        return None


async def question_kept_for(message: Message, db: Database, now: datetime) -> int | None:
    """Stores the question of a message for a button that shows its answer later.

    Returns its id, None for no question.
    """
    asked = asked_text(message.text or "", private=message.chat.type == "private")
    if asked is None or is_too_long(asked):
        return None
    async with db.writing() as connection:
        return await insert_question(connection, asked, int(now.timestamp()))
