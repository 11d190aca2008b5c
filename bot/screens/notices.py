"""One sentence on what is wrong and what to do."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import ExpandableBlockQuote, Text

from bot.background import Loop
from bot.callbacks.roadmap import OpenHome
from bot.callbacks.search import OpenAnswer
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.screens.keyboard import button, keyboard, way_home
from bot.telegram.screen import Screen
from bot.telegram.text_split import split_plain

ROOM = 3900  # units of the text that comes back, beside the sentence


def notice(sentence: str, buttons: Sequence[InlineKeyboardButton] = ()) -> Screen:
    """The sentence, perhaps other buttons, and the button home."""
    return Screen(Text(sentence), keyboard([*buttons, button(_("Home"), OpenHome())], back=None))


def plain(sentence: str) -> Screen:
    """The sentence alone: for a group, and for people whom no button would let in."""
    return Screen(Text(sentence), keyboard([], back=None))


def headed(sentence: str, screen: Screen) -> Screen:
    """A screen that is shown instead of what was asked for, with the reason above it."""
    return Screen(Text(sentence, "\n\n", screen.text), screen.keyboard)


def outdated_words() -> str:
    """Above a screen as it is now, in answer to a press under one of earlier."""
    return _(
        "Nothing was changed: this screen was out of date, what it showed has changed since. Below is how it is now."
    )


def stale_words() -> str:
    return _("This button is out of date. Open the menu: /start")


def forgotten_words() -> str:
    return _("This question is no longer kept. Please ask it again.")


def slow_down_words() -> str:
    return _("Too many messages at once. Please wait a few seconds.")


def failure_words() -> str:
    return _("Something went wrong; nothing is lost. Please try again in a minute.")


def given_up_words() -> str:
    return _(
        "A message or a press of yours was not handled: the bot failed at it several times and has given it up. Please do"
        " it once more in another way, or tell the administrator."
    )


def unsaved_words() -> str:
    return _("Not saved: the bot's storage cannot be used now. Please try again in a few minutes.")


def text_needed_words() -> str:
    return _("Questions are taken as text: please write yours in words.")


def too_long_words(most: int) -> str:
    return ngettext(
        "The question is too long. Please say it in at most {n} character.",
        "The question is too long. Please say it in at most {n} characters.",
        most,
    ).format(n=most)


def find_usage_words(example: str) -> str:
    return _("Write the question after the command: /find {example}").format(example=example)


def unknown_command_words() -> str:
    return _("There is no such command. Just ask in words, or open the menu. All commands: /help")


def nothing_to_cancel_words() -> str:
    return _("There is nothing to cancel.")


def closed_roadmap_words() -> str:
    """Answers a link into a roadmap that the person may not read."""
    return _(
        "This link leads to another roadmap, which is not open to you. Ask its administrators for access."
    )


def no_number_words(number: str) -> str:
    return _("This roadmap has no number {text}.").format(text=number)


def others_activity_words() -> str:
    return _(
        "Notes on this activity are written by officials of its agencies and coordinators of their sides."
    )


def interrupted_screen(question_id: int | None) -> Screen:
    """After a restart in the middle of a reply: the button shows what may not have arrived."""
    sentence = _(
        "The bot was restarted while it was answering you. If there is no answer above, press the button."
    )
    return _shown_again(sentence, question_id)


def uncertain_screen(question_id: int | None) -> Screen:
    """After a reply that may have arrived or not."""
    sentence = _("The answer may not have arrived. If it is not above, press the button.")
    return _shown_again(sentence, question_id)


def _shown_again(sentence: str, question_id: int | None) -> Screen:
    if question_id is None:
        return notice(sentence)
    again = button(_("Show the answer"), OpenAnswer(question_id=question_id))
    return Screen(Text(sentence), keyboard([again], back=None))


def busy_screen(seconds: float, question_id: int | None) -> Screen:
    """A command or a press in a chat that takes no messages at present, answered privately."""
    if question_id is None:
        return plain(busy_words(seconds))
    show = button(_("Show the answer"), OpenAnswer(question_id=question_id))
    return Screen(Text(busy_words(seconds)), keyboard([show], back=None))


def busy_words(seconds: float) -> str:
    minutes = max(round(seconds / 60 + 0.5), 1)
    return ngettext(
        "Telegram takes no more messages from the bot in that chat for about {n} minute. Please ask here or repeat it"
        " later.",
        "Telegram takes no more messages from the bot in that chat for about {n} minutes. Please ask here or repeat it"
        " later.",
        minutes,
    ).format(n=minutes)


def loop_restarted_screen(loop: Loop) -> Screen:
    """Tells administrators of an error of the program."""
    parts = {
        Loop.RECEIVING: _("receiving messages"),
        Loop.HANDLED: _("noting which messages are answered"),
        Loop.SUSPECTS: _("messages that were under way at a crash"),
        Loop.POSTING: _("posting"),
        Loop.NOTIFYING: _("telling what became of posts"),
        Loop.SCHEDULE: _("summaries and reminders"),
        Loop.COMMANDS: _("the lists of commands"),
    }
    return plain(
        _(
            "An error in the bot: {part} was stopped and begins again. If this comes repeatedly, show the bot's log to"
            " whoever runs it."
        ).format(part=parts[loop])
    )


def unsaved_screens(text: str) -> list[Screen]:
    """The person's words come back with the sentence, in a second message where one does not hold them."""
    first, *others = split_plain(text, ROOM)
    quoted = [Text("\n\n"), ExpandableBlockQuote(first)] if first else []
    screens = [Screen(Text(unsaved_words(), *quoted), way_home())]
    return screens + [Screen(Text(ExpandableBlockQuote(chunk)), way_home()) for chunk in others]
