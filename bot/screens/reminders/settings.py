"""What a person chooses about reminders: kinds, hours, the clock they go by."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text, as_list

from bot.callbacks.reminders import (
    CLOCKS,
    KINDS,
    ChooseClock,
    ChooseHours,
    ClockLetter,
    OpenAbsence,
    OpenClocks,
    OpenHours,
    OpenNoReports,
    OpenReminders,
    ReminderKindLetter,
    WantReminder,
)
from bot.callbacks.roadmap import OpenSettings
from bot.i18n import gettext as _
from bot.screens.dates import day_figures, zone_city
from bot.screens.keyboard import button, keyboard
from bot.telegram.screen import Screen
from data.primitives.working_days import WorkingCalendar
from data.regions.zones import ZoneChoice
from data.reminders.choices import Choices, Hours, ReminderKind

HOURS: Final = (Hours(8, 17), Hours(9, 18), Hours(10, 19), Hours(8, 20), Hours(9, 13), Hours(14, 18))


@dataclass(frozen=True, slots=True)
class Panel:
    """A person's choices; `now` is in the zone that holds for them, `coordinates` tells of a coordinator of a side.

    `deputy` is the name of the person who is reminded instead, or nothing; `calendar` are the working days of a side in
    another country.
    """

    choices: Choices
    now: datetime
    coordinates: bool
    deputy: str = ""
    calendar: WorkingCalendar | None = None


def reminders_screen(panel: Panel) -> Screen:
    rules = _(
        "One message a day at most, while word is missing. A coordinator's question is always passed on."
    )
    when = _("Working days, {hours} by your clock: {clock}, {time} now.").format(
        hours=_hours_words(panel.choices.hours),
        clock=clock_words(panel.now.tzinfo),
        time=f"{panel.now:%H:%M}",
    )
    absence = Text(Bold(_("Absence:")), " ", absence_words(panel))
    abroad = _("The holidays of your side's country are not known: Saturdays and Sundays are days off.")
    lines = [when, abroad] if panel.calendar else [when]
    text = as_list(Bold(_("Reminders")), rules, *lines, absence, _("What is marked ✓ comes."))
    return Screen(text, keyboard(_choices(panel), OpenSettings()))


def hours_screen(panel: Panel) -> Screen:
    buttons = [
        button(
            _marked(_hours_words(hours), yes=hours == panel.choices.hours),
            ChooseHours(opens=hours.opens, closes=hours.closes),
        )
        for hours in HOURS
    ]
    text = as_list(Bold(_("Hours")), _("When may reminders come? It is quiet at all other times."))
    return Screen(text, keyboard(buttons, OpenReminders()))


def clocks_screen(panel: Panel) -> Screen:
    """Each clock with the time it shows."""
    own = panel.choices.zone
    side = button(_marked(_("As on my side"), yes=own is None), ChooseClock(clock=ClockLetter.SIDE))
    buttons = [
        button(
            _marked(f"{city_name(clock)}, {panel.now.astimezone(ZoneInfo(clock)):%H:%M}", yes=own == clock),
            ChooseClock(clock=letter),
        )
        for letter, clock in CLOCKS.items()
    ]
    text = as_list(Bold(_("Time zone")), _("Which clock do you go by?"))
    return Screen(text, keyboard([side, *buttons], OpenReminders()))


def absence_words(panel: Panel) -> str:
    absence = panel.choices.absence
    if absence is None or absence.until < panel.now.date():
        return _("none")
    until = _("until {day}").format(day=day_figures(absence.until))
    if absence.since and absence.since > panel.now.date():
        until = _("from {since} until {day}").format(
            since=day_figures(absence.since), day=day_figures(absence.until)
        )
    deputy = _("{name} is reminded instead").format(name=panel.deputy)
    return f"{until}, {deputy}" if panel.deputy else until


def clock_words(zone: object) -> str:
    """The city of a zone, or the zone's own name."""
    name = zone.key if isinstance(zone, ZoneInfo) else str(zone)
    return city_name(ZoneChoice(name)) if name in set(ZoneChoice) else zone_city(name)


def city_name(clock: ZoneChoice) -> str:
    words = {
        ZoneChoice.KALININGRAD: _("Kaliningrad"),
        ZoneChoice.MOSCOW: _("Moscow"),
        ZoneChoice.MINSK: _("Minsk"),
        ZoneChoice.SAMARA: _("Samara"),
        ZoneChoice.YEKATERINBURG: _("Yekaterinburg"),
        ZoneChoice.OMSK: _("Omsk"),
        ZoneChoice.KRASNOYARSK: _("Krasnoyarsk"),
        ZoneChoice.IRKUTSK: _("Irkutsk"),
        ZoneChoice.YAKUTSK: _("Yakutsk"),
        ZoneChoice.VLADIVOSTOK: _("Vladivostok"),
        ZoneChoice.MAGADAN: _("Magadan"),
        ZoneChoice.KAMCHATKA: _("Kamchatka"),
    }
    return words[clock]


def _choices(panel: Panel) -> Iterator[InlineKeyboardButton]:
    for letter, kind in KINDS.items():
        if letter is not ReminderKindLetter.NO_REPORTS or panel.coordinates:
            off = kind in panel.choices.off
            yield button(_marked(_kind_words(kind), yes=not off), WantReminder(kind=letter, wanted=int(off)))
    yield button(_("Hours"), OpenHours())
    yield button(_("Time zone"), OpenClocks())
    yield button(_("Absence"), OpenAbsence())
    if panel.coordinates:
        yield button(_("Silent agencies"), OpenNoReports())


def _kind_words(kind: ReminderKind) -> str:
    words = {
        ReminderKind.BEFORE_SUMMARY: _("The day before the summary"),
        ReminderKind.BEFORE_DATE: _("Before a control date"),
        ReminderKind.AFTER_DATE: _("After a control date"),
        ReminderKind.NO_REPORTS: _("Silent agencies weekly"),
    }
    return words[kind]


def _hours_words(hours: Hours) -> str:
    return f"{hours.opens:02}:00–{hours.closes:02}:00"


def _marked(label: str, *, yes: bool) -> str:
    return f"✓ {label}" if yes else label
