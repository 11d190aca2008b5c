"""Data of the buttons of access, roles, invitations, hand-over and the journal; prefixes are frozen."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.fields import AnyId, AnyUserId, Fingerprint, Id, PageNumber, UserId
from data.people.people import Role


class Purpose(StrEnum):
    """What a role is chosen for."""

    APPROVE = "a"  # a person who asked for access
    CHANGE = "c"  # a person with a role
    INVITE = "i"  # the person who accepts the link


class RequestAccess(CallbackData, prefix="ra"):
    """Idempotent: at most one request of a person waits."""


class OpenAccessRequests(CallbackData, prefix="rq"):
    page: PageNumber = 0


class OpenAccessRequest(CallbackData, prefix="ro"):
    user_id: UserId


class FormerRefusal(CallbackData, prefix="rf"):
    """A button of an earlier version, which does not say what its screen showed: it writes nothing."""

    user_id: UserId


class RefuseReading(FormerRefusal, prefix="fr"):
    """`fingerprint` is of the request as the screen showed it."""

    fingerprint: Fingerprint


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


class FormerRoleChoice(CallbackData, prefix="gr"):
    """A button of an earlier version, which does not say what its screen showed: it writes nothing."""

    purpose: Purpose
    user_id: AnyUserId
    role: Role
    scope_id: AnyId = 0


class GiveRole(FormerRoleChoice, prefix="gk"):
    """`scope_id` is an official's agency or a coordinator's side; 0 leaves what they have.

    `fingerprint` is of the request or of the appointment as the screen showed it, 0 for an invitation: that gives a new link.
    """

    fingerprint: Fingerprint


class ConfirmAdmin(CallbackData, prefix="ma"):
    user_id: UserId


class OpenJobTitles(CallbackData, prefix="of"):
    """The agencies a person writes for, to add and to drop; `party_id` 0 is the first side."""

    user_id: UserId
    party_id: AnyId = 0
    page: PageNumber = 0


class AskJobTitle(CallbackData, prefix="ao"):
    """The office in an agency; 0: in the only one, or to be chosen. Idempotent: the same question is asked again."""

    user_id: UserId
    agency_id: AnyId = 0
    page: PageNumber = 0


class FormerJobTitleDrop(CallbackData, prefix="xo"):
    """A button of an earlier version, which does not say what its screen showed: it writes nothing."""

    user_id: UserId
    agency_id: Id


class DropJobTitle(FormerJobTitleDrop, prefix="ox"):
    """`fingerprint` is of the appointment as the screen showed it."""

    fingerprint: Fingerprint


class FormerAgencyAddition(CallbackData, prefix="aa"):
    """A button of an earlier version, which does not say what its screen showed: it writes nothing."""

    user_id: UserId
    agency_id: Id
    page: PageNumber = 0


class AddAgency(FormerAgencyAddition, prefix="ab"):
    """`fingerprint` is of the appointment as the screen showed it."""

    fingerprint: Fingerprint


class FormerAgencyDrop(CallbackData, prefix="da"):
    """A button of an earlier version, which does not say what its screen showed: it writes nothing."""

    user_id: UserId
    agency_id: Id
    page: PageNumber = 0


class DropAgency(FormerAgencyDrop, prefix="db"):
    """`fingerprint` is of the appointment as the screen showed it."""

    fingerprint: Fingerprint


class ConfirmRemoval(CallbackData, prefix="rm"):
    user_id: UserId


class FormerRemoval(CallbackData, prefix="rx"):
    """A button of an earlier version, which does not say what its screen showed: it writes nothing."""

    user_id: UserId


class RemovePerson(FormerRemoval, prefix="ry"):
    """`fingerprint` is of the appointment as the screen showed it."""

    fingerprint: Fingerprint


class OpenInvitations(CallbackData, prefix="iv"):
    page: PageNumber = 0


class OpenInvitation(CallbackData, prefix="io"):
    invitation_id: Id


class RevokeInvitation(CallbackData, prefix="ir"):
    """Idempotent: an invitation ends once; one that is accepted meanwhile stays so."""

    invitation_id: Id


class OpenHandOver(CallbackData, prefix="ho"):
    """`user_id` is whose post it is; `agency_id` 0 hands over all of it."""

    user_id: UserId
    agency_id: AnyId = 0


class FormerSuccessorLink(CallbackData, prefix="hi"):
    """A button of an earlier version, which does not say what its screen showed: it writes nothing."""

    user_id: UserId
    agency_id: AnyId = 0


class InviteSuccessor(FormerSuccessorLink, prefix="hj"):
    """`fingerprint` is of what the predecessor held; `agency_id` 0 hands over all of it."""

    fingerprint: Fingerprint


class ChooseSuccessor(CallbackData, prefix="hs"):
    user_id: UserId
    agency_id: AnyId = 0
    page: PageNumber = 0


class ConfirmHandOver(CallbackData, prefix="hc"):
    user_id: UserId
    successor_id: UserId
    agency_id: AnyId = 0


class FormerHandOver(CallbackData, prefix="ht"):
    """A button of an earlier version, which does not say what its screen showed: it writes nothing."""

    user_id: UserId
    successor_id: UserId
    agency_id: AnyId = 0


class HandOverTo(FormerHandOver, prefix="hu"):
    """`fingerprint` is of what the predecessor and the successor held as the screen showed it."""

    fingerprint: Fingerprint


class OpenJournal(CallbackData, prefix="j"):
    page: PageNumber = 0


class SendJournal(CallbackData, prefix="jf"):
    """Idempotent: only that the journal was taken out is written down."""
