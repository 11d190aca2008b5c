"""What a button carries: one class a verb, ids only. A button may be pressed years later, so prefixes are frozen."""

from enum import StrEnum
from typing import Annotated, Final, Literal

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

LONGEST_TRAIL: Final = 44  # bytes: with the longest ids around it a button stays within Telegram's 64

Id = Annotated[int, Field(ge=1, le=1_000_000_000)]
PageNumber = Annotated[int, Field(ge=0, le=9_999)]
Trail = Annotated[str, Field(max_length=LONGEST_TRAIL, pattern=r"^[a-z0-9.\-]*$")]
UserId = Annotated[int, Field(ge=1, le=2**52)]  # Telegram: at most 52 significant bits
AnyId = Annotated[int, Field(ge=0, le=1_000_000_000)]  # 0: none in particular
AnyUserId = Annotated[int, Field(ge=0, le=2**52)]


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
    """`via` is how the person came here: see `bot.callbacks.breadcrumbs`."""

    agency_id: Id
    page: PageNumber = 0
    via: Trail = ""


class OpenDeadlines(CallbackData, prefix="ds"):
    pass


class OpenDeadlineList(CallbackData, prefix="d"):
    which: DeadlineList
    page: PageNumber = 0


class OpenActivity(CallbackData, prefix="c"):
    """`via` is how the person came here: see `bot.callbacks.breadcrumbs`."""

    activity_id: Id
    page: PageNumber = 0
    via: Trail = ""


class OpenAnswer(CallbackData, prefix="q"):
    """`reading` 0 is how the question was understood, the following ones are how else it may be."""

    question_id: Id
    reading: Annotated[int, Field(ge=0, le=9)] = 0
    page: PageNumber = 0


class OpenHelp(CallbackData, prefix="hp"):
    pass


class OpenSettings(CallbackData, prefix="st"):
    pass


class ChooseLocale(CallbackData, prefix="l"):
    locale: Literal["ru", "en"]


class OpenRoadmaps(CallbackData, prefix="rs"):
    page: PageNumber = 0


class ChooseRoadmap(CallbackData, prefix="r"):
    roadmap_id: Id


class OpenCalendar(CallbackData, prefix="kc"):
    pass


class RestoreCalendar(CallbackData, prefix="kr"):
    pass


class OpenJournal(CallbackData, prefix="j"):
    page: PageNumber = 0


class SendJournal(CallbackData, prefix="jf"):
    pass


class BindHere(CallbackData, prefix="bh"):
    """Binds the roadmap to the chat and topic of the button."""

    roadmap_id: Id


class LeaveBinding(CallbackData, prefix="bl"):
    pass
