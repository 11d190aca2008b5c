"""Why a decision was not taken: one sentence with what to do."""

from bot.i18n import gettext as _
from data.decisions.problems import DecisionProblem
from data.primitives.refusal import Problem


def date_agreed_words() -> str:
    return _("Your side has agreed to this date.")


def decision_sentences() -> dict[Problem, str]:
    return {
        DecisionProblem.SAME_DAY: _("That is the control date already. Choose another day."),
        DecisionProblem.ASKED_ALREADY: _(
            "A request about this activity waits for its decision: see the card."
        ),
        DecisionProblem.DECIDED_ALREADY: _("The request is decided already."),
        DecisionProblem.NOT_CLOSED: _("The activity is not closed, so there is nothing to open again."),
        DecisionProblem.ENDED: _("This meeting is over. Open a new one: /agenda"),
        DecisionProblem.CHANGED: _(
            "Something has changed since you saw this form. Check what holds now and confirm once more."
        ),
        DecisionProblem.TYPED_EARLIER: _("You typed this on {day}. Check it before you confirm."),
        DecisionProblem.DAY_PASSED: _("The date {past} has passed. Choose another one; the words are kept."),
        DecisionProblem.CLOSED: _("The activity is closed. Open it again first: the card has the button."),
        DecisionProblem.UNDOES_CLOSING: _(
            "The activity is closed by all sides, and this would undo it. Open it again first: the card has the button."
            " What you typed is kept."
        ),
        DecisionProblem.CONFIRMED: _("All sides have confirmed it already: the activity is closed."),
        DecisionProblem.NOT_DECLARED: _(
            "There is nothing to confirm: the other side does not declare the activity done, or no longer."
            " Write a note if it is done."
        ),
        DecisionProblem.SAME_PERSON: _(
            "You have declared this activity done for the other side. Another person has to confirm it for this one."
        ),
        DecisionProblem.WORDING_CHANGED: _(
            "The deadline of the activity is worded otherwise by now, so this move cannot be agreed to."
            " Decline it, or have it asked for anew."
        ),
    }
