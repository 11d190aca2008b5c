"""Why a rule about people or a right refuses: one sentence each, with what to do."""

from bot.access import Denial
from bot.i18n import gettext as _
from data.people.problems import PeopleProblem
from data.primitives.refusal import Problem


def people_sentences() -> dict[Problem, str]:
    return {
        PeopleProblem.SHARED: _(
            "Many people share this account. Write from your own, not as a group or a channel."
        ),
        PeopleProblem.MACHINE: _("A bot cannot be let in."),
        PeopleProblem.INCOMPLETE: _(
            "An official needs at least one agency, a coordinator a side. Change the role, or remove the person."
        ),
        PeopleProblem.ABSENT: _("This person is not here any more. Invite them again: /invite"),
        PeopleProblem.FIRST_ADMIN: _(
            "This administrator stands in the setting ADMIN_IDS and is changed only there."
        ),
        PeopleProblem.LAST_ADMIN: _(
            "Nobody would be left to manage people. Make somebody else an administrator first."
        ),
        PeopleProblem.NOTHING: _("There is nothing to hand over."),
        PeopleProblem.NOT_HELD: _("These agencies are not held any more: nothing was handed over."),
        PeopleProblem.SAME_PERSON: _(
            "A post is handed over to somebody else: send the link to your successor."
        ),
        PeopleProblem.NOT_ADMITTED: _("The successor is not here yet: send them an invitation."),
        PeopleProblem.UNKNOWN: _(
            "There is no such invitation. Check that the whole link was opened, or ask for a new one."
        ),
        PeopleProblem.ACCEPTED: _(
            "This invitation was used already: it is for one person, once. Ask for a new one."
        ),
        PeopleProblem.REVOKED: _("This invitation was revoked. Ask for a new one."),
        PeopleProblem.EXPIRED: _("The time of this invitation is over. Ask for a new one."),
        PeopleProblem.VOID: _(
            "This invitation is void: whoever gave it may not any more, or the agency is not in the roadmap."
            " Ask for a new one."
        ),
        PeopleProblem.TWO_SIDES: _(
            "In one roadmap a coordinator acts for one side only, and this would be several: {sides}."
            " Take the other one away first, or choose another person."
        ),
        PeopleProblem.HOURS: _("An invitation lasts from 1 to 720 hours."),
        PeopleProblem.NOT_ADMIN: _("Only an administrator may do that."),
        PeopleProblem.NOT_AUTHOR: _(
            "This note is not yours to write or to change. The agency's officials and its side's coordinator may."
        ),
        PeopleProblem.NOT_COORDINATOR: _("Only a coordinator of one of the sides may do that."),
        PeopleProblem.VOTED: _(
            "You have decided on this for another side: one person decides for one side. For this one its coordinator"
            " or another administrator decides."
        ),
        PeopleProblem.NOT_ASKER: _("Only the person who asked can withdraw the request."),
        PeopleProblem.NOT_SPEAKER: _(
            "Only an official of a responsible agency or its side's coordinator may do that."
        ),
    }


def denial_sentences() -> dict[Problem, str]:
    return {
        Denial.NO_PERSON: _(
            "The bot answers people only. Write in your own name, not as a group or a channel."
        ),
        Denial.STRANGER: _(
            "This roadmap is shown to its participants only. Send /start to the bot to ask for access."
        ),
        Denial.NOT_WRITER: _("Only an agency's official or a side's coordinator may do that."),
        Denial.NOT_COORDINATOR: _("Only a side's coordinator or an administrator may do that."),
        Denial.NOT_ADMIN: _("Only an administrator may do that."),
        Denial.NOT_PRIVATE: _("That is for the private chat with the bot only."),
        Denial.UNBOUND_GROUP: _("This group is not connected to a roadmap. Write to the bot privately."),
        Denial.NO_ROADMAP: _(
            "No roadmap is loaded yet. The administrator can do it with the command “import”."
        ),
    }
