"""What the bot can do, in the words a newcomer needs."""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.formatting import Bold, Code, Text, as_list

from bot.callbacks.roadmap import OpenHome
from bot.i18n import gettext as _
from bot.screens.command_words import CommandPlace, commands_of, group_command_names
from bot.screens.keyboard import keyboard
from bot.screens.search.examples import example_questions
from bot.telegram.screen import Screen
from bot.telegram.text_length import shorten
from data.people.people import Role
from data.roadmap.models import RoadmapContent

TITLE = 1000  # units of the document's title


def guide_screen(
    content: RoadmapContent, role: Role | None = None, *, private: bool = True, coordinates: bool = False
) -> Screen:
    """The examples are in a typewriter face: a tap copies them. Of commands only those of this role, here."""
    examples = [Text("• ", Code(example)) for example in example_questions(content)]
    place = CommandPlace.PRIVATE if private else CommandPlace.GROUP
    commands = commands_of(role, place, coordinates=coordinates)
    paragraphs = [
        Text(Bold(_("Help")), "\n", shorten(content.roadmap.title, TITLE)),
        as_list(_("Ask in Russian or English, in any words:"), *examples),
        as_list(
            Bold(_("Commands")),
            *(command.help_line for command in commands),
            _("/3_2 — the activity of that number"),
        ),
        _group_words() if private else _elsewhere_words(),
        _("“Calculated” beside a date: the document gives the deadline in words, the day follows by rule."),
    ]
    return Screen(as_list(*paragraphs, sep="\n\n"), keyboard([], OpenHome()))


def _group_words() -> str:
    return _("In a group the bot answers {commands}; it does not read conversations.").format(
        commands=group_command_names()
    )


def elsewhere_screen(link: str | None) -> Screen:
    """Answers in a group what is not answered there; `link` opens the private chat."""
    rows = [[InlineKeyboardButton(text=_("Open the bot"), url=link)]] if link else []
    return Screen(Text(_elsewhere_words()), InlineKeyboardMarkup(inline_keyboard=rows))


def _elsewhere_words() -> str:
    return _("In a group the bot answers {commands}. Everything else is in the private chat with it.").format(
        commands=group_command_names()
    )
