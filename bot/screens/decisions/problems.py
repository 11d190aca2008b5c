"""Why a decision was not taken: one sentence with what to do."""

from bot.i18n import gettext as _
from data.decisions.problems import DecisionProblem
from data.primitives.refusal import Problem


def decision_sentences() -> dict[Problem, str]:
    return {
        DecisionProblem.SAME_DAY: _("That is the control date already. Choose another day."),
        DecisionProblem.ASKED_ALREADY: _(
            "A request about this activity waits for its decision: see the card."
        ),
        DecisionProblem.DECIDED_ALREADY: _("The request is decided already."),
        DecisionProblem.NOT_CLOSED: _("The activity is not closed, so there is nothing to open again."),
        DecisionProblem.ENDED: _("This meeting is over. Open a new one: /agenda"),
        DecisionProblem.CHANGED: _("It was changed since you saw it. Open it once more and check it."),
    }
