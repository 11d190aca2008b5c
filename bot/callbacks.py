"""What a button carries: one class a verb, ids only. A button may be pressed years later, so prefixes are frozen."""

from enum import StrEnum
from typing import Annotated, Final, Literal

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from data.people import Role

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


class Purpose(StrEnum):
    """What a role is chosen for."""

    APPROVE = "a"  # somebody who asked to be let in
    CHANGE = "c"  # somebody who is in
    INVITE = "i"  # whoever accepts the link


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
    """`via` is how the person came here: see `bot.trail`."""

    agency_id: Id
    page: PageNumber = 0
    via: Trail = ""


class OpenDeadlines(CallbackData, prefix="ds"):
    pass


class OpenDeadlineList(CallbackData, prefix="d"):
    which: DeadlineList
    page: PageNumber = 0


class OpenActivity(CallbackData, prefix="c"):
    """`via` is how the person came here: see `bot.trail`."""

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


class RequestAccess(CallbackData, prefix="ra"):
    pass


class OpenRequests(CallbackData, prefix="rq"):
    page: PageNumber = 0


class OpenRequest(CallbackData, prefix="ro"):
    user_id: UserId


class RefuseReading(CallbackData, prefix="rf"):
    user_id: UserId


class OpenPeople(CallbackData, prefix="pp"):
    pass


class OpenRole(CallbackData, prefix="pr"):
    role: Role
    page: PageNumber = 0


class OpenStaff(CallbackData, prefix="pa"):
    page: PageNumber = 0


class OpenVacant(CallbackData, prefix="pv"):
    page: PageNumber = 0


class OpenAgencyStaff(CallbackData, prefix="pg"):
    agency_id: Id
    page: PageNumber = 0


class OpenMember(CallbackData, prefix="pm"):
    user_id: UserId


class ChooseRole(CallbackData, prefix="cr"):
    """`user_id` 0 is for an invitation."""

    purpose: Purpose
    user_id: AnyUserId = 0


class ChooseParty(CallbackData, prefix="cp"):
    purpose: Purpose
    user_id: AnyUserId = 0


class ChooseAgency(CallbackData, prefix="ca"):
    """`party_id` 0 is the first side."""

    purpose: Purpose
    user_id: AnyUserId = 0
    party_id: AnyId = 0
    page: PageNumber = 0


class GiveRole(CallbackData, prefix="gr"):
    """`scope_id` is an official's agency or a coordinator's side; 0 leaves what they have."""

    purpose: Purpose
    user_id: AnyUserId
    role: Role
    scope_id: AnyId = 0


class ConfirmAdmin(CallbackData, prefix="ma"):
    user_id: UserId


class OpenOffices(CallbackData, prefix="of"):
    """The agencies a person writes for, to add and to drop; `party_id` 0 is the first side."""

    user_id: UserId
    party_id: AnyId = 0
    page: PageNumber = 0


class AskOffice(CallbackData, prefix="ao"):
    """The office in an agency; 0: in the only one, or to be chosen."""

    user_id: UserId
    agency_id: AnyId = 0
    page: PageNumber = 0


class DropOffice(CallbackData, prefix="xo"):
    user_id: UserId
    agency_id: Id


class AddAgency(CallbackData, prefix="aa"):
    user_id: UserId
    agency_id: Id
    page: PageNumber = 0


class DropAgency(CallbackData, prefix="da"):
    user_id: UserId
    agency_id: Id
    page: PageNumber = 0


class ConfirmRemoval(CallbackData, prefix="rm"):
    user_id: UserId


class RemovePerson(CallbackData, prefix="rx"):
    user_id: UserId


class OpenInvitations(CallbackData, prefix="iv"):
    page: PageNumber = 0


class OpenInvitation(CallbackData, prefix="io"):
    invitation_id: Id


class RevokeInvitation(CallbackData, prefix="ir"):
    invitation_id: Id


class OpenHandOver(CallbackData, prefix="ho"):
    """`user_id` is whose post it is; `agency_id` 0 hands over all of it."""

    user_id: UserId
    agency_id: AnyId = 0


class InviteSuccessor(CallbackData, prefix="hi"):
    user_id: UserId
    agency_id: AnyId = 0


class ChooseSuccessor(CallbackData, prefix="hs"):
    user_id: UserId
    agency_id: AnyId = 0
    page: PageNumber = 0


class ConfirmHandOver(CallbackData, prefix="hc"):
    user_id: UserId
    successor_id: UserId
    agency_id: AnyId = 0


class HandOverTo(CallbackData, prefix="ht"):
    user_id: UserId
    successor_id: UserId
    agency_id: AnyId = 0


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
