"""Updates that no other handler takes: unknown commands, other kinds of messages, old buttons."""

import re
from typing import Final

from aiogram import Bot, F, Router
from aiogram.enums import ContentType
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.access import PRIVATE, Permission, needs
from bot.screens.command_words import command_words
from bot.screens.guide import elsewhere_screen
from bot.screens.notices import (
    nothing_to_cancel_words,
    notice,
    text_needed_words,
    unknown_command_words,
)
from bot.services.messages.refusals import refuse_stale
from bot.services.people.journal import Attempts
from bot.services.search.text_commands import TextCommand
from bot.telegram.deep_links import start_link
from bot.telegram.rendering import reply
from handlers.text_commands import TextCommandFilter

NUMBER: Final = re.compile(r"(?<=:)-?[0-9]+(?=:|$)")
LARGEST: Final = 2**52  # the id of a person
FORGED: Final = "forged"
SENT_BY_PEOPLE = (
    ContentType.ANIMATION,
    ContentType.AUDIO,
    ContentType.CHECKLIST,
    ContentType.CONTACT,
    ContentType.DICE,
    ContentType.DOCUMENT,
    ContentType.LOCATION,
    ContentType.PAID_MEDIA,
    ContentType.PHOTO,
    ContentType.POLL,
    ContentType.STICKER,
    ContentType.STORY,
    ContentType.VENUE,
    ContentType.VIDEO,
    ContentType.VIDEO_NOTE,
    ContentType.VOICE,
)


def router() -> Router:
    router = Router(name="fallback")
    reads = Permission.READ
    router.message.register(cancel, Command("cancel", ignore_case=True), PRIVATE, flags=needs(reads))
    router.message.register(cancel, TextCommandFilter(TextCommand.CANCEL), flags=needs(reads))
    router.message.register(refuse_command, PRIVATE, F.text.startswith("/"), flags=needs(reads))
    router.message.register(ask_for_text, PRIVATE, F.content_type.in_(SENT_BY_PEOPLE), flags=needs(reads))
    router.message.register(refuse_in_group, ~PRIVATE, is_meant, flags=needs(reads))
    router.callback_query.register(refuse_button, flags=needs(Permission.OPEN))
    return router


async def cancel(message: Message) -> None:
    await reply(message, notice(nothing_to_cancel_words()))


async def refuse_command(message: Message) -> None:
    await reply(message, notice(unknown_command_words()))


async def ask_for_text(message: Message) -> None:
    await reply(message, notice(text_needed_words()))


async def refuse_in_group(message: Message, bot: Bot) -> None:
    me = await bot.me()
    await reply(message, elsewhere_screen(start_link(me.username or "", "menu")))


async def refuse_button(query: CallbackQuery, attempts: Attempts) -> None:
    """Answers a button of an earlier version, or a forged one, which the journal records."""
    await refuse_stale(query)
    if is_forged(query.data or ""):
        await attempts.record(FORGED)


def is_forged(data: str) -> bool:
    """No version of the bot has made a button with such a number."""
    return any(int(number) < 0 or int(number) > LARGEST for number in NUMBER.findall(data))


async def is_meant(message: Message, bot: Bot) -> bool:
    """`/anything@this_bot`, and commands of its own that Telegram hands on: all else in a group is not for the bot."""
    word = next(iter((message.text or "").split(maxsplit=1)), "").lower()
    if not word.startswith("/"):
        return False
    name, at, addressed = word[1:].partition("@")
    me = await bot.me()
    if at:
        return addressed == (me.username or "").lower()
    return any(name == command.name for command in command_words())
