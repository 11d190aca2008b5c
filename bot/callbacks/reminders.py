"""What the buttons of reminders and of their settings carry.

Prefixes are frozen, as those of `bot.callbacks.roadmap`.
"""

from enum import StrEnum
from typing import Annotated, Final

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.callbacks.fields import AnyUserId, Id, PageNumber
from data.regions.zones import ZoneChoice
from data.reminders.choices import ReminderKind

Day = Annotated[int, Field(ge=0, le=3_652_059)]  # a date's proleptic ordinal; 0 is no day
Hour = Annotated[int, Field(ge=0, le=24)]


class ReminderKindLetter(StrEnum):
    """The letters are frozen as prefixes are."""

    BEFORE_SUMMARY = "s"
    BEFORE_DATE = "b"
    AFTER_DATE = "a"
    NO_REPORTS = "l"


class ClockLetter(StrEnum):
    """The same for zones; `SIDE` is the zone of the person's side."""

    SIDE = "0"
    KALININGRAD = "k"
    MOSCOW = "m"
    MINSK = "b"
    SAMARA = "s"
    YEKATERINBURG = "e"
    OMSK = "o"
    KRASNOYARSK = "r"
    IRKUTSK = "i"
    YAKUTSK = "y"
    VLADIVOSTOK = "v"
    MAGADAN = "g"
    KAMCHATKA = "c"


KINDS: Final = {letter: ReminderKind[letter.name] for letter in ReminderKindLetter}
CLOCKS: Final[dict[ClockLetter, ZoneChoice]] = {
    letter: ZoneChoice[letter.name] for letter in ClockLetter if letter is not ClockLetter.SIDE
}


class AnswerReminder(CallbackData, prefix="ef"):
    """Opens the form below the reminder, whose other lines stay. Idempotent: opens the person's draft."""

    activity_id: Id


class RepeatReminder(CallbackData, prefix="es"):
    """`day` is the reminder's own. Idempotent: it comes once more on the next working day."""

    day: Day


class OpenReminders(CallbackData, prefix="er"):
    pass


class WantReminder(CallbackData, prefix="et"):
    """`wanted` 1 switches the kind on, 0 off. Idempotent: the person's own choice, as the button names it."""

    kind: ReminderKindLetter
    wanted: Annotated[int, Field(ge=0, le=1)]


class OpenHours(CallbackData, prefix="eh"):
    pass


class ChooseHours(CallbackData, prefix="ec"):
    """Idempotent: the person's own hours, as the button names them."""

    opens: Hour = 9
    closes: Hour = 18


class OpenClocks(CallbackData, prefix="ez"):
    pass


class ChooseClock(CallbackData, prefix="ew"):
    """Idempotent: the person's own clock, as the button names it."""

    clock: ClockLetter


class OpenAbsence(CallbackData, prefix="eb"):
    pass


class LeaveUntil(CallbackData, prefix="ea"):
    """Away up to and including the day. Idempotent: the person's own absence, as the button names it."""

    until: Day


class OpenDeputies(CallbackData, prefix="eo"):
    page: PageNumber = 0


class ChooseDeputy(CallbackData, prefix="ed"):
    """`user_id` 0 is no deputy. Idempotent: the deputy of the person's own absence, as the button names it."""

    user_id: AnyUserId = 0


class EndAbsence(CallbackData, prefix="ee"):
    """Idempotent: the person's own absence ends once."""


class OpenNoReports(CallbackData, prefix="el"):
    """The silent agencies of the person's sides, of all roadmaps together."""

    page: PageNumber = 0


class AskAgency(CallbackData, prefix="eq"):
    """Idempotent: an agency is asked at most once a week."""

    agency_id: Id


class OpenUnstaffedAgencies(CallbackData, prefix="ev"):
    """The agencies of the person's sides without any member."""

    page: PageNumber = 0
