"""Screens on their way to the chat: a press edits its message, a message gets a new one."""

import logging
from typing import Any, Final

from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import SendMessage
from aiogram.types import (
    CallbackQuery,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MaybeInaccessibleMessageUnion,
    Message,
    ReplyParameters,
)

from bot.screens.keyboard import way_home
from bot.telegram.screen import Screen

NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)
UNCHANGED: Final = "message is not modified"
TOO_LATE: Final = ("query is too old", "query ID is invalid")
NOT_EDITABLE: Final = (
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message to edit",
    "MESSAGE_ID_INVALID",
)

log = logging.getLogger(__name__)


async def show(query: CallbackQuery, screen: Screen) -> None:
    """Answers the press, then turns its message into the screen; sends a new message where it cannot be edited."""
    await answer(query)
    await turn(query, screen)


async def answer(query: CallbackQuery, text: str = "", *, alert: bool = False) -> bool:
    """Ends the waiting on the button, with at most 200 characters; False when it is too late for that."""
    try:
        await query.answer(text or None, show_alert=alert or None)
    except TelegramBadRequest as error:
        if not _says(error, *TOO_LATE):
            raise
        log.info("a press was answered too late")
        return False
    return True


async def turn(query: CallbackQuery, screen: Screen) -> MaybeInaccessibleMessageUnion | None:
    """Turns the message under a press that was answered into the screen; the message where it stands now."""
    if not isinstance(query.message, Message) or query.message.text is None:  # a picture stays a picture
        return await _send_anew(query, screen)
    try:
        await query.message.edit_text(**content(screen))
    except TelegramBadRequest as error:
        if _says(error, *NOT_EDITABLE):
            return await _send_anew(query, screen)
        if not _says(error, UNCHANGED):
            raise
    return query.message


async def close(message: Message) -> None:
    """Leaves the text and, of its buttons, only the way home."""
    try:
        await message.edit_reply_markup(reply_markup=way_home())
    except TelegramBadRequest as error:
        if not _says(error, UNCHANGED, *NOT_EDITABLE):
            raise


async def drop_button(message: Message, data: str | None) -> None:
    """Takes one button from under a message: what it was for is done."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else []
    left = [[each for each in row if each.callback_data != data] for row in rows]
    try:
        await message.edit_reply_markup(
            reply_markup=InlineKeyboardMarkup(inline_keyboard=[row for row in left if row])
        )
    except TelegramBadRequest as error:
        if not _says(error, UNCHANGED, *NOT_EDITABLE):
            raise


async def reply(message: Message, screen: Screen) -> None:
    """A new message; in a group it replies to the one it answers, in the same topic."""
    if message.chat.type == "private":
        await message.answer(**content(screen))
        return
    to = ReplyParameters(message_id=message.message_id, allow_sending_without_reply=True)
    await message.answer(**content(screen), reply_parameters=to)


def content(screen: Screen) -> dict[str, Any]:
    """The parameters of sendMessage and editMessageText that a screen fills."""
    return {
        **screen.text.as_kwargs(),
        "reply_markup": screen.keyboard,
        "link_preview_options": NO_PREVIEW,
    }


async def _send_anew(query: CallbackQuery, screen: Screen) -> Message | None:
    message = query.message
    if message is None or query.bot is None:
        return None
    topic = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
    return await query.bot(SendMessage(chat_id=message.chat.id, message_thread_id=topic, **content(screen)))


def _says(error: TelegramBadRequest, *texts: str) -> bool:
    return any(text.lower() in error.message.lower() for text in texts)
