"""Being away: until when, and who is reminded instead."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text, as_list

from bot.callbacks.reminders import (
    ChooseDeputy,
    EndAbsence,
    LeaveUntil,
    OpenAbsence,
    OpenDeputies,
    OpenReminders,
)
from bot.callbacks.roadmap import OpenHome
from bot.i18n import gettext as _
from bot.screens.dates import day_figures
from bot.screens.keyboard import button, keyboard
from bot.screens.paging import Entry, Heading, Route, listing
from bot.screens.people.appointment import appointment_line, person_name
from bot.screens.reminders.settings import Panel, absence_words
from bot.telegram.screen import Screen
from data.people.members import Directory, Member

WEEKS = (1, 2, 4)


def absence_screen(panel: Panel) -> Screen:
    lines = [
        Bold(_("Absence")),
        Text(absence_words(panel)),
        _("While you are away no reminders come to you; a deputy may be reminded instead."),
        _("Choose the last day, or write: {example}").format(example=example_words(panel.now.date())),
        _("An absence to come: {example}").format(example=_coming_words(panel.now.date())),
    ]
    return Screen(as_list(*lines), keyboard(_choices(panel), OpenReminders()))


def deputies_screen(deputies: Sequence[Member], directory: Directory, place: OpenDeputies) -> Screen:
    entries = [
        Entry(
            button(person_name(deputy.user_id, directory), ChooseDeputy(user_id=deputy.user_id)),
            text=person_name(deputy.user_id, directory),
            detail=appointment_line(deputy.appointment, directory),
        )
        for deputy in deputies
    ]
    remark = (
        _("Who is reminded while you are away?") if entries else _("Nobody else writes for your agencies.")
    )
    no_deputy = [button(_("Nobody"), ChooseDeputy())]
    route = Route(OpenAbsence(), place.page, lambda to: OpenDeputies(page=to))
    return listing(Heading(_("Deputy"), remark), entries, route, no_deputy)


def deputised_screen(name: str, until: date) -> Screen:
    """The message to a person who was chosen as deputy."""
    words = _("{name} is away until {day} and named you deputy: their reminders come to you.")
    sentence = words.format(name=name, day=day_figures(until))
    return Screen(Text(sentence), keyboard([button(_("Reminder settings"), OpenReminders())], OpenHome()))


def unread_day_words(today: date) -> str:
    return _("There is no such day. Write the last day of your absence: {example}").format(
        example=example_words(today)
    )


def example_words(today: date) -> str:
    """Returns an example of what to type, in the language of the screen."""
    return _("away until {day}").format(day=day_figures(today + timedelta(days=10)))


def _coming_words(today: date) -> str:
    since, until = today + timedelta(days=10), today + timedelta(days=24)
    return _("away from {since} until {day}").format(since=day_figures(since), day=day_figures(until))


def _choices(panel: Panel) -> Iterator[InlineKeyboardButton]:
    today = panel.now.date()
    friday = today + timedelta(days=(4 - today.weekday()) % 7)
    for day in dict.fromkeys([friday, *(friday + timedelta(weeks=weeks) for weeks in WEEKS)]):
        yield button(_("until {day}").format(day=day_figures(day)), LeaveUntil(until=day.toordinal()))
    absence = panel.choices.absence
    if absence and absence.until >= today:
        yield button(_("Choose a deputy"), OpenDeputies())
        yield button(_("I am here again"), EndAbsence())
