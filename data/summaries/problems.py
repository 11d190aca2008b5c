"""Why the summary of a week is not shown or not published."""

from data.primitives.refusal import Problem


class SummaryProblem(Problem):
    NO_WEEK = "no_week"  # week: as written; the calendar does not have it
    FUTURE = "future"  # week: has not begun
    BEFORE = "before"  # week, first: the roadmap begins with that year
    UNRECORDED = "unrecorded"  # week: nothing was recorded in it yet
