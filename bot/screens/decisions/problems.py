"""Why a decision was not taken, or a day not understood: one sentence with what to do."""

from bot.i18n import gettext as _
from data.decisions.decision_drafts import DecisionProblem, DecisionRefused
from data.roadmap.typed_days import DayProblem, DayRefused


def decision_words(refused: DecisionRefused) -> str:
    """At most 200 characters: they stand in an alert."""
    words = {
        DecisionProblem.SAME_DAY: _("That is the control date already. Choose another day."),
        DecisionProblem.ASKED_ALREADY: _(
            "A request about this activity waits for its decision: see the card."
        ),
        DecisionProblem.DECIDED_ALREADY: _("The request is decided already."),
        DecisionProblem.NOT_CLOSED: _("The activity is not closed, so there is nothing to open again."),
        DecisionProblem.ENDED: _("This meeting is over. Open a new one: /agenda"),
        DecisionProblem.CHANGED: _("It was changed since you saw it. Open it once more and check it."),
    }
    return words[refused.problem]


def day_problem_words(refused: DayRefused) -> str:
    words = {
        DayProblem.SHAPE: _("A date is needed as day.month.year, for example 15.12.2026"),
        DayProblem.ABSENT: _(
            "There is no such day. Write the date as day.month.year, for example 15.12.2026"
        ),
        DayProblem.PAST: _("This day has passed. Write a day to come, for example 15.12.2026"),
        DayProblem.FAR: _("This day is more than ten years ahead. Check the year and write it once more."),
    }
    return words[refused.problem]
