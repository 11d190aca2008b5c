"""Why the summary of a week is not shown or not published: one sentence with what to do."""

from bot.i18n import gettext as _
from data.primitives.refusal import Problem
from data.summaries.problems import SummaryProblem


def summary_sentences() -> dict[Problem, str]:
    """With `{week}` as written or as 2026-W47, and the roadmap's `{first}` year."""
    return {
        SummaryProblem.NO_WEEK: _("There is no week {week}. The summary of this week: /summary"),
        SummaryProblem.FUTURE: _("The week {week} has not begun. The summary of this week: /summary"),
        SummaryProblem.BEFORE: _(
            "The week {week} lies before the roadmap, which begins with {first}. The summary of this week: /summary"
        ),
        SummaryProblem.UNRECORDED: _(
            "Nothing was recorded in the week {week} yet: there is no summary to publish."
        ),
    }
