"""The lists of commands Telegram offers, for each kind of chat and each language."""

from collections.abc import Iterator
from dataclasses import dataclass

from aiogram import Bot
from aiogram.types import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats

from bot.i18n import LOCALES, speaking
from bot.i18n import gettext as _

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
            yield CommandList(BotCommandScopeAllPrivateChats(), language_code, private_commands())
            yield CommandList(BotCommandScopeAllGroupChats(), language_code, group_commands())


def private_commands() -> tuple[BotCommand, ...]:
    return (
        BotCommand(command="start", description=_("Menu")),
        BotCommand(command="find", description=_("Ask a question")),
        BotCommand(command="my", description=_("My activities")),
        BotCommand(command="notes", description=_("Latest notes")),
        BotCommand(command="summary", description=_("Weekly summary")),
        BotCommand(command="settings", description=_("Settings")),
        BotCommand(command="help", description=_("Help")),
    )


def group_commands() -> tuple[BotCommand, ...]:
    return (
        BotCommand(command="find", description=_("Ask a question")),
        BotCommand(command="notes", description=_("Latest notes")),
        BotCommand(command="summary", description=_("Weekly summary")),
        BotCommand(command="help", description=_("Help")),
    )


async def publish_commands(bot: Bot, default_locale: str = "ru") -> None:
    """Tells Telegram all of them; raises `TelegramAPIError`."""
    for each in command_lists(default_locale):
        await bot.set_my_commands(list(each.commands), scope=each.scope, language_code=each.language_code)
