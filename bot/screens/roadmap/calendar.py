"""The production calendar: which years are known, and how an administrator replaces it."""

from collections.abc import Sequence
from datetime import date, timedelta

from aiogram.utils.formatting import Bold, Text, as_list

from bot.callbacks.people import OpenPeople
from bot.callbacks.roadmap import OpenCalendar, RestoreCalendar
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.screens.keyboard import button, keyboard
from bot.telegram.screen import Screen
from data.primitives.working_days import WorkingCalendar, shipped_years


def calendar_screen(calendar: WorkingCalendar, news: Sequence[str] = ()) -> Screen:
    """Shows the known years and how many working days they have; `news` is what was just done."""
    years = sorted({*shipped_years(), *calendar.sent})
    text = as_list(
        *news,
        Bold(_("Working days")),
        *(_year_words(year, calendar) for year in years),
        _(
            "In other years Saturdays, Sundays and the holidays of Article 112 of the Labour Code are off, without"
            " moved days off."
        ),
        "",
        _("To replace a year, send a file like this here, as a document named calendar.json:"),
        '{"2027": {"days_off": ["2027-01-01"], "working_weekends": ["2027-02-20"]}}',
        _("“days_off” are weekdays that are not worked, “working_weekends” Saturdays and Sundays that are."),
    )
    restore = (
        [button(_("Bring back the built-in one"), RestoreCalendar(fingerprint=calendar.fingerprint))]
        if calendar.sent
        else []
    )
    return Screen(text, keyboard(restore, OpenPeople()))


def missing_calendar_screen(year: int) -> Screen:
    """Asks an administrator for the official calendar of a year."""
    buttons = [button(_("Working days"), OpenCalendar())]
    return Screen(Text(missing_calendar_words(year)), keyboard(buttons, back=None))


def missing_calendar_words(year: int) -> str:
    return _(
        "The calendar of working days for {year} is not loaded: Saturdays, Sundays and fixed holidays are days off,"
        " the moved ones are not known. When the Government has moved the days off of {year}, send the calendar:"
        " /calendar"
    ).format(year=year)


def replaced_words(moved: int) -> list[str]:
    count = ngettext("{n} control date has moved.", "{n} control dates have moved.", moved).format(n=moved)
    return [_("The calendar is replaced."), count]


def undelivered_words() -> str:
    return _("Telegram did not hand the file over. Send it once more.")


def _year_words(year: int, calendar: WorkingCalendar) -> str:
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    worked = sum(calendar.is_working_day(day) for day in days if day.year == year)
    count = ngettext("{n} working day", "{n} working days", worked).format(n=worked)
    origin = _("sent by an administrator") if year in calendar.sent else _("built in")
    return f"{year}: {count}, {origin}"
