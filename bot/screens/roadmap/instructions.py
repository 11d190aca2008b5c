"""An instruction of a meeting: on its own, and as a line of other screens."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text, as_list

from bot.callbacks.decisions import FinishInstruction, OpenInstruction
from bot.callbacks.roadmap import OpenActivity
from bot.i18n import gettext as _
from bot.screens.dates import day, day_figures
from bot.screens.keyboard import button, keyboard
from bot.telegram.screen import Screen
from bot.telegram.text_length import shorten
from data.decisions.instructions import Instruction
from data.roadmap.models import Activity

TITLE: Final = 300
WORDS: Final = 300
SHOWN: Final = 3  # on a card, which has room for more than that


def instruction_screen(
    instruction: Instruction, activity: Activity, clock: tuple[date, ZoneInfo], *, may_finish: bool
) -> Screen:
    """`clock` is the reader's day and the zone of the bot's days."""
    today, zone = clock
    text = as_list(
        Bold(_("Instruction of the meeting of {held_on}").format(held_on=day_figures(instruction.held_on))),
        shorten(f"{activity.number}. {activity.title}", TITLE),
        Text(Bold(_("Instruction:")), " ", instruction.words),
        *_term(instruction),
        Text(Bold(_("State:")), " ", _state(instruction, today, zone)),
    )
    may = may_finish and instruction.done_at is None
    finish = [button(_("Mark as done"), FinishInstruction(item_id=instruction.id))] if may else []
    return Screen(text, keyboard(finish, OpenActivity(activity_id=instruction.activity_id)))


def instruction_lines(instructions: Iterable[Instruction], today: date) -> Iterator[Text]:
    """A line for each that is not done."""
    for instruction in instructions:
        head = _("Instruction of the meeting of {held_on}:").format(held_on=day_figures(instruction.held_on))
        yield Text(Bold(head), " ", instruction_words(instruction, today))


def instruction_words(instruction: Instruction, today: date) -> str:
    """«Найти поставщика. Срок: 15.12.2026, просрочено.»."""
    words = shorten(instruction.words, WORDS).rstrip(".") + "."
    if instruction.day is None:
        return words
    late = ", " + _("overdue") if instruction.is_overdue(today) else ""
    return words + " " + _("Term: {day}.").format(day=day_figures(instruction.day) + late)


def instruction_buttons(instructions: tuple[Instruction, ...]) -> Iterator[InlineKeyboardButton]:
    for instruction in instructions[:SHOWN]:
        label = _("Instruction of {held_on}").format(held_on=day_figures(instruction.held_on))
        yield button(label, OpenInstruction(item_id=instruction.id))


def _term(instruction: Instruction) -> Iterator[Text]:
    if instruction.day:
        yield Text(Bold(_("Date:")), " ", day_figures(instruction.day))


def _state(instruction: Instruction, today: date, zone: ZoneInfo) -> str:
    if instruction.done_at is not None:
        return _("done on {day}").format(day=day(instruction.done_at, zone))
    return _("overdue") if instruction.is_overdue(today) else _("not done yet")
