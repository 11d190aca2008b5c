"""The one message of the day: what is due, what a coordinator asks, agencies without reports; and answers to its buttons."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Final

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text, as_list

from bot.callbacks.notes import OpenOwnActivities
from bot.callbacks.reminders import AnswerReminder, OpenReminders, RepeatReminder
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.screens.dates import day_figures, day_words
from bot.screens.keyboard import button, keyboard
from bot.screens.people.appointment import person_name
from bot.screens.phrases import activity_count
from bot.screens.reminders.no_reports import side_buttons, side_texts
from bot.telegram.screen import Screen
from bot.telegram.text_length import shorten
from data.people.members import Directory
from data.primitives.working_days import WorkingCalendar
from data.reminders.choices import ReminderKind
from data.reminders.due import DueLine, Reminder
from data.reminders.passing import PassingOn

SHOWN: Final = 8  # lines: what a telephone shows at once
TITLE: Final = 80  # units, as those of a list
ASKED: Final = 3
NAME: Final = 120


def reminder_screen(reminder: Reminder, directory: Directory, calendar: WorkingCalendar) -> Screen:
    shown = reminder.lines[:SHOWN]
    parts: list[Text] = [
        Bold(_("Reminder")),
        *_asked(reminder, directory),
        *_sections(shown, reminder, directory, calendar),
    ]
    if (left := len(reminder.lines) - SHOWN) > 0:
        parts.append(Text(_("and {count} more").format(count=activity_count(left))))
    parts += side_texts(reminder.sides)
    return Screen(as_list(*parts, sep="\n\n"), keyboard(_buttons(reminder, shown), back=None))


def _asked(reminder: Reminder, directory: Directory) -> Iterator[Text]:
    asked_of = dict.fromkeys(inquiry.agency_id for inquiry in reminder.inquiries)
    names = [directory.agencies.get(agency_id, "…") for agency_id in asked_of]
    if names:
        asked = ngettext(
            "The coordinator of your side asks how the activities of the agency go:",
            "The coordinator of your side asks how the activities of the agencies go:",
            len(names),
        )
        more = [f"+{len(names) - ASKED}"] if len(names) > ASKED else []
        yield Text(asked, " ", "; ".join([*(shorten(name, NAME) for name in names[:ASKED]), *more]))


def _sections(
    shown: tuple[DueLine, ...], reminder: Reminder, directory: Directory, calendar: WorkingCalendar
) -> Iterator[Text]:
    """Lines of one reason and one day stand together: the day is said once."""
    for (kind, about, overdue), members in groupby(shown, _reason):
        head = (
            Text(Bold(_("Overdue")), ": ", day_figures(about))
            if overdue
            else _head(kind, about, reminder.day, calendar)
        )
        yield as_list(head, *(_line(due, directory) for due in members), sep="\n")


def _reason(due: DueLine) -> tuple[ReminderKind, date, bool]:
    """The kind, the day, and whether the activity is overdue, as its card says: a date that others follow makes it not."""
    passed = due.line.kind is ReminderKind.AFTER_DATE
    return due.line.kind, due.line.about, passed and due.is_overdue


def _head(kind: ReminderKind, about: date, today: date, calendar: WorkingCalendar) -> Text:
    day = day_figures(about)
    match kind:
        case ReminderKind.AFTER_DATE:
            return Text(Bold(_("The control date has passed, nothing confirms that it is done")), ": ", day)
        case ReminderKind.INSTRUCTION:
            words = (
                _("The instruction of a meeting is overdue")
                if about < today
                else _("Instruction of a meeting")
            )
            return Text(Bold(words), ": ", _("by {day}").format(day=day))
        case ReminderKind.BEFORE_DATE:
            left = _days_left(calendar.working_days_left(today, about))
            return Text(Bold(_("The control date is near")), ": ", day, ", ", left)
        case _:
            missing = _("There is no word from you since the last summary; the next one comes out on {day}.")
            return Text(Bold(_("Before the summary")), "\n", missing.format(day=day))


def _line(due: DueLine, directory: Directory) -> Text:
    deputising = ["\n", _instead(due.instead_of, directory)] if due.instead_of else []
    return Text(
        Bold(due.activity.number), " ", shorten(due.instruction or due.activity.title, TITLE), *deputising
    )


def _days_left(left: int) -> str:
    return (
        _("today")
        if not left
        else ngettext("{n} working day left", "{n} working days left", left).format(n=left)
    )


def _instead(user_id: int, directory: Directory) -> str:
    return _("in place of {name}").format(name=person_name(user_id, directory))


def _buttons(reminder: Reminder, shown: tuple[DueLine, ...]) -> Iterator[InlineKeyboardButton]:
    for due in shown:
        label = f"{due.activity.number} {due.activity.title}"
        yield button(label, AnswerReminder(activity_id=due.activity.id))
    if reminder.inquiries or len(reminder.lines) > SHOWN:
        yield button(_("My activities"), OpenOwnActivities())
    yield from side_buttons(reminder.sides)
    yield button(_("Remind me tomorrow"), RepeatReminder(day=reminder.day.toordinal()))
    yield button(_("Reminder settings"), OpenReminders())


def again_words(day: date) -> str:
    return _("You will be reminded on {day}.").format(day=day_words(day))


def old_words() -> str:
    return _("This reminder is out of date: a later one has come, or a month has passed.")


def asked_words(passing_on: PassingOn) -> str:
    """Tells the coordinator when the question reaches the agency; within the 200 characters of an alert."""
    when = day_figures(passing_on.day) if passing_on.day else "—"
    if passing_on.away_until:
        words = _(
            "All officials of the agency are away until {until}. Your question will reach them on {day}."
        )
        return words.format(until=day_figures(passing_on.away_until), day=when)
    if passing_on.day and not passing_on.is_today:
        words = _("The agency's officials will get your question on {day}, in their working hours.")
        return words.format(day=when)
    return _(
        "The agency's officials will get your question with their next reminder, in their working hours."
    )


def which_words() -> str:
    return _(
        "The reminder names several activities. Press the one you write about, then send the text again."
    )
