"""Data of the buttons of access, roles, invitations, hand-over and the journal; prefixes are frozen."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.fields import AnyId, AnyUserId, Id, PageNumber, UserId
from data.people.people import Role


class Purpose(StrEnum):
    """What a role is chosen for."""

    APPROVE = "a"  # a person who asked for access
    CHANGE = "c"  # a person with a role
    INVITE = "i"  # the person who accepts the link


class RequestAccess(CallbackData, prefix="ra"):
    pass


class OpenAccessRequests(CallbackData, prefix="rq"):
    page: PageNumber = 0


class OpenAccessRequest(CallbackData, prefix="ro"):
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


class OpenUnstaffed(CallbackData, prefix="pv"):
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


class OpenJobTitles(CallbackData, prefix="of"):
    """The agencies a person writes for, to add and to drop; `party_id` 0 is the first side."""

    user_id: UserId
    party_id: AnyId = 0
    page: PageNumber = 0


class AskJobTitle(CallbackData, prefix="ao"):
    """The office in an agency; 0: in the only one, or to be chosen."""

    user_id: UserId
    agency_id: AnyId = 0
    page: PageNumber = 0


class DropJobTitle(CallbackData, prefix="xo"):
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


class OpenJournal(CallbackData, prefix="j"):
    page: PageNumber = 0


class SendJournal(CallbackData, prefix="jf"):
    pass
