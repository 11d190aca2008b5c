"""Screens on their way to the chat: a press edits its message, a message gets a new one."""

import logging
from typing import Any, Final

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    CallbackQuery,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MaybeInaccessibleMessageUnion,
    Message,
    ReplyParameters,
)

from bot.telegram.errors import is_answered_too_late, is_not_editable, is_not_modified
from bot.telegram.screen import Screen

NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)

log = logging.getLogger(__name__)


async def show(query: CallbackQuery, screen: Screen) -> None:
    """Answers the press, then redraws its message as the screen."""
    await answer(query)
    await redraw(query, screen)


async def answer(query: CallbackQuery, text: str = "", *, alert: bool = False) -> bool:
    """Stops the button's progress indicator and shows at most 200 characters; False when it is too late for that."""
    try:
        await query.answer(text or None, show_alert=alert or None)
    except TelegramBadRequest as error:
        if not is_answered_too_late(error):
            raise
        log.info("a press was answered too late")
        return False
    return True


async def redraw(query: CallbackQuery, screen: Screen) -> MaybeInaccessibleMessageUnion | None:
    """Edits the message under an answered press, or sends a new one where it cannot be edited; returns that message."""
    message = query.message
    if not isinstance(message, Message) or message.text is None:  # a picture stays a picture
        return await _send_below(query, screen)
    try:
        await message.edit_text(**content(screen))
    except TelegramBadRequest as error:
        if is_not_editable(error):
            return await _send_below(query, screen)
        if not is_not_modified(error):
            raise
    return message


async def replace_keyboard(message: Message, keyboard: InlineKeyboardMarkup) -> None:
    """Changes the buttons and leaves the text; a message that cannot be edited any more stays as it is."""
    try:
        await message.edit_reply_markup(reply_markup=keyboard)
    except TelegramBadRequest as error:
        if not is_not_modified(error) and not is_not_editable(error):
            raise


async def remove_button(message: Message, callback_data: str | None) -> None:
    """Takes one button from under a message: what it was for is done."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else []
    left = [[button for button in row if button.callback_data != callback_data] for row in rows]
    await replace_keyboard(message, InlineKeyboardMarkup(inline_keyboard=[row for row in left if row]))


async def reply(message: Message, screen: Screen) -> None:
    """Sends a new message; in a group it replies to the one it answers, in the same topic."""
    if message.chat.type == "private":
        await message.answer(**content(screen))
        return
    to = ReplyParameters(message_id=message.message_id, allow_sending_without_reply=True)
    await message.answer(**content(screen), reply_parameters=to)


async def send(bot: Bot, chat_id: int, screen: Screen, thread_id: int | None = None) -> Message:
    """Sends a screen that answers no message of the chat."""
    return await bot.send_message(chat_id, message_thread_id=thread_id, **content(screen))


async def edit(bot: Bot, chat_id: int, message_id: int, screen: Screen) -> None:
    """Redraws a message known by its ids; one that shows the screen already is left, other refusals are raised."""
    try:
        await bot.edit_message_text(chat_id=chat_id, message_id=message_id, **content(screen))
    except TelegramBadRequest as error:
        if not is_not_modified(error):
            raise


def content(screen: Screen) -> dict[str, Any]:
    """Returns the parameters of sendMessage and editMessageText that a screen fills."""
    return {
        **screen.text.as_kwargs(),
        "reply_markup": screen.keyboard,
        "link_preview_options": NO_PREVIEW,
    }


async def _send_below(query: CallbackQuery, screen: Screen) -> Message | None:
    message = query.message
    if message is None or query.bot is None:
        return None
    topic = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
    return await send(query.bot, message.chat.id, screen, topic)
