"""Refusals of several features: an outdated button, words that could not be stored."""

from aiogram.types import CallbackQuery, Message

from bot.screens.keyboard import way_home
from bot.screens.notices import stale_words, unsaved_screens
from bot.telegram.rendering import answer, replace_keyboard, reply


async def refuse_stale(query: CallbackQuery) -> None:
    """A button of another edition, another roadmap, or forged: an alert, and in the private chat only the way home stays."""
    await answer(query, stale_words(), alert=True)
    if isinstance(query.message, Message) and query.message.chat.type == "private":
        await replace_keyboard(query.message, way_home())


async def return_words(message: Message, words: str) -> None:
    """Returns a person's words to them, to be sent once more, when the storage takes nothing."""
    for screen in unsaved_screens(words):
        await reply(message, screen)
