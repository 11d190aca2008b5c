"""The short word in a group when the bot cannot write to its member privately."""

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Text

from bot.i18n import gettext as _
from bot.screens.keyboard import keyboard
from bot.telegram.screen import Screen


def closed_private_screen(link: str | None) -> Screen:
    """`link` opens the bot at the draft."""
    text = Text(_("Your words are kept as a draft. Open the bot to publish them."))
    buttons = [InlineKeyboardButton(text=_("Open the bot"), url=link)] if link else []
    return Screen(text, keyboard(buttons, back=None))
