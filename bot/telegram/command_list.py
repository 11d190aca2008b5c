"""The lists of commands Telegram offers, for each kind of chat and each language."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from aiogram import Bot
from aiogram.types import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats

from bot.i18n import LOCALES, speaking

Scope = BotCommandScopeAllPrivateChats | BotCommandScopeAllGroupChats


@dataclass(frozen=True, slots=True)
class CommandMenu:
    """What Telegram lists in one kind of chat; `commands` words them in the current language."""

    scope: Scope
    commands: Callable[[], Sequence[BotCommand]]


async def publish_commands(bot: Bot, menus: Iterable[CommandMenu], default_locale: str) -> None:
    """Sets the menus for each language of the bot and for all others; raises `TelegramAPIError`."""
    chosen = tuple(menus)
    for language_code in (None, *LOCALES):
        with speaking(language_code or default_locale):
            worded = [(menu.scope, list(menu.commands())) for menu in chosen]
        for scope, commands in worded:
            await bot.set_my_commands(commands, scope=scope, language_code=language_code)
