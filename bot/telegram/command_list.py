"""The lists of commands Telegram offers, for each kind of chat and each language."""

from collections.abc import Iterator
from dataclasses import dataclass

from aiogram import Bot
from aiogram.types import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats

from bot.i18n import LOCALES, speaking
from bot.screens.command_words import CommandPlace, command_words

Scope = BotCommandScopeAllPrivateChats | BotCommandScopeAllGroupChats


@dataclass(frozen=True, slots=True)
class CommandList:
    """`language_code` None is for whoever speaks another language."""

    scope: Scope
    language_code: str | None
    commands: tuple[BotCommand, ...]


def command_lists(default_locale: str) -> Iterator[CommandList]:
    for language_code in (None, *LOCALES):
        with speaking(language_code or default_locale):
            yield CommandList(
                BotCommandScopeAllPrivateChats(), language_code, listed_commands(CommandPlace.PRIVATE)
            )
            yield CommandList(
                BotCommandScopeAllGroupChats(), language_code, listed_commands(CommandPlace.GROUP)
            )


def listed_commands(place: CommandPlace) -> tuple[BotCommand, ...]:
    """What everybody may use, and `/my` of those for whom the bot is made; the rest stands on the page of help."""
    return tuple(
        BotCommand(command=each.name, description=each.label)
        for each in command_words()
        if each.label and place in each.place
    )


async def publish_commands(bot: Bot, default_locale: str = "ru") -> None:
    """Tells Telegram all of them; raises `TelegramAPIError`."""
    for each in command_lists(default_locale):
        await bot.set_my_commands(list(each.commands), scope=each.scope, language_code=each.language_code)
