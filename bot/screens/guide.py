"""What the bot can do, in the words a newcomer needs."""

from aiogram.utils.formatting import Bold, Code, Text, as_list

from bot.callbacks import OpenHome
from bot.i18n import gettext as _
from bot.screens.examples import example_questions
from bot.screens.keyboard import keyboard
from bot.screens.lengths import shorten
from bot.screens.screen import Screen
from data.models import RoadmapContent

TITLE = 1000  # units of the document's title


def guide_screen(content: RoadmapContent) -> Screen:
    """The examples are in a typewriter face: a tap copies them."""
    examples = [Text("• ", Code(example)) for example in example_questions(content)]
    paragraphs = [
        Text(Bold(_("Help")), "\n", shorten(content.roadmap.title, TITLE)),
        as_list(_("Ask in Russian or English, in any words:"), *examples),
        as_list(Bold(_("Commands")), *_commands()),
        _("In a group only commands are answered: the bot does not read conversations."),
        _("“Calculated” beside a date: the document gives the deadline in words, the day follows by rule."),
    ]
    return Screen(as_list(*paragraphs, sep="\n\n"), keyboard([], OpenHome()))


def _commands() -> list[str]:
    return [
        _("/start — the menu"),
        _("/find TEXT — a question, also in a group"),
        _("/3_2 — the activity of that number"),
        _("/my — your activities, to write a note"),
        _("/notes — the latest notes, also in a group"),
        _("/summary — the weekly summary, also in a group"),
        _("/settings — language and reminders"),
        _("/help — this page"),
    ]
