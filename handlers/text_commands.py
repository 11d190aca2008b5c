"""Handlers for words of the menu: «сферы» alone, in the private chat, opens the spheres."""

from aiogram.filters import Filter
from aiogram.types import Message

from bot.services.search.text_commands import TextCommand, text_command


class TextCommandFilter(Filter):
    """Passes a message of the private chat that consists of the name of one of the commands."""

    def __init__(self, *commands: TextCommand) -> None:
        self.commands = frozenset(commands)

    async def __call__(self, message: Message) -> bool:
        return message.chat.type == "private" and text_command(message.text or "") in self.commands
