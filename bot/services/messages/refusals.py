"""Refusals of several features: an outdated button, words that could not be stored."""

from collections.abc import Awaitable, Callable

from aiogram.types import CallbackQuery, Message

from bot.screens.keyboard import way_home
from bot.screens.notices import headed, outdated_words, stale_words, unsaved_screens
from bot.telegram.rendering import answer, replace_keyboard, reply, show
from bot.telegram.screen import Screen
from data.primitives.fingerprint import Outdated


async def refuse_stale(query: CallbackQuery) -> None:
    """A button of another edition, another roadmap, or forged: an alert, and in the private chat only the way home stays."""
    await answer(query, stale_words(), alert=True)
    if isinstance(query.message, Message) and query.message.chat.type == "private":
        await replace_keyboard(query.message, way_home())


async def show_decided(
    query: CallbackQuery, decision: Awaitable[object], current: Callable[[], Awaitable[Screen]]
) -> None:
    """Awaits what the button decides, then shows what holds; a decision on what had changed is answered in words above it."""
    try:
        await decision
    except Outdated:
        await show_outdated(query, await current())
    else:
        await show(query, await current())


async def show_outdated(query: CallbackQuery, current: Screen) -> None:
    """Shows what holds now and says that nothing was changed: the screen of the button was older."""
    await show(query, headed(outdated_words(), current))


async def return_words(message: Message, words: str) -> None:
    """Returns a person's words to them, to be sent once more, when the storage takes nothing."""
    for screen in unsaved_screens(words):
        await reply(message, screen)
