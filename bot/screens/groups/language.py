"""The language in which the bot writes in a group; administrators choose it."""

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text, as_list

from bot.callbacks.groups import ChooseGroupLanguage, OpenGroupLanguage
from bot.callbacks.summaries import OpenSummarySettings
from bot.i18n import LOCALES
from bot.i18n import gettext as _
from bot.screens.keyboard import button, keyboard
from bot.screens.phrases import roadmap_name
from bot.telegram.screen import Screen
from bot.telegram.text_length import shorten
from data.messaging.chats import BoundChat
from data.roadmap.models import Roadmap

TITLE = 128  # units of a group's title


def language_button(roadmap: Roadmap) -> InlineKeyboardButton:
    return button(_("Language of the group"), OpenGroupLanguage(roadmap_id=roadmap.id))


def language_screen(roadmap: Roadmap, chat: BoundChat, locale: str) -> Screen:
    """`locale` is the language of the group now, chosen or not."""
    text = as_list(
        Bold(_("Language of the group")),
        Text(_("Group: {title}").format(title=shorten(chat.title, TITLE))),
        Text(_("Roadmap: {name}").format(name=roadmap_name(roadmap))),
        Text(Bold(_("Language:")), " ", LOCALES[locale]),
        _(
            "Notes, decisions, summaries and answers in the group are in it. Published summaries keep their language."
        ),
    )
    buttons = [
        button(f"✓ {name}" if one == locale else name, ChooseGroupLanguage(roadmap_id=roadmap.id, locale=one))
        for one, name in LOCALES.items()
    ]
    return Screen(text, keyboard(buttons, OpenSummarySettings()))
