"""What the buttons of the roadmap, the menu and the settings carry: one class a verb, ids only.

A button may be pressed years later, so prefixes are frozen.
"""

from enum import StrEnum
from typing import Literal

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.fields import Breadcrumbs, Fingerprint, Id, PageNumber


class DeadlineList(StrEnum):
    OVERDUE = "o"
    WEEK = "w"
    FORTNIGHT = "f"
    SOON = "s"
    QUARTER = "q"
    THIS_YEAR = "y"
    ANNUAL = "a"
    REGULAR = "r"
    UNDATED = "u"


class StateList(StrEnum):
    OVERDUE = "o"
    TROUBLED = "t"
    AWAITED = "w"
    NO_REPORTS = "n"
    DONE = "d"


class OpenHome(CallbackData, prefix="h"):
    pass


class OpenSpheres(CallbackData, prefix="ss"):
    page: PageNumber = 0


class OpenSphere(CallbackData, prefix="s"):
    sphere_id: Id
    page: PageNumber = 0


class OpenParties(CallbackData, prefix="ps"):
    pass


class OpenParty(CallbackData, prefix="p"):
    party_id: Id
    page: PageNumber = 0


class OpenAgency(CallbackData, prefix="a"):
    """`breadcrumbs` tell how the person came here: see `bot.callbacks.breadcrumbs`."""

    agency_id: Id
    page: PageNumber = 0
    breadcrumbs: Breadcrumbs = ""


class OpenDeadlines(CallbackData, prefix="ds"):
    pass


class OpenDeadlineList(CallbackData, prefix="d"):
    which: DeadlineList
    page: PageNumber = 0


class OpenStates(CallbackData, prefix="fs"):
    pass


class OpenStateList(CallbackData, prefix="f"):
    which: StateList
    page: PageNumber = 0


class OpenActivity(CallbackData, prefix="c"):
    """`breadcrumbs` tell how the person came here: see `bot.callbacks.breadcrumbs`."""

    activity_id: Id
    page: PageNumber = 0
    breadcrumbs: Breadcrumbs = ""


class OpenHelp(CallbackData, prefix="hp"):
    pass


class OpenSettings(CallbackData, prefix="st"):
    pass


class ChooseLocale(CallbackData, prefix="l"):
    """Idempotent: the person's own language, as the button names it."""

    locale: Literal["ru", "en"]


class OpenRoadmaps(CallbackData, prefix="rs"):
    page: PageNumber = 0


class ChooseRoadmap(CallbackData, prefix="r"):
    """Idempotent: the roadmap that the person reads, as the button names it."""

    roadmap_id: Id


class OpenCalendar(CallbackData, prefix="kc"):
    pass


class FormerCalendarRestoring(CallbackData, prefix="kr"):
    """A button of an earlier version, which does not say what its screen showed: it writes nothing."""


class RestoreCalendar(CallbackData, prefix="ks"):
    """Brings back the calendar that ships; `fingerprint` is of the one that was shown."""

    fingerprint: Fingerprint
