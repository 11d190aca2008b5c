"""Why the summary of a week is not shown or not published: one sentence with what to do."""

from bot.i18n import gettext as _
from data.primitives.refusal import Problem
from data.summaries.problems import SummaryProblem


def summary_sentences() -> dict[Problem, str]:
    """With `{week}` as written or as 2026-W47, and the roadmap's `{first}` year."""
    return {
        SummaryProblem.NO_WEEK: _("There is no week {week}. A week is written like this: 2026-W47."),
        SummaryProblem.FUTURE: _("The week {week} has not begun. Choose this week or an earlier one."),
        SummaryProblem.BEFORE: _(
            "The week {week} lies before the roadmap, which begins with {first}. Choose a later week."
        ),
        SummaryProblem.UNRECORDED: _(
            "Nothing was recorded in the week {week} yet: there is no summary to publish."
        ),
    }
