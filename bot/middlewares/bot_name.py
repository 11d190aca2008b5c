"""Learns that the bot was renamed, before a filter compares its name with the one a command is addressed to."""

import logging
from typing import Any

from aiogram import BaseMiddleware
from aiogram.exceptions import TelegramAPIError
from aiogram.types import Message, TelegramObject

from bot.middlewares.throttling import Handler
from bot.telegram.named_bot import NamedBot

log = logging.getLogger(__name__)


class BotNameMiddleware(BaseMiddleware):
    """Asks Telegram for the name where a command is for an unknown one; without an answer the known one holds."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        bot = data["bot"]
        if isinstance(event, Message) and event.text and isinstance(bot, NamedBot):
            try:
                await bot.renew_if_addressed(event.text)
            except TelegramAPIError as error:
                log.warning("the bot's name could not be asked for: %s", error.message)
        return await handler(event, data)
