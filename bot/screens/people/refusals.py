"""Why somebody could not be appointed, invited or succeeded: one sentence each, with what to do."""

from bot.access import Denial
from bot.i18n import gettext as _
from bot.screens.decisions.problems import decision_words
from bot.screens.notices import denial_words
from data.decisions.decision_drafts import DecisionRefused
from data.people.admissions import AdmissionProblem, AdmissionRefused
from data.people.authorship import NotAuthor
from data.people.coordination import NotCoordinator, NotSpeaker
from data.people.handovers import HandOverProblem, HandOverRefused
from data.people.invitation_acceptance import InvitationProblem, InvitationRefused
from data.people.rights import NotAllowed

PeopleRefusal = AdmissionRefused | DecisionRefused | HandOverRefused | InvitationRefused | NotAllowed


def refusal_words(refusal: PeopleRefusal) -> str:
    match refusal:
        case AdmissionRefused():
            return _admission_words(refusal.problem)
        case HandOverRefused():
            return _hand_over_words(refusal.problem)
        case InvitationRefused():
            return _invitation_words(refusal.problem)
        case DecisionRefused():
            return decision_words(refusal)
        case NotAllowed():
            return _right_words(refusal)


def _right_words(refusal: NotAllowed) -> str:
    match refusal:
        case NotAuthor():
            return _(
                "This note is not yours to write or to change. The agency's officials and its side's coordinator may."
            )
        case NotCoordinator():
            return _("Only a coordinator of one of the sides may do that.")
        case NotSpeaker():
            return _("Only an official of a responsible agency or its side's coordinator may do that.")
        case _:
            return denial_words(Denial.NOT_ADMIN)


def _admission_words(problem: AdmissionProblem) -> str:
    words = {
        AdmissionProblem.SHARED: _(
            "Many people share this account. Write from your own, not as a group or a channel."
        ),
        AdmissionProblem.MACHINE: _("A bot cannot be let in."),
        AdmissionProblem.INCOMPLETE: _(
            "An official needs at least one agency, a coordinator a side. Change the role, or remove the person."
        ),
        AdmissionProblem.ABSENT: _("This person is not here any more. Invite them again: /invite"),
        AdmissionProblem.FIRST_ADMIN: _(
            "This administrator stands in the setting ADMIN_IDS and is changed only there."
        ),
        AdmissionProblem.LAST_ADMIN: _(
            "Nobody would be left to manage people. Make somebody else an administrator first."
        ),
    }
    return words[problem]


def _invitation_words(problem: InvitationProblem) -> str:
    words = {
        InvitationProblem.UNKNOWN: _(
            "There is no such invitation. Check that the whole link was opened, or ask for a new one."
        ),
        InvitationProblem.ACCEPTED: _(
            "This invitation was used already: it is for one person, once. Ask for a new one."
        ),
        InvitationProblem.REVOKED: _("This invitation was revoked. Ask for a new one."),
        InvitationProblem.EXPIRED: _("The time of this invitation is over. Ask for a new one."),
        InvitationProblem.VOID: _(
            "This invitation is void: whoever gave it may not any more, or the agency is not in the roadmap."
            " Ask for a new one."
        ),
        InvitationProblem.HOURS: _("An invitation lasts from 1 to 720 hours."),
    }
    return words[problem]


def _hand_over_words(problem: HandOverProblem) -> str:
    words = {
        HandOverProblem.NOTHING: _("There is nothing to hand over."),
        HandOverProblem.NOT_HELD: _("These agencies are not held any more: nothing was handed over."),
        HandOverProblem.SAME_PERSON: _(
            "A post is handed over to somebody else: send the link to your successor."
        ),
        HandOverProblem.NOT_ADMITTED: _("The successor is not here yet: send them an invitation."),
    }
    return words[problem]
